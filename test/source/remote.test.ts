import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTree } from "../../src/source/git-tree.ts";
import { departuresOf } from "../../src/source/history/departures.ts";
import { type Fetched, fetchCommit } from "../../src/source/remote.ts";

const folder = mkdtempSync(join(tmpdir(), "remote-"));
const origin = join(folder, "origin");
let commit = "";

function git(cwd: string, ...args: string[]): string {
  const identity = ["-c", "user.name=engineer", "-c", "user.email=engineer@acme.dev"];
  return execFileSync("git", [...identity, ...args], { cwd, encoding: "utf8" }).trim();
}

beforeAll(() => {
  const files: Record<string, string> = {
    "apps/mcp/a.ts": "export const a = 1;\n",
    "web/b.ts": "export const b = 2;\n",
    "logo.png": "\0png",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(origin, path)), { recursive: true });
    writeFileSync(join(origin, path), text);
  }
  git(origin, "init", "-q", "-b", "main");
  git(origin, "add", "-A");
  git(origin, "commit", "-qm", "start");
  git(origin, "config", "uploadpack.allowFilter", "true");
  git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
  commit = git(origin, "rev-parse", "HEAD");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const remote = (roots: readonly string[], url = pathToFileURL(origin).href) => ({
  url,
  cacheDir: join(folder, `cache-${roots.join("-").replace(/\W/g, "_")}`),
  roots,
});

/** Objects that are here, without fetching any: `cat-file` of a missing one would fetch it. */
const holds = (gitDir: string, path: string): boolean => {
  const id = git(gitDir, "rev-parse", `${commit}:${path}`);
  return !git(gitDir, "rev-list", "--objects", "--missing=print", "--no-walk", commit).includes(`?${id}`);
};

/** What became of a name, as the commits tell that were brought. */
async function became(fetched: Fetched, name: string): Promise<unknown> {
  const opened = fetched.ok ? await openTree(fetched) : fetched;
  if (!opened.ok) throw new Error(opened.detail);
  const departures = await departuresOf(opened.tree, [name], { roots: [], excluded: [], firstPaths: [] });
  await opened.tree.close();
  return departures.get(name);
}

describe("fetchCommit", () => {
  it("brings the blobs under the roots and no others", async () => {
    const fetched = await fetchCommit(remote(["apps"]), commit);
    expect(fetched).toMatchObject({ ok: true, commit });
    if (!fetched.ok) return;
    expect(holds(fetched.gitDir, "apps/mcp/a.ts")).toBe(true);
    expect(holds(fetched.gitDir, "web/b.ts")).toBe(false);
  });

  it("brings text only, and resolves a branch", async () => {
    const fetched = await fetchCommit(remote([]), "main");
    expect(fetched).toMatchObject({ ok: true, commit });
    if (!fetched.ok) return;
    expect(holds(fetched.gitDir, "web/b.ts")).toBe(true);
    expect(holds(fetched.gitDir, "logo.png")).toBe(false);
  });

  it("brings the versions before it when told how many, and asks the server for them once", async () => {
    const engine = join(folder, "engine");
    mkdirSync(join(engine, "web"), { recursive: true });
    git(engine, "init", "-q", "-b", "main");
    for (const name of ["firstName", "emberTime", "coolTime"]) {
      writeFileSync(join(engine, "kiln.ts"), `export const kiln = { ${name}: 30, size: 4 };\n`);
      writeFileSync(join(engine, "web/notes.md"), `The option ${name}\n`);
      git(engine, "add", "-A");
      git(engine, "commit", "-qm", name);
    }
    git(engine, "config", "uploadpack.allowFilter", "true");
    git(engine, "config", "uploadpack.allowAnySHA1InWant", "true");
    const head = git(engine, "rev-parse", "HEAD");
    const place = { url: pathToFileURL(engine).href, cacheDir: join(folder, "cache-engine"), roots: [] };

    expect(await became(await fetchCommit(place, head), "emberTime")).toBeUndefined();
    const deep = await fetchCommit({ ...place, history: 1 }, head);
    expect(await became(deep, "emberTime")).toMatchObject({ successor: "coolTime", commit: head });
    expect(await became(deep, "firstName")).toBeUndefined();
    if (!deep.ok) return;
    const notes = git(engine, "rev-parse", "HEAD^:web/notes.md");
    expect(git(deep.gitDir, "rev-list", "--objects", "--missing=print", head)).toContain(`?${notes}`);

    rmSync(engine, { recursive: true });
    expect(await fetchCommit({ ...place, history: 1 }, head)).toMatchObject({ ok: true });
    expect(await fetchCommit({ ...place, history: 2 }, head)).toMatchObject({ ok: false });
  });

  it("says when the commit is not there", async () => {
    expect(await fetchCommit(remote([]), "0".repeat(40))).toMatchObject({ ok: false, reason: "no-commit" });
  });

  it("says when the repository is not there", async () => {
    const url = pathToFileURL(join(folder, "nowhere")).href;
    expect(await fetchCommit(remote(["x"], url), commit)).toMatchObject({
      ok: false,
      reason: "not-found-or-no-access",
    });
  });

  it.each([
    "--upload-pack=x",
    "-x",
    "a..b",
    "@{-1}",
    "HEAD:/etc",
    "a b",
  ])("T155 refuses the revision %s", async (revision) => {
    expect(await fetchCommit(remote([]), revision)).toMatchObject({ ok: false, reason: "unsupported" });
  });
});
