import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, interleaved, peakMemory, runOnce } from "./measure.ts";
import { type BenchPage, pageAbout } from "./pages.ts";
import type { BenchTree } from "./pinned-tree.ts";
import { type BenchResult, ratioResult } from "./result.ts";

/** What the benches of `check` measure on, and how often. */
export type CheckBench = {
  readonly tree: BenchTree;
  /** The same kind of tree with about half of the files; absent for a repository of one's own. */
  readonly half?: BenchTree;
  /** Where pages and caches may be written. */
  readonly folder: string;
  readonly rounds: number;
};

const claims = 50;
const cli = resolve("dist/cli.js");

/** Measures `check` from start to end: goals 1, 3, 4, 6, 7 and 15 of the list, and growth. */
export function benchCheck(bench: CheckBench): BenchResult[] {
  const { tree, half, folder, rounds } = bench;
  const [page, other] = [pageAbout(tree, claims, 0), pageAbout(tree, claims, 1)];
  const [twice, thrice] = [pageAbout(tree, claims * 2, 0), pageAbout(half ?? tree, claims, 0)];
  const cold = (about: BenchPage, on: BenchTree): Command => checkOf(bench, { page: about, on, cache: undefined });
  const known = checkOf(bench, { page, on: tree, cache: "known" });
  const indexed = checkOf(bench, { page: other, on: tree, cache: "indexed" });
  warm(bench, { page, other });
  const commands = {
    node: { program: process.execPath, args: ["-e", "0"] },
    version: { program: process.execPath, args: [cli, "--version"] },
    grep: grepOf(tree, page),
    cold: cold(page, tree),
    known,
    indexed: { ...indexed, before: () => restoreIndexed(bench) },
    twice: cold(twice, tree),
    ...(half === undefined ? {} : { half: cold(thrice, half) }),
  };
  const ms = interleaved<keyof typeof commands>(commands, rounds);
  const against = (ours: keyof typeof commands, theirs: keyof typeof commands) => ({
    ours: ms(ours),
    theirs: ms(theirs),
  });
  const walk = runOnce(wholeProject(tree, page, folder)).ms;
  return [
    ratioResult(
      `1. ${claims} claims, nothing known`,
      2.5,
      against("cold", "grep"),
      "`git grep -n -F -f` of their names",
    ),
    ratioResult(
      `3. ${claims} new claims on a tree known before`,
      3,
      against("indexed", "grep"),
      "`git grep -n -F -f` (parsed verdicts)",
    ),
    ratioResult("4. the same claims again", 2, against("known", "node"), "`node -e 0`"),
    speedup(walk, ms("cold")),
    memory("7. memory, nothing known", 256, peakMemory(cold(page, tree), folder)),
    memory("7. memory, the same claims again", 100, peakMemory(known, folder)),
    ratioResult("15. `--version`", 1.5, against("version", "node"), "`node -e 0`"),
    ...(half === undefined ? [] : [growthOfFiles(against("cold", "half"), tree, half)]),
    ratioResult("growth: twice the claims", 1.3, against("twice", "cold"), `${claims} claims`),
  ];
}

function speedup(walk: number, ours: number): BenchResult {
  const ratio = walk / ours;
  const figure = `${ratio.toFixed(1)} × (${Math.round(ours)} ms against ${Math.round(walk)} ms, one run)`;
  return {
    name: "6. against ts-morph on the whole project with a raw walk",
    goal: "≥ 30 × faster",
    figure,
    met: ratio >= 30,
  };
}

function memory(name: string, limit: number, peak: number): BenchResult {
  return { name, goal: `≤ ${limit} MB`, figure: `${Math.round(peak)} MB`, met: peak <= limit };
}

function growthOfFiles(times: { ours: number; theirs: number }, tree: BenchTree, half: BenchTree): BenchResult {
  const limit = tree.typeScriptFiles / half.typeScriptFiles;
  const files = `${half.typeScriptFiles} → ${tree.typeScriptFiles} files`;
  return ratioResult(`growth: ${files}`, Number(limit.toFixed(2)), times, "the smaller tree: no faster than the files");
}

type Asked = { readonly page: BenchPage; readonly on: BenchTree; readonly cache: string | undefined };

function checkOf({ folder }: CheckBench, { page, on, cache }: Asked): Command {
  const name = `page-${page.names.length}-${on.commit.slice(0, 8)}-${cache ?? "cold"}.md`;
  writeFileSync(join(folder, name), page.text);
  const kept = cache === undefined ? ["--no-cache"] : ["--cache-dir", join(folder, cache)];
  const source = `${on.gitDir}@${on.commit}`;
  return {
    program: process.execPath,
    args: [cli, "check", name, "--source", source, "--format", "json", ...kept],
    cwd: folder,
  };
}

/** Fills the caches: one with these claims, one with other claims about the same tree only, twice, as a second run would. */
function warm(bench: CheckBench, { page, other }: { readonly page: BenchPage; readonly other: BenchPage }): void {
  const on = bench.tree;
  for (const cache of ["known", "indexed"]) rmSync(join(bench.folder, cache), { recursive: true, force: true });
  runOnce(checkOf(bench, { page, on, cache: "known" }));
  const unlike = { text: page.text, names: page.names.slice(1) };
  for (const about of [unlike, { text: `${page.text}\n`, names: page.names.slice(2) }])
    runOnce(checkOf(bench, { page: about, on, cache: "indexed" }));
  rmSync(join(bench.folder, "indexed-before"), { recursive: true, force: true });
  cpSync(join(bench.folder, "indexed"), join(bench.folder, "indexed-before"), { recursive: true });
  if (other.names.length === 0) throw new Error("the tree holds no names to claim");
}

/** Puts back what was known before the claims were asked: a round must not leave its facts to the next. */
function restoreIndexed({ folder }: CheckBench): void {
  rmSync(join(folder, "indexed"), { recursive: true, force: true });
  cpSync(join(folder, "indexed-before"), join(folder, "indexed"), { recursive: true });
}

function grepOf({ gitDir, commit }: BenchTree, page: BenchPage): Command {
  const args = ["--git-dir", gitDir, "grep", "-n", "-F", "-f", "-", commit];
  return { program: "git", args, input: `${page.names.join("\n")}\n` };
}

/** Loads every TypeScript file into one ts-morph project and walks all nodes for the names: what is avoided. */
function wholeProject({ gitDir, commit }: BenchTree, page: BenchPage, folder: string): Command {
  const script = join(folder, "whole-project.mjs");
  writeFileSync(
    script,
    `import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
const { Project, ts } = createRequire(${JSON.stringify(resolve("package.json"))})("ts-morph");
const git = (args, input) => execFileSync("git", ["--git-dir", ${JSON.stringify(gitDir)}, ...args], { input, maxBuffer: 2 ** 31 });
const names = new Set(${JSON.stringify(page.names)});
const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true, skipFileDependencyResolution: true });
const entries = git(["ls-tree", "-r", "-z", ${JSON.stringify(commit)}]).toString().split("\\0").map((line) => line.split(/[ \\t]/)).filter(([mode, , , path]) => mode?.startsWith("100") && /\\.[cm]?tsx?$/.test(path));
const output = git(["cat-file", "--batch"], entries.map(([, , blob]) => blob + "\\n").join(""));
let at = 0;
for (const [, , , path] of entries) {
  const end = output.indexOf(10, at);
  const size = Number(output.toString("latin1", at, end).split(" ")[2]);
  project.createSourceFile("/" + path, output.toString("utf8", end + 1, end + 1 + size), { overwrite: true });
  at = end + 2 + size;
}
let found = 0;
const visit = (node) => {
  if ((ts.isStringLiteralLike(node) || ts.isIdentifier(node)) && names.has(node.text)) found += 1;
  ts.forEachChild(node, visit);
};
for (const file of project.getSourceFiles()) visit(file.compilerNode);
console.log(found);
`,
  );
  return { program: process.execPath, args: ["--max-old-space-size=8000", script] };
}
