import { describe, expect, it } from "vitest";
import { isContained } from "../../src/github/ancestry.ts";
import { createGitHub } from "../../src/github/client.ts";

const target = { repository: "acme/eng", branch: "main", commit: "a".repeat(40) };

function answering(status: number, body: unknown) {
  const fetch = async () =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  const options = {
    tokenClass: "source",
    apiUrl: "https://api.example.com",
    throttle: false,
    timeoutMs: 1000,
  } as const;
  return createGitHub({ ...options, fetch });
}

describe("T035 whether a branch contains a commit is asked of GitHub, whose history is whole", () => {
  it.each([
    ["behind", true],
    ["identical", true],
    ["ahead", false],
    ["diverged", false],
  ])("%s", async (status, value) => {
    expect(await isContained(answering(200, { status }), target, undefined)).toEqual({ ok: true, value });
  });

  it.each([
    ["a commit that GitHub does not have", 404, { message: "Not Found" }, "not-found-or-no-access"],
    ["a comparison that was not made", 422, { message: "No common ancestor" }, "unsupported"],
    ["a status of another version", 200, { status: "unknown" }, "malformed"],
    ["no status", 200, {}, "malformed"],
    ["a failure", 500, { message: "Server Error" }, "server-error"],
  ])("is never denied by %s", async (_name, status, body, reason) => {
    expect(await isContained(answering(status, body), target, undefined)).toMatchObject({ ok: false, reason });
  });
});
