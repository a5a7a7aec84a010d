import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTree } from "../../../src/source/git-tree.ts";
import { departuresOf } from "../../../src/source/history/departures.ts";
import { createRepository, type Repository } from "../repository.ts";

const repositories: Repository[] = [];
afterAll(() => {
  for (const { remove } of repositories) remove();
});

/** A repository whose commits held these files, the oldest first; a file that the next one lacks was removed. */
function repositoryOf(...commits: readonly Record<string, string>[]): Repository {
  const repository = createRepository();
  repositories.push(repository);
  for (const [index, files] of commits.entries()) {
    if (index > 0) repository.git("rm", "--quiet", "-r", ".");
    repository.commit(files);
  }
  return repository;
}

async function leaving(folder: string, commit: string, roots: readonly string[] = []): Promise<string | undefined> {
  const opened = await openTree({ gitDir: folder, commit });
  if (!opened.ok) throw new Error(opened.detail);
  try {
    const found = await departuresOf(opened.tree, ["ember"], { firstPaths: [], roots, excluded: [] });
    const one = found.get("ember");
    return one === undefined ? undefined : `${one.successor ?? "nothing"} ${one.path} ${one.day}`;
  } finally {
    await opened.tree.close();
  }
}

async function becomes({ folder, git }: Repository, name: string): Promise<string | undefined> {
  const opened = await openTree({ gitDir: folder, commit: git("rev-parse", "HEAD") });
  if (!opened.ok) throw new Error(opened.detail);
  const found = await departuresOf(opened.tree, [name], { firstPaths: [], roots: [], excluded: [] });
  await opened.tree.close();
  return found.get(name)?.successor;
}

const head = ({ folder, git }: Repository, roots?: readonly string[]): Promise<string | undefined> =>
  leaving(folder, git("rev-parse", "HEAD"), roots);

const long = (line: string): Record<string, string> => ({ "a.ts": `${line}\n${"lid()\n".repeat(50_000)}` });

describe("departuresOf", () => {
  it("tells what took the place of a name, where and when", async () => {
    const before = { "src/a.ts": "fire(ember);\n" };
    const after = { "src/a.ts": "fire(glow);\n" };
    expect(await head(repositoryOf(before, after, { ...after, "b.ts": "" }))).toBe("glow src/a.ts 2026-04-08");
  });

  it.each<[string, readonly Record<string, string>[], string | undefined]>([
    ["there was only one commit", [{ "a.ts": "fire(glow)" }], undefined],
    ["nothing came instead", [{ "a.ts": "fire(ember)\nlid()" }, { "a.ts": "lid()" }], "nothing"],
    [
      "several names did, each about as often",
      [{ "a.ts": "fire(ember)\nlid\npot(ember)" }, { "a.ts": "fire(glow)\nlid\npot(shine)" }],
      "nothing",
    ],
    ["a test lost it", [{ "test/a.ts": "fire(ember)" }, { "test/a.ts": "fire(glow)" }], undefined],
    [
      "a step between databases lost it",
      [{ "db/migrations/1/up.ts": "fire(ember)" }, { "db/migrations/2/up.ts": "fire(glow)" }],
      undefined,
    ],
    ["a page lost it", [{ "a.md": "fire(ember)" }, { "a.md": "fire(glow)" }], undefined],
    ["a file lost it that is too long to be written by hand", [long("fire(ember)"), long("fire(glow)")], undefined],
    ["the file moved and kept it", [{ "a/x.ts": "fire(ember)" }, { "b/x.ts": "fire(ember)" }], undefined],
    ["the file moved and lost it", [{ "a/x.ts": "fire(ember)" }, { "b/x.ts": "fire(glow)" }], "glow"],
    [
      "two commits put different names there: the later counts",
      [{ "a.ts": "fire(ember)\nlid(ember)" }, { "a.ts": "fire(glow)\nlid(ember)" }, { "a.ts": "fire(glow)\nlid(pot)" }],
      "pot",
    ],
    [
      "the source said what to use",
      [{ "a.ts": "// Deprecated: use shine.\nfire(ember)" }, { "a.ts": "fire(glow)" }],
      "shine",
    ],
  ])("when %s", async (_, commits, name) => {
    expect((await head(repositoryOf(...commits)))?.split(" ")[0]).toBe(name);
  });

  it("takes no name for the one meant when the same change brought a liker one", async () => {
    const before = { "src/a.ts": "  fireNextKilnStep() {\n    step();\n  }\n" };
    const other = "  assertKilnStepExists() {\n    step();\n  }\n";
    const repository = repositoryOf(before, { "src/a.ts": `${other}\n  goToNextKilnStep() {\n    go();\n  }\n` });
    const alone = repositoryOf(before, { "src/a.ts": other });
    expect(await becomes(repository, "fireNextKilnStep")).toBeUndefined();
    expect(await becomes(alone, "fireNextKilnStep")).toBe("assertKilnStepExists");
  });

  it("takes a merge for one change", async () => {
    const repository = repositoryOf({ "a.ts": "fire(ember)\n" });
    repository.git("checkout", "--quiet", "-b", "rename");
    repository.commit({ "a.ts": "fire(spark)\n" });
    repository.commit({ "a.ts": "fire(glow)\n" });
    repository.git("checkout", "--quiet", "main");
    repository.commit({ "b.ts": "" });
    repository.git("merge", "--quiet", "--no-ff", "-m", "rename", "rename");
    expect(await head(repository)).toContain("glow");
  });

  it("looks in the folders of the source only", async () => {
    const repository = repositoryOf({ "other/a.ts": "fire(ember)\n" }, { "other/a.ts": "fire(glow)\n" });
    expect(await head(repository, ["src"])).toBeUndefined();
    expect(await head(repository, ["other"])).toContain("glow");
  });

  it("finds nothing in a shallow clone, and does not fail", async () => {
    const repository = repositoryOf({ "a.ts": "fire(ember)\n" }, { "a.ts": "fire(glow)\n" });
    const clone = join(repository.folder, "shallow");
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${repository.folder}`, clone]);
    expect(await leaving(clone, repository.git("rev-parse", "HEAD"))).toBeUndefined();
  });
});
