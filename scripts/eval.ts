import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { compare, type Row, type Share, tallies, worst } from "./eval-rows.ts";

const baselineFile = resolve(import.meta.dirname, "../../eval/baseline.json");
const label = z.object({ id: z.string(), quote: z.string(), value: z.string() });
const mutation = z.object({ id: z.string(), from: z.string(), to: z.string() });
const result = z.object({
  id: z.string(),
  kind: z.string().default("?"),
  truth: z.string().default("?"),
  outcome: z.string(),
  mutation: z.boolean().optional(),
});
type Result = z.infer<typeof result>;

const program = new Command("npm run eval --")
  .description(
    `Checks labelled claims of public documentation against public source and compares with eval/baseline.json:
a row that comes out worse than there makes the run fail.`,
  )
  .argument("[corpus]", "folder with claims.jsonl, score.mjs and a file of mutations")
  .argument("[mirrors]", "folder of git directories, owner+name/repo")
  .option("--corpus <folder>", "the same by name")
  .option("--mirrors <folder>", "the same by name")
  .option("--only <repository>", "rows of one repository, owner/name")
  .option("--limit <count>", "so many rows")
  .option("--update", "write the new baseline", false)
  .showHelpAfterError("(add --help for what is expected)")
  .parse();
const options = program.opts<{ only?: string; limit?: string; update: boolean; corpus?: string; mirrors?: string }>();
process.exitCode = main(folderOf("corpus", 0), folderOf("mirrors", 1));

function folderOf(name: "corpus" | "mirrors", at: number): string {
  const folder = options[name] ?? program.args[at];
  if (folder === undefined) return program.error(`error: missing folder '${name}'`);
  if (!existsSync(folder)) return program.error(`error: no folder at '${folder}', expected the one of '${name}'`);
  return resolve(folder);
}

function main(corpus: string, mirrors: string): number {
  const results = score(corpus, mirrors).filter(({ outcome }) => outcome !== "no-mirror" && outcome !== "not-applied");
  const natural = results.filter((row) => row.mutation !== true);
  const seeded = results.filter((row) => row.mutation === true);
  printKinds("Labelled claims", natural);
  if (seeded.length > 0) printKinds("Seeded false claims", seeded);
  printWorst(results, textsOf(corpus));
  return against(results);
}

/** Runs the judge of the corpus on the built command line. */
function score(corpus: string, mirrors: string): Result[] {
  const folder = mkdtempSync(join(tmpdir(), "docs-verdict-eval-"));
  const out = join(folder, "results.json");
  const cli = resolve(import.meta.dirname, "../../dist/cli.js");
  const args = [join(corpus, "score.mjs"), "--mirrors", mirrors, "--claims", join(corpus, "claims.jsonl")];
  args.push("--out", out);
  if (existsSync(mutationsOf(corpus))) args.push("--mutations", mutationsOf(corpus));
  if (options.only !== undefined) args.push("--only", options.only);
  if (options.limit !== undefined) args.push("--limit", options.limit);
  const run = spawnSync(process.execPath, [...args, "--", process.execPath, cli], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (run.status !== 0) throw new Error("The judge of the corpus failed.");
  const rows = z.array(result).parse(JSON.parse(readFileSync(out, "utf8")));
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

function mutationsOf(corpus: string): string {
  return join(corpus, "mutations.seed1.jsonl");
}

/** What each row says, in few words, by id. */
function textsOf(corpus: string): ReadonlyMap<string, string> {
  const labels = readLines(join(corpus, "claims.jsonl")).map((row) => label.parse(row));
  const mutations = existsSync(mutationsOf(corpus))
    ? readLines(mutationsOf(corpus)).map((row) => mutation.parse(row))
    : [];
  return new Map([
    ...labels.map(({ id, value, quote }) => [id, `${value}: ${quote.slice(0, 90)}`] as const),
    ...mutations.map(({ id, from, to }) => [id, `${from} written as ${to}`] as const),
  ]);
}

function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function printKinds(title: string, rows: readonly Row[]): void {
  const header = ["rows", "extracted", "confirmed", "contradicted", "ambiguous", "unverifiable"];
  const shares = ["precision", "recall", "true confirmed", "decided"];
  console.log(`\n${title.padEnd(20)}${header.join("  ")}  ${shares.map((name) => name.padStart(15)).join(" ")}`);
  for (const tally of tallies(rows)) {
    const counts = [tally.rows, tally.extracted, tally.confirmed, tally.contradicted];
    const cells = [...counts, tally.ambiguous, tally.unverifiable].map((count, index) =>
      String(count).padStart(header[index]?.length ?? 0),
    );
    const parts = [tally.precision, tally.recall, tally.confirmedOfTrue, tally.decided].map(shown);
    console.log(`${tally.kind.padEnd(20)}${cells.join("  ")}  ${parts.map((part) => part.padStart(15)).join(" ")}`);
  }
}

function shown([part, whole]: Share): string {
  return whole === 0 ? "–" : `${part}/${whole} ${Math.round((100 * part) / whole)} %`;
}

function printWorst(rows: readonly Row[], texts: ReadonlyMap<string, string>): void {
  console.log("\nThe ten worst rows");
  for (const { id, kind, truth, outcome } of worst(rows, 10))
    console.log(`  ${id}  ${kind}  is ${truth}, came out ${outcome}  ${texts.get(id) ?? ""}`);
}

/** Compares with the committed baseline, or writes a new one. */
function against(rows: readonly Row[]): number {
  if (options.update) {
    const sorted = rows.map(({ id, outcome }) => [id, outcome]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    writeFileSync(baselineFile, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
    console.log(`\nWrote ${sorted.length} rows to eval/baseline.json.`);
    return 0;
  }
  const baseline = existsSync(baselineFile)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(baselineFile, "utf8")))
    : {};
  const { worse, better, missing } = compare(rows, baseline);
  for (const { id, before, outcome } of worse) console.log(`worse: ${id} was ${before}, is ${outcome}`);
  const isWhole = options.only === undefined && options.limit === undefined;
  if (isWhole && missing.length > 0) console.log(`not run, though in the baseline: ${missing.join(", ")}`);
  console.log(`\n${worse.length} rows are worse than the baseline, ${better.length} are better.`);
  return worse.length === 0 && !(isWhole && missing.length > 0) ? 0 : 1;
}
