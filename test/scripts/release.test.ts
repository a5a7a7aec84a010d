import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const env = {
  PATH: process.env.PATH ?? "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

let folder = "";
let origin = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  origin = join(folder, "origin.git");
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", origin);
  commit("source-v1.2.3", "1");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, env, encoding: "utf8" }).trim();
}

/** Commits to main and pushes it with a source tag. */
function commit(tag: string, text: string): void {
  const work = mkdtempSync(join(folder, "main-"));
  git(folder, "clone", "--quiet", origin, work);
  writeFileSync(join(work, ".gitignore"), "dist/\n");
  writeFileSync(join(work, "source.ts"), text);
  git(work, "add", ".");
  git(work, "commit", "--quiet", "-m", `feat: ${text}`);
  git(work, "tag", tag);
  git(work, "push", "--quiet", "origin", "HEAD:refs/heads/main", tag);
}

/** Runs the release script on a fresh clone, with a build. */
function release(version: string, build = "built"): { status: number | null; stderr: string; commit: string } {
  const work = mkdtempSync(join(folder, "clone-"));
  git(folder, "clone", "--quiet", origin, work);
  git(work, "checkout", "--quiet", `refs/tags/source-v${version}`);
  mkdirSync(join(work, "dist"));
  writeFileSync(join(work, "dist", "action.js"), build);
  const output = join(work, "output.txt");
  writeFileSync(output, "");
  const { status, stderr } = spawnSync("bash", [join(root, "scripts/tag-release.sh")], {
    cwd: work,
    env: { ...env, VERSION: version, SOURCE_TAG: `source-v${version}`, GITHUB_OUTPUT: output },
    encoding: "utf8",
  });
  return { status, stderr, commit: readFileSync(output, "utf8").trim().replace("commit=", "") };
}

const tag = (name: string): string => git(origin, "rev-parse", `refs/tags/${name}`);

describe("tags of a release", () => {
  it("hold dist beside main, and main stays free of it", () => {
    const released = release("1.2.3");
    expect(released).toMatchObject({ status: 0, stderr: "" });
    expect(tag("v1.2.3")).toBe(released.commit);
    expect(tag("v1")).toBe(released.commit);
    expect(git(origin, "ls-tree", "-r", "--name-only", "v1.2.3").split("\n")).toContain("dist/action.js");
    expect(git(origin, "rev-parse", "v1.2.3^")).toBe(tag("source-v1.2.3"));
    expect(git(origin, "ls-tree", "-r", "--name-only", "main")).not.toContain("dist");
  });

  it("are the same when the release runs again", () => {
    expect(release("1.2.3").commit).toBe(release("1.2.3").commit);
  });

  it("S22 a released tag never moves, the major tag follows the newest", () => {
    const first = release("1.2.3");
    const again = release("1.2.3", "something else");
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("a released tag never moves");
    expect(tag("v1.2.3")).toBe(first.commit);

    commit("source-v1.3.0", "2");
    const second = release("1.3.0");
    expect(tag("v1")).toBe(second.commit);
    expect(tag("v1.2.3")).toBe(first.commit);
  });

  it("the major tag is not taken back by an older release that runs again", () => {
    release("1.2.3");
    commit("source-v1.10.0", "2");
    const newest = release("1.10.0");
    expect(release("1.2.3")).toMatchObject({ status: 0 });
    expect(tag("v1")).toBe(newest.commit);
  });

  it("version 0 has no major tag", () => {
    commit("source-v0.4.0", "2");
    release("0.4.0");
    expect(git(origin, "tag", "--list").split("\n")).not.toContain("v0");
  });
});

describe("pinned samples", () => {
  const pin = (...args: string[]): number | null =>
    spawnSync(process.execPath, [join(root, "scripts/pin-samples.mjs"), ...args], { encoding: "utf8" }).status;

  it("name the owner, the commit and the version everywhere", () => {
    const copy = join(folder, "workflows");
    cpSync(join(root, "workflows"), copy, { recursive: true });
    expect(pin("acme/docs-verdict", "a".repeat(40), "v1.2.3", copy)).toBe(0);
    const text = readFileSync(join(copy, "sweep.yml"), "utf8");
    expect(text).not.toContain("OWNER/");
    expect(text.split(`acme/docs-verdict@${"a".repeat(40)} # v1.2.3`)).toHaveLength(3);
  });

  it.each([
    [["acme", "a".repeat(40), "v1"]],
    [["acme/docs-verdict", "main", "v1"]],
    [[]],
  ])("refuse %j", (args: string[]) => {
    expect(pin(...args)).toBe(2);
  });
});
