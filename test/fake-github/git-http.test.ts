import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const run = promisify(execFile);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "git-http-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Address of a repository with a token, as a checkout step writes it. */
const address = (name: string, token?: string): string => {
  const host = github.server.url.replace(
    "http://",
    token === undefined ? "http://" : `http://x-access-token:${token}@`,
  );
  return `${host}/${name}.git`;
};

it("serves partial clones and fetches by commit, to those who may read", async () => {
  const api = github.server.repository("acme/api", { visibility: "private", files: { "a.ts": "1\n" } });
  const number = api.pull({ title: "Change", head: "topic", files: { "a.ts": "2\n" } });
  const pushed = api.commit({ branch: "topic", files: { "a.ts": "3\n" } });
  const clone = join(folder, "clone.git");
  await run("git", ["clone", "--quiet", "--bare", "--filter=blob:none", address("acme/api", jobToken), clone]);
  await run("git", ["-C", clone, "fetch", "--quiet", "--depth=1", "origin", api.sha("main")]);
  const { stdout } = await run("git", ["ls-remote", address("acme/api", jobToken), `refs/pull/${number}/head`]);
  expect(stdout.split("\t")[0]).toBe(pushed);
  const shown = await run("git", ["-C", clone, "show", "main:a.ts"]);
  expect(shown.stdout).toBe("1\n");
  github.server.token("outsider", { login: "eve" });
  for (const token of [undefined, "outsider", "nobody"]) {
    await expect(run("git", ["ls-remote", address("acme/api", token)])).rejects.toThrow(
      /not found|could not read|Authentication/i,
    );
  }
});

it("takes pushes from those who may write", async () => {
  const docs = github.server.repository("acme/docs", { files: { "a.md": "1\n" } });
  const work = join(folder, "work");
  await run("git", ["clone", "--quiet", address("acme/docs"), work]);
  expect(readFileSync(join(work, "a.md"), "utf8")).toBe("1\n");
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  await run("git", ["-C", work, ...who, "commit", "--quiet", "--allow-empty", "-m", "Push"]);
  await expect(
    run("git", ["-C", work, "push", "--quiet", address("acme/docs"), "HEAD:refs/heads/topic"]),
  ).rejects.toThrow();
  await run("git", ["-C", work, "push", "--quiet", address("acme/docs", jobToken), "HEAD:refs/heads/topic"]);
  const { stdout } = await run("git", ["-C", work, "rev-parse", "HEAD"]);
  expect(docs.sha("topic")).toBe(stdout.trim());
});
