import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { runGit } from "../../src/source/git.ts";
import { createRepository } from "./repository.ts";

const origin = createRepository();
const copy = createRepository();
const commit = origin.commit({ "a.ts": "one" });
const url = pathToFileURL(origin.folder).href;
const gitDir = `${copy.folder}/.git`;
afterAll(() => {
  origin.remove();
  copy.remove();
  vi.unstubAllEnvs();
});

describe("runGit", () => {
  it("T156 reaches a server only when one is named", async () => {
    const refused = await runGit(["fetch", "--quiet", url, commit], { gitDir });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("not allowed");
    expect((await runGit(["fetch", "--quiet", url, commit], { gitDir, server: { url } })).code).toBe(0);
  });

  it("T156 runs no program of another transport, also with a server", async () => {
    const hostile = `ext::sh -c touch% ${copy.folder}/pwned`;
    const { code, stderr } = await runGit(["fetch", hostile], { gitDir, server: { url: hostile } });
    expect(code).not.toBe(0);
    expect(stderr).toContain("not allowed");
  });

  it("hands the token over in the environment only, and to its server only", async () => {
    const server = { url: "https://git.acme.dev/acme/engine.git", token: "secret" };
    const { stdout } = await runGit(["config", "--list"], { gitDir, server });
    expect(stdout.toString()).toContain(`http.${server.url}.extraheader=Authorization: basic `);
    const local = await runGit(["config", "--list"], { gitDir, server: { url, token: "secret" } });
    expect(local.stdout.toString()).not.toContain("Authorization");
  });

  it("tells a git that could not be started from one that failed", async () => {
    expect((await runGit(["no-such-command"], { gitDir })).code).toBe(1);
    vi.stubEnv("PATH", "/nowhere");
    expect((await runGit(["version"], { gitDir })).code).toBe(-1);
  });
});
