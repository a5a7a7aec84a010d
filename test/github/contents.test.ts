import { describe, expect, it } from "vitest";
import { readActor } from "../../src/github/actor.ts";
import { readFile } from "../../src/github/contents.ts";
import { faultNamed } from "../fake-github/faults.ts";
import { useDouble } from "./double.ts";

const bench = useDouble();
const path = ".github/docs-verdict.yml";

async function read(files: Readonly<Record<string, string>>) {
  const repository = bench().double.repository("acme/docs", { files });
  return readFile(bench().client(), { repository: "acme/docs", path, commit: repository.sha("main") });
}

describe("readFile", () => {
  it("reads a file at a commit", async () => {
    expect(await read({ [path]: "schemaVersion: 1\n" })).toEqual({ ok: true, value: "schemaVersion: 1\n" });
  });

  it.each([
    ["no folder", { "readme.md": "x\n" }],
    ["a folder without it", { ".github/other.yml": "x\n" }],
    ["a file in the place of the folder", { ".github": "x\n" }],
  ])("knows that it is not there: %s", async (_name, files) => {
    expect(await read(files)).toEqual({ ok: true, value: undefined });
  });

  it("T021 takes a 404 for no proof where the folder lists the file", async () => {
    bench().double.fault(({ operation }) => (operation.includes("/contents/") ? faultNamed("404") : undefined));
    expect(await read({ [path]: "schemaVersion: 1\n" })).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
  });

  it("T021 takes a 404 for no proof where the folder cannot be listed", async () => {
    bench().double.fault(() => faultNamed("404"));
    expect(await read({ "readme.md": "x\n" })).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
  });
});

describe("readActor", () => {
  it.each([
    ["403 integration", { ok: true, value: { login: "github-actions[bot]" } }],
    ["403 secondary limit", { ok: false, reason: "rate-limited" }],
    ["403 primary limit", { ok: false, reason: "rate-limited" }],
    ["403 single sign-on", { ok: false, reason: "sso-required" }],
  ])("T025 takes only a refusal for the job's token: %s", async (fault, expected) => {
    bench().double.fault(() => faultNamed(fault));
    expect(await readActor(bench().client())).toMatchObject(expected);
  });
});
