import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { findFacts } from "../../src/source/find-facts.ts";
import { openTree } from "../../src/source/git-tree.ts";
import type { FindOptions, SourceQuery } from "../../src/source/query.ts";
import { resolveRevision } from "../../src/source/revision.ts";
import type { SourceTree } from "../../src/source/tree.ts";
import { type Content, createRepository, withTree } from "./repository.ts";

const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
writeFileSync(join(folder, "file"), "no repository");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const berth: SourceQuery = {
  id: "berth",
  kind: "http-header",
  value: "X-Harbor-Berth",
  qualifiers: {},
  polarity: "present",
  needles: ["x-harbor-berth"],
  roles: ["header-read", "header-sent"],
  others: [],
  accepts: ["code", "config"],
};
const good = { "src/good.ts": 'export const berth = (req) => req.headers["x-harbor-berth"];' };

/** Which files read the header, and which are told to be unread. */
async function look(tree: SourceTree, options: Partial<FindOptions> = {}) {
  let unread: readonly unknown[] = [];
  const asked = { firstPaths: [], roots: [], excluded: [], ...options };
  const onUnread: FindOptions["onUnread"] = (files) => {
    unread = files;
  };
  const facts = (await findFacts(tree, [berth], { ...asked, onUnread })).get("berth");
  const read = (facts?.facts ?? []).filter(({ role }) => role === "header-read").map(({ place }) => place.path);
  return { read, unread, skipped: facts?.skipped };
}

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");
const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n";

const cases: readonly (readonly [string, Readonly<Record<string, Content>>, readonly unknown[]])[] = [
  ["T123 UTF-16 code", { "src/a.cs": utf16("x-harbor-berth") }, [{ path: "src/a.cs", reason: "utf-16" }]],
  ["T123 UTF-16 prose, which proves nothing", { "notes.txt": utf16("x-harbor-berth") }, []],
  ["T109 a Git LFS pointer", { "src/a.ts": pointer }, [{ path: "src/a.ts", reason: "lfs-pointer" }]],
  ["T109 a pointer to an image", { "logo.png": pointer }, []],
  ["T152 a link out of the tree", { "src/a.ts": { link: "/etc/passwd" } }, [{ path: "src/a.ts", reason: "symlink" }]],
  ["T152 a link above the tree", { "src/a.ts": { link: "../../b.ts" } }, [{ path: "src/a.ts", reason: "symlink" }]],
  ["T152 a link to itself", { "src/a.ts": { link: "a.ts" } }, [{ path: "src/a.ts", reason: "symlink" }]],
  ["T152 a link to a file that is read anyway", { "src/a.ts": { link: "good.ts" } }, []],
  ["T152 a link to a folder of the tree", { lib: { link: "src" } }, []],
  ["T123 NUL and lone surrogates", { "src/a.ts": Buffer.from([0x61, 0, 0xed, 0xa0, 0x80, 0x0a]) }, []],
  [
    "source that does not parse",
    { "src/a.ts": 'const = (((; "x-harbor-berth" <', "src/b.py": "def (:\n  x-harbor-berth" },
    [],
  ],
  [
    "T157 20 MB on one line",
    { "src/a.js": `var a="x-harbor-berth";${"a=1;".repeat(5_000_000)}` },
    [{ path: "src/a.js", reason: "too-large" }],
  ],
  ["T157 binary content", { "src/a.ts": Buffer.concat([Buffer.alloc(64), Buffer.from("x-harbor-berth")]) }, []],
  ["T153 a name with a newline", { "src/a\nb.ts": "// x-harbor-berth" }, []],
  ["T153 a name like an option", { "-rf.ts": "// x-harbor-berth", "--output=x": "x-harbor-berth" }, []],
];

describe("bad input", () => {
  it.each(cases)("%s is told, and the rest is read", async (_name, files, unread) => {
    await withTree({ ...good, ...files }, async (tree) => {
      const told = await look(tree);
      expect(told.read).toContain("src/good.ts");
      expect(told.unread).toEqual(unread);
    });
  });

  it("source nested deeper than the stack is told, to the query that it may matter to as well", async () => {
    await withTree(
      { "src/a.ts": `${"[\n".repeat(50_000)} "x-harbor-berth"`, "src/b.ts": "export {};" },
      async (tree) => {
        const tooDeep = [{ path: "src/a.ts", reason: "too-deep" }];
        expect(await look(tree)).toEqual({ read: [], unread: tooDeep, skipped: tooDeep });
      },
    );
  });

  it("T109, T113, T157 names what the pull request's own files are", async () => {
    const files = { "a.ts": "a=1;".repeat(10_000), "b.ts": "x\n".repeat(1_100_000), "c.ts": pointer };
    await withTree({ ...good, ...files }, async (tree) => {
      const told = await look(tree, { firstPaths: Object.keys(files) });
      expect(told.skipped).toEqual([
        { path: "a.ts", reason: "minified" },
        { path: "b.ts", reason: "too-large" },
        { path: "c.ts", reason: "lfs-pointer" },
      ]);
      expect(told.read).toContain("src/good.ts");
    });
  });

  it("T109 a submodule is told, and is not entered", async () => {
    const repository = createRepository();
    repository.commit(good);
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},engine`);
    repository.git("commit", "--quiet", "--message", "module");
    const opened = await openTree({ gitDir: repository.folder, commit: repository.git("rev-parse", "HEAD") });
    if (!opened.ok) throw new Error(opened.detail);
    const told = await look(opened.tree);
    expect(told).toMatchObject({ read: ["src/good.ts"], unread: [{ path: "engine", reason: "submodule" }] });
    await opened.tree.close();
    repository.remove();
  });

  it("T113 ten thousand files are searched, and each query reads few of them", async () => {
    const repository = createRepository();
    repository.commit({ ...good, "lib/f.ts": "export {};" });
    const blob = repository.git("rev-parse", "HEAD:lib/f.ts");
    const entries = Array.from({ length: 10_000 }, (_, at) => `100644 ${blob}\tlib/${at % 50}/f${at}.ts\n`);
    execFileSync("git", ["update-index", "--index-info"], { cwd: repository.folder, input: entries.join("") });
    repository.git("commit", "--quiet", "--message", "many");
    const opened = await openTree({ gitDir: repository.folder, commit: repository.git("rev-parse", "HEAD") });
    if (!opened.ok) throw new Error(opened.detail);
    expect(opened.tree.files.size).toBe(10_002);
    expect((await look(opened.tree)).read).toEqual(["src/good.ts"]);
    await opened.tree.close();
    repository.remove();
  });

  it("a shallow clone without the commit, and one with it", async () => {
    const repository = createRepository();
    const first = repository.commit({ "src/old.ts": "old" });
    const last = repository.commit(good);
    const shallow = join(folder, "shallow");
    const origin = pathToFileURL(repository.folder).href;
    execFileSync("git", ["clone", "--quiet", "--depth=1", origin, shallow]);
    expect(await resolveRevision(shallow, first)).toMatchObject({ ok: false, reason: "no-commit" });
    expect(await openTree({ gitDir: shallow, commit: first })).toMatchObject({ ok: false, reason: "no-commit" });
    const opened = await openTree({ gitDir: shallow, commit: last });
    if (!opened.ok) throw new Error(opened.detail);
    expect((await look(opened.tree)).read).toEqual(["src/good.ts"]);
    await opened.tree.close();
    repository.remove();
  });

  it.each([
    ["no repository at all", "nothing"],
    ["T151 a path out of the folder", "../../../etc"],
    ["T151 a file", "file"],
  ])("%s is not found", async (_name, place) => {
    const commit = "1".repeat(40);
    const gitDir = join(folder, place);
    expect(await openTree({ gitDir, commit })).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    expect(await resolveRevision(gitDir, "main")).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
  });
});
