import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openTree } from "../../src/source/git-tree.ts";
import { resolveRevision } from "../../src/source/revision.ts";
import type { BlobText, SourceTree } from "../../src/source/tree.ts";
import { createRepository, type Repository, withTree } from "./repository.ts";

/** Texts by blob; each must come once. */
async function readAll(tree: SourceTree, blobs: readonly string[]): Promise<ReadonlyMap<string, BlobText>> {
  const texts = new Map<string, BlobText>();
  await tree.readEach(blobs, (blob, text) => {
    expect(texts.has(blob)).toBe(false);
    texts.set(blob, text);
  });
  return texts;
}

const repositories: Repository[] = [];
const made = (): Repository => {
  const repository = createRepository();
  repositories.push(repository);
  return repository;
};
afterAll(() => {
  for (const { remove } of repositories) remove();
});

describe("openTree", () => {
  it("lists, searches and reads a commit without a work tree, letter case aside", async () => {
    await withTree({ "src/a.ts": "read('X-Acme-Org')", "src/b.ts": "nothing", "c.md": "x-acme-org" }, async (tree) => {
      expect([...tree.files.keys()]).toEqual(["c.md", "src/a.ts", "src/b.ts"]);
      expect((await tree.search(["X-ACME-ORG"])).paths).toEqual(["c.md", "src/a.ts"]);
      const blob = tree.files.get("src/b.ts")?.blob ?? "";
      expect((await readAll(tree, [blob])).get(blob)).toEqual({ ok: true, text: "nothing" });
    });
  });

  it("searches literally: no pattern, no option, no empty needle", async () => {
    await withTree({ "a.ts": "a.*b", "b.ts": "axxb", "c.ts": "--output=pwn" }, async (tree) => {
      expect((await tree.search(["a.*b"])).paths).toEqual(["a.ts"]);
      expect((await tree.search(["--output=pwn"])).paths).toEqual(["c.ts"]);
      expect((await tree.search(["", "  ", "a\nb"])).paths).toEqual([]);
    });
  });

  it("leaves files out of a search whose names tell that they are no source", async () => {
    const names = ["a.ts", "a.js.map", "b.d.ts.map", "map", "road.map", "app.min.js", "logo.svg", "DATA.CSV", "png"];
    await withTree(Object.fromEntries(names.map((name) => [name, "needle"])), async (tree) => {
      expect((await tree.search(["needle"])).paths).toEqual(["a.ts", "map", "png", "road.map"]);
    });
  });

  it("opens a bare repository and removes what it set up", async () => {
    const repository = made();
    const commit = repository.commit({ "src/a.ts": "one" });
    const bare = join(repository.folder, "bare.git");
    execFileSync("git", ["clone", "--quiet", "--bare", repository.folder, bare]);
    vi.stubEnv("TMPDIR", join(repository.folder, "src"));
    const opened = await openTree({ gitDir: bare, commit });
    expect(opened.ok && [...opened.tree.files.keys()]).toEqual(["src/a.ts"]);
    if (opened.ok) await opened.tree.close();
    expect(readdirSync(join(repository.folder, "src"))).toEqual(["a.ts"]);
    vi.unstubAllEnvs();
  });

  it("names the reason when there is no repository, no commit, or no full id", async () => {
    const empty = mkdtempSync(join(tmpdir(), "source-test-"));
    const commit = `${"0".repeat(39)}1`;
    expect(await openTree({ gitDir: empty, commit })).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    expect(await openTree({ gitDir: join(empty, "gone"), commit })).toMatchObject({ reason: "not-found-or-no-access" });
    const repository = made();
    repository.commit({ "a.ts": "" });
    expect(await openTree({ gitDir: repository.folder, commit })).toMatchObject({ ok: false, reason: "no-commit" });
    expect(await openTree({ gitDir: repository.folder, commit: "HEAD" })).toMatchObject({ reason: "malformed" });
    rmSync(empty, { recursive: true });
  });

  it("T152, T109 does not follow symbolic links or submodules", async () => {
    const repository = made();
    repository.commit({ "real.ts": "needle", "link.ts": { link: "/etc/passwd" }, "loop.ts": { link: "loop.ts" } });
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendored`);
    repository.git("commit", "--quiet", "--message", "module");
    const opened = await openTree({ gitDir: repository.folder, commit: repository.git("rev-parse", "HEAD") });
    if (!opened.ok) throw new Error(opened.detail);
    const kinds = [...opened.tree.files.values()].map(({ path, kind }) => [path, kind]);
    expect(kinds).toEqual([
      ["link.ts", "symlink"],
      ["loop.ts", "symlink"],
      ["real.ts", "file"],
      ["vendored", "submodule"],
    ]);
    expect((await opened.tree.search(["passwd", "needle", "loop"])).paths).toEqual(["real.ts"]);
    await opened.tree.close();
  });

  it("T153, T154 reads names with newlines, quotes, dashes, magic, and names that differ by case only", async () => {
    const names = ["-n.ts", ":(glob)x.ts", 'a"b.ts', "A.ts", "a.ts", "new\nline.ts", "😀.ts"];
    await withTree(Object.fromEntries(names.map((name) => [name, `needle ${name}`])), async (tree) => {
      expect([...tree.files.keys()].sort()).toEqual([...names].sort());
      expect([...(await tree.search(["NEEDLE"])).paths].sort()).toEqual([...names].sort());
    });
  });

  it("T123, T157 tells binary, UTF-16, large, minified and LFS content from text, and reads Latin-1", async () => {
    const files = {
      "binary.ts": Uint8Array.from([0x61, 0, 1, 2, 3, 4, 5, 6]),
      "utf16.ts": Buffer.from("\uFEFFconst a = 1;", "utf16le"),
      "large.ts": "x\n".repeat(1_100_000),
      "minified.ts": "a=1;".repeat(10_000),
      "pointer.ts": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
      "latin1.ts": Buffer.from("// caf\u00e9\n", "latin1"),
      "bom.ts": "\uFEFFconst a = 1;",
    };
    await withTree(files, async (tree) => {
      const blobs = [...tree.files.values()].map(({ blob }) => blob);
      const texts = await readAll(tree, blobs);
      const told = [...tree.files.values()].map(({ path, blob }) => {
        const text = texts.get(blob);
        return [path, text?.ok === true ? text.text : text?.reason];
      });
      expect(Object.fromEntries(told)).toEqual({
        "binary.ts": "binary",
        "utf16.ts": "utf-16",
        "large.ts": "too-large",
        "minified.ts": "minified",
        "pointer.ts": "lfs-pointer",
        "latin1.ts": "// café\n",
        "bom.ts": "const a = 1;",
      });
    });
  });

  it("T156 leaves configuration, hooks, filters, file system monitors and replace refs inert", async () => {
    const repository = made();
    const commit = repository.commit({ "a.ts": "real needle", ".gitattributes": "*.ts filter=evil diff=evil\n" });
    const sentinel = join(repository.folder, "pwned");
    const evil = `touch ${sentinel}`;
    for (const key of ["core.fsmonitor", "filter.evil.smudge", "diff.evil.textconv", "core.sshCommand", "core.pager"])
      repository.git("config", key, evil);
    repository.git("config", "grep.patternType", "perl");
    repository.git("config", "remote.origin.url", `ext::sh -c ${evil}`);
    const blob = repository.git("rev-parse", "HEAD:a.ts");
    const other = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: repository.folder, input: "replaced" })
      .toString()
      .trim();
    repository.git("replace", blob, other);
    const opened = await openTree({ gitDir: repository.folder, commit });
    if (!opened.ok) throw new Error(opened.detail);
    expect((await opened.tree.search(["needle"])).paths).toEqual(["a.ts"]);
    expect((await readAll(opened.tree, [blob])).get(blob)).toEqual({ ok: true, text: "real needle" });
    await opened.tree.close();
    expect(existsSync(sentinel)).toBe(false);
  });

  it("names the files whose objects a partial clone lacks, fetches nothing, and searches the rest", async () => {
    const repository = made();
    const commit = repository.commit({ "a.ts": "needle one", "b.ts": "needle two" });
    repository.git("config", "uploadpack.allowFilter", "true");
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
    const partial = join(repository.folder, "partial.git");
    execFileSync("git", ["clone", "--quiet", "--bare", "--filter=blob:none", `file://${repository.folder}`, partial]);
    const blob = repository.git("rev-parse", "HEAD:a.ts");
    execFileSync("git", ["--git-dir", partial, "fetch", "--quiet", "origin", blob]);
    const opened = await openTree({ gitDir: partial, commit });
    if (!opened.ok) throw new Error(opened.detail);
    expect(await opened.tree.search(["needle"])).toEqual({
      paths: ["a.ts"],
      skipped: [{ path: "b.ts", reason: "missing-object" }],
    });
    const missing = opened.tree.files.get("b.ts")?.blob ?? "";
    expect((await readAll(opened.tree, [missing])).get(missing)).toEqual({ ok: false, reason: "missing-object" });
    await opened.tree.close();
  });
});

describe("readEach", () => {
  it("T151 goes on behind an object that git cannot inflate", async () => {
    const repository = made();
    const commit = repository.commit({ "a.ts": "one", "b.ts": "two", "c.ts": "three" });
    const blobs = ["a", "b", "c"].map((name) => repository.git("rev-parse", `HEAD:${name}.ts`));
    const [, broken = ""] = blobs;
    const object = join(repository.folder, ".git/objects", broken.slice(0, 2), broken.slice(2));
    const opened = await openTree({ gitDir: repository.folder, commit });
    if (!opened.ok) throw new Error(opened.detail);
    expect((await readAll(opened.tree, blobs)).get(broken)).toEqual({ ok: true, text: "two" });
    await opened.tree.close();
    chmodSync(object, 0o600);
    truncateSync(object, 4);
    const again = await openTree({ gitDir: repository.folder, commit });
    if (!again.ok) throw new Error(again.detail);
    const texts = [...(await readAll(again.tree, blobs)).values()];
    expect(texts.filter(({ ok }) => ok)).toEqual([
      { ok: true, text: "one" },
      { ok: true, text: "three" },
    ]);
    await again.tree.close();
  });
});

describe("resolveRevision", () => {
  const repository = made();
  const commit = repository.commit({ "a.ts": "one" });
  repository.git("branch", "feature/login");
  repository.git("tag", "v1.2.0");

  it.each([
    ["HEAD"],
    ["main"],
    ["feature/login"],
    ["v1.2.0"],
    ["refs/heads/main"],
    [commit],
    [commit.slice(0, 10)],
    [commit.toUpperCase()],
  ])("resolves %s", async (revision) => {
    expect(await resolveRevision(repository.folder, revision)).toEqual({ ok: true, commit });
  });

  it.each([
    ["--upload-pack=x"],
    ["-x"],
    ["refs/heads/--output=pwn"],
    ["a..b"],
    ["@{-1}"],
    ["HEAD:/etc"],
    ["main^"],
    ["main~1"],
    [":/one"],
    ["../main"],
    ["main\nmain"],
    [""],
  ])("T155 refuses %j before git sees it", async (revision) => {
    expect(await resolveRevision(repository.folder, revision)).toMatchObject({ ok: false, reason: "malformed" });
    expect(existsSync(join(repository.folder, "pwn"))).toBe(false);
  });

  it.each([
    ["gone", "no-commit"],
    ["0123456789", "no-commit"],
  ])("tells that %s is no commit", async (revision, reason) => {
    expect(await resolveRevision(repository.folder, revision)).toMatchObject({ ok: false, reason });
  });

  it("tells that there is no repository", async () => {
    const empty = mkdtempSync(join(tmpdir(), "source-test-"));
    expect(await resolveRevision(empty, "main")).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    rmSync(empty, { recursive: true });
  });
});
