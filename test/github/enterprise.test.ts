import { describe, expect, it } from "vitest";
import { createGitHub } from "../../src/github/client.ts";
import { readOwnComments } from "../../src/github/comments.ts";
import { query } from "../../src/github/graphql.ts";
import { readPulls } from "../../src/github/pulls.ts";

const apiUrl = "https://github.acme.example/api/v3";

/** A client of a server of one's own, and the addresses that it asked. */
function server(answer: (path: string) => Response) {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input).split("?", 1)[0] ?? "");
    return answer(new URL(String(input)).pathname);
  };
  return { asked, github: createGitHub({ tokenClass: "docs", apiUrl, throttle: false, timeoutMs: 1000, fetch }) };
}

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

describe("T108 GitHub Enterprise Server", () => {
  it("is asked at its own address, queries too", async () => {
    const { github, asked } = server((path) => json(path.endsWith("/graphql") ? { data: { a: 1 } } : []));
    await query(github, { text: "query { a }", variables: {} });
    await readOwnComments(github, { repository: "acme/docs", number: 1 }, 1);
    expect(asked).toEqual([
      "https://github.acme.example/api/graphql",
      "https://github.acme.example/api/v3/repos/acme/docs/issues/1/comments",
    ]);
  });

  it("says which look-up it does not know, and answers the others", async () => {
    const { github } = server((path) => (path.endsWith("/comments") ? json([]) : json({ message: "Not Found" }, 404)));
    const pulls = await readPulls(github, ["acme/eng#1"]);
    expect(pulls.get("acme/eng#1")).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    const comments = await readOwnComments(github, { repository: "acme/docs", number: 1 }, 1);
    expect(comments).toEqual({ ok: true, value: [] });
  });
});
