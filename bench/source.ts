import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFacts } from "../src/source/find-facts.ts";
import { openTree } from "../src/source/git-tree.ts";
import type { SourceQuery } from "../src/source/query.ts";
import type { FactStore } from "../src/source/reading.ts";
import { fetchCommit } from "../src/source/remote.ts";
import type { SourceTree } from "../src/source/tree.ts";
import { pageAbout } from "./pages.ts";
import type { BenchTree } from "./pinned-tree.ts";
import { type BenchResult, median } from "./result.ts";

/** Measures what is read, not how long it takes: goals 8, 9 and 10. */
export async function benchSource(tree: BenchTree, folder: string): Promise<BenchResult[]> {
  const { names } = pageAbout(tree, 50, 0);
  const opened = await openTree(tree);
  if (!opened.ok) throw new Error(opened.detail);
  const results = [await candidates(opened.tree, names), await parses(opened.tree, names)];
  await opened.tree.close();
  return [...results, await fetches(tree, folder)];
}

/** The files a search names, against those whose whole text holds a name. */
async function candidates(tree: SourceTree, names: readonly string[]): Promise<BenchResult> {
  const searched = new Set((await tree.search(names)).paths);
  const byBlob = new Map<string, string[]>();
  for (const { path, blob, kind } of tree.files.values())
    if (kind === "file" && /\.[cm]?[jt]sx?$/.test(path)) byBlob.set(blob, [...(byBlob.get(blob) ?? []), path]);
  const lower = names.map((name) => name.toLowerCase());
  const walked: string[] = [];
  await tree.readEach([...byBlob.keys()], (blob, text) => {
    if (!text.ok) return;
    const content = text.text.toLowerCase();
    if (lower.some((name) => content.includes(name))) walked.push(...(byBlob.get(blob) ?? []));
  });
  const lost = walked.filter((path) => !searched.has(path));
  return {
    name: "8. candidates against a walk over every file",
    goal: "none lost",
    figure: `${lost.length} lost of ${walked.length}`,
    met: lost.length === 0,
  };
}

/** Files parsed for each claim alone; the search is done once for all. */
async function parses(tree: SourceTree, names: readonly string[]): Promise<BenchResult> {
  const counts: number[] = [];
  for (const name of names.slice(0, -4)) {
    let parsed = 0;
    const store: FactStore = {
      load: async () => undefined,
      save: async () => {
        parsed += 1;
      },
    };
    await findFacts(tree, [queryOf(name)], { firstPaths: [], roots: [], excluded: [], store });
    counts.push(parsed);
  }
  const middle = median(counts);
  const most = Math.max(...counts);
  return {
    name: "10. files parsed for a claim about a name that is there",
    goal: "median ≤ 3",
    figure: `median ${middle}, most ${most}, of ${counts.length} claims`,
    met: middle <= 3,
  };
}

function queryOf(name: string): SourceQuery {
  const common = {
    id: name,
    value: name,
    qualifiers: {},
    polarity: "present",
    needles: [name.toLowerCase()],
    others: [],
    accepts: ["code", "config"],
  } as const;
  if (/^[A-Z0-9_]+$/.test(name)) return { ...common, kind: "env-var", roles: ["env-read"] };
  if (name.includes("-")) return { ...common, kind: "http-header", roles: ["header-read", "header-sent"] };
  return { ...common, kind: "sdk-symbol", roles: ["exported"] };
}

/** Git commands of a run that fetches: counted by a stand-in for git that notes how it is called. */
async function fetches({ gitDir, commit }: BenchTree, folder: string): Promise<BenchResult> {
  const [bin, log] = [join(folder, "bin"), join(folder, "git.log")];
  const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "git"), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${git}' "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  writeFileSync(log, "");
  for (const key of ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"])
    execFileSync("git", ["--git-dir", gitDir, "config", key, "true"]);
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  const cacheDir = join(folder, "fetched");
  rmSync(cacheDir, { recursive: true, force: true });
  const fetched = await fetchCommit({ url: pathToFileURL(gitDir).href, cacheDir, roots: [] }, commit);
  if (!fetched.ok) throw new Error(fetched.detail);
  const opened = await openTree(fetched);
  if (!opened.ok) throw new Error(opened.detail);
  await findFacts(opened.tree, [queryOf("OPENAI_API_KEY")], { firstPaths: [], roots: [], excluded: [] });
  await opened.tree.close();
  process.env.PATH = path;
  const calls = readFileSync(log, "utf8").split("\n");
  const count = (pattern: RegExp): number => calls.filter((call) => pattern.test(call)).length;
  const [fetchCount, work] = [count(/ fetch /), count(/ (?:checkout|worktree|read-tree|archive|restore|reset) /)];
  return {
    name: "9. git commands of a run that fetches",
    goal: "≤ 2 fetches, no work-tree file, no blob fetched alone",
    figure: `${fetchCount} fetches, ${work} commands that write a work tree, ${calls.length - 1} commands`,
    met: fetchCount <= 2 && work === 0,
  };
}
