import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

const baselineFile = resolve(import.meta.dirname, "../../eval/baseline.json");
const usage = `npm run eval -- --corpus <folder> --mirrors <folder> [--only owner/repo] [--limit n] [--update]

Checks labelled claims of public documentation against public source and compares with eval/baseline.json.
  --corpus   folder with claims.jsonl, score.mjs and a mutations file
  --mirrors  folder of git directories, owner+name/repo
  --update   write the new baseline`;

const label = z.object({
  id: z.string(),
  kind: z.string(),
  repo: z.string(),
  truth: z.string(),
  quote: z.string(),
  value: z.string(),
});
const result = z.object({
  id: z.string(),
  kind: z.string().optional(),
  truth: z.string().optional(),
  how: z.string().optional(),
  outcome: z.string(),
  mutation: z.boolean().optional(),
  strict: z.boolean().optional(),
  actualOk: z.boolean().optional(),
});
type Result = z.infer<typeof result>;

const { values: options } = parseArgs({
  options: {
    corpus: { type: "string" },
    mirrors: { type: "string" },
    only: { type: "string" },
    limit: { type: "string" },
    update: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
process.exitCode = main();

function main(): number {
  if (options.help || options.corpus === undefined || options.mirrors === undefined) {
    console.log(usage);
    return options.help ? 0 : 2;
  }
  const results = score(resolve(options.corpus), resolve(options.mirrors));
  const labels = new Map(
    readLines(join(options.corpus, "claims.jsonl")).map((row) => [label.parse(row).id, label.parse(row)]),
  );
  printKinds(results);
  printWorst(results, labels);
  return compare(results);
}

/** Runs the judge of the corpus on the built command line. */
function score(corpus: string, mirrors: string): Result[] {
  const folder = mkdtempSync(join(tmpdir(), "docs-verdict-eval-"));
  const out = join(folder, "results.json");
  const cli = resolve(import.meta.dirname, "../../dist/cli.js");
  const mutations = join(corpus, "mutations.seed1.jsonl");
  const args = [
    join(corpus, "score.mjs"),
    "--mirrors",
    mirrors,
    "--claims",
    join(corpus, "claims.jsonl"),
    "--out",
    out,
  ];
  if (existsSync(mutations)) args.push("--mutations", mutations);
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

function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** 2 is right, 1 is undecided, 0 is wrong: a row may only rise. */
function grade(row: Result): number {
  if (row.truth === "confirmed") return row.outcome === "confirmed" ? 2 : row.outcome === "contradicted" ? 0 : 1;
  if (row.truth === "contradicted") return row.outcome === "contradicted" ? 2 : row.outcome === "confirmed" ? 0 : 1;
  return row.outcome === "contradicted" || row.outcome === "confirmed" ? 0 : 2;
}

function printKinds(results: readonly Result[]): void {
  console.log(
    "\nkind               rows  confirmed  contradicted  undecided  silent   precision of contradicted   recall of false   share of true confirmed",
  );
  for (const kind of [...new Set(results.map((row) => row.kind ?? "?"))].sort()) {
    const rows = results.filter((row) => row.kind === kind);
    const count = (test: (row: Result) => boolean): number => rows.filter(test).length;
    const flagged = count((row) => row.outcome === "contradicted");
    const rightlyFlagged = count((row) => row.outcome === "contradicted" && row.truth === "contradicted");
    const wrong = count((row) => row.truth === "contradicted");
    const right = count((row) => row.truth === "confirmed");
    const cells = [
      kind.padEnd(18),
      String(rows.length).padStart(4),
      String(count((row) => row.outcome === "confirmed")).padStart(10),
      String(flagged).padStart(13),
      String(count((row) => row.outcome === "ambiguous" || row.outcome === "unverifiable")).padStart(10),
      String(count((row) => row.outcome === "silent")).padStart(7),
      share(rightlyFlagged, flagged).padStart(27),
      share(rightlyFlagged, wrong).padStart(17),
      share(
        count((row) => row.truth === "confirmed" && row.outcome === "confirmed"),
        right,
      ).padStart(25),
    ];
    console.log(cells.join(" "));
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${part}/${whole} ${Math.round((100 * part) / whole)} %`;
}

function printWorst(results: readonly Result[], labels: ReadonlyMap<string, z.infer<typeof label>>): void {
  const worst = [...results].sort((a, b) => grade(a) - grade(b) || a.id.localeCompare(b.id)).slice(0, 10);
  console.log("\nThe ten worst rows");
  for (const row of worst.filter((candidate) => grade(candidate) < 2)) {
    const source = labels.get(row.id);
    console.log(
      `  ${row.id}  ${row.kind}  is ${row.truth}, came out ${row.outcome}  ${source ? `${source.value}: ${source.quote.slice(0, 90)}` : ""}`,
    );
  }
}

/** Compares row by row with the committed baseline; a worse row fails. */
function compare(results: readonly Result[]): number {
  const now = Object.fromEntries(
    results.map((row) => [row.id, row.outcome]).sort(([a = ""], [b = ""]) => a.localeCompare(b)),
  );
  if (options.update) {
    writeFileSync(baselineFile, `${JSON.stringify(now, null, 1)}\n`);
    console.log(`\nWrote ${Object.keys(now).length} rows to eval/baseline.json.`);
    return 0;
  }
  const before = existsSync(baselineFile)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(baselineFile, "utf8")))
    : {};
  const worse = results.filter((row) => {
    const old = before[row.id];
    return old !== undefined && grade(row) < grade({ ...row, outcome: old });
  });
  for (const row of worse) console.log(`worse: ${row.id} was ${before[row.id]}, is ${row.outcome}`);
  const better = results.filter(
    (row) => before[row.id] !== undefined && grade(row) > grade({ ...row, outcome: before[row.id] ?? "" }),
  ).length;
  console.log(`\n${worse.length} rows are worse than the baseline, ${better} are better.`);
  return worse.length === 0 ? 0 : 1;
}
