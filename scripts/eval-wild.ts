import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../..");
/** Contradictions that must be right, as a share. */
const leastPrecision = 0.95;

const packages = z.array(z.strictObject({ name: z.string(), version: z.string(), pages: z.array(z.string()).min(1) }));
const judgement = z.strictObject({
  package: z.string(),
  page: z.string(),
  kind: z.string(),
  value: z.string(),
  actual: z.string(),
  /** Whether the page is wrong where the check says so. */
  right: z.boolean(),
  reason: z.string().min(10),
});
const report = z.object({
  documents: z.array(z.object({ path: z.string(), problems: z.array(z.object({ message: z.string() })) })),
  claims: z.array(
    z.object({
      kind: z.string(),
      value: z.string(),
      quote: z.string(),
      place: z.object({ path: z.string(), startLine: z.number() }),
      outcome: z.enum(["confirmed", "contradicted", "ambiguous", "unverifiable"]),
      message: z.string(),
      actual: z.string().optional(),
      evidence: z.array(z.object({ path: z.string(), startLine: z.number() })),
    }),
  ),
});
type Package = z.infer<typeof packages>[number];
type Judgement = z.infer<typeof judgement>;
type Finding = z.infer<typeof report>["claims"][number];
type Contradiction = { readonly package: Package; readonly finding: Finding; readonly judged: Judgement | undefined };

const program = new Command("npm run eval:wild --")
  .description(
    `Checks the documentation of published packages against the source in the same package (eval/wild.json), and compares every
contradiction with what a person said of it (eval/wild-judgements.json). Fails on a contradiction that nobody has judged,
and on a precision below 0.95.`,
  )
  .option("--only <package>", "one package, by its name")
  .option("--cache <folder>", "keep the packages there, to run again without a network")
  .option("--print-all", "print contradictions that are judged, too", false)
  .showHelpAfterError("(add --help for what is expected)")
  .allowExcessArguments(false)
  .parse();
const options = program.opts<{ only?: string; cache?: string; printAll: boolean }>();
process.exitCode = main();

function main(): number {
  const wanted = packages
    .parse(readJson("eval/wild.json"))
    .filter(({ name }) => options.only === undefined || name === options.only);
  if (wanted.length === 0) return program.error(`error: no package '${options.only}' in eval/wild.json`);
  const judgements = z.array(judgement).parse(readJson("eval/wild-judgements.json"));
  const folder = mkdtempSync(join(tmpdir(), "docs-verdict-wild-"));
  try {
    console.log("package                            claims  confirmed  contradicted  ambiguous  unverifiable  decided");
    const found = wanted.flatMap((each) => checkPackage(each, folder, judgements));
    return summary(found);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

/** Checks the pages of one package against its own files; the pages never count as source. */
function checkPackage(each: Package, folder: string, judgements: readonly Judgement[]): Contradiction[] {
  const tree = unpack(each, folder);
  git(tree, "init", "--quiet", "--initial-branch=main");
  git(tree, "add", "--all", "--force");
  git(tree, "commit", "--quiet", "--message", "as published");
  const args = [join(root, "dist/cli.js"), "check", ...each.pages, "--source", ".@HEAD", "--format", "json"];
  const run = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8", maxBuffer: 1 << 29 });
  if (run.status === null || run.status === 2 || run.status > 3) throw new Error(`${each.name}: ${run.stderr}`);
  const { claims: findings, documents } = report.parse(JSON.parse(run.stdout));
  const unread = documents.filter(({ problems }) => problems.length > 0).map(({ path }) => path);
  if (unread.length > 0) throw new Error(`${each.name}: could not be read: ${unread.join(", ")}`);
  printCounts(each, findings);
  return findings
    .filter(({ outcome }) => outcome === "contradicted")
    .map((finding) => ({
      package: each,
      finding,
      judged: judgements.find((known) => isSame(known, each, finding)),
    }));
}

function isSame(known: Judgement, { name, version }: Package, { place, kind, value, actual }: Finding): boolean {
  return (
    known.package === `${name}@${version}` &&
    known.page === place.path &&
    known.kind === kind &&
    known.value === value &&
    known.actual === actual
  );
}

/** The published files of a package, in a folder of their own. */
function unpack({ name, version }: Package, folder: string): string {
  const store = options.cache === undefined ? folder : resolve(options.cache);
  mkdirSync(store, { recursive: true });
  const archive = `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
  if (!existsSync(join(store, archive)))
    execFileSync("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", store], { stdio: "pipe" });
  const into = join(folder, archive.replace(/\.tgz$/, ""));
  mkdirSync(into);
  execFileSync("tar", ["-xzf", join(store, archive), "-C", into]);
  const [top = "package"] = readdirSync(into);
  return join(into, top);
}

function git(folder: string, ...args: readonly string[]): void {
  const who = { GIT_AUTHOR_NAME: "wild", GIT_AUTHOR_EMAIL: "wild@example.com" };
  const by = { GIT_COMMITTER_NAME: "wild", GIT_COMMITTER_EMAIL: "wild@example.com", GIT_CONFIG_GLOBAL: "/dev/null" };
  execFileSync("git", args, { cwd: folder, env: { ...process.env, ...who, ...by }, stdio: "pipe" });
}

function printCounts({ name, version }: Package, findings: readonly Finding[]): void {
  const count = (outcome: string): number => findings.filter((finding) => finding.outcome === outcome).length;
  const decided = count("confirmed") + count("contradicted");
  const cells = [
    `${name}@${version}`.padEnd(34),
    String(findings.length).padStart(6),
    String(count("confirmed")).padStart(10),
    String(count("contradicted")).padStart(13),
    String(count("ambiguous")).padStart(10),
    String(count("unverifiable")).padStart(13),
    `${Math.round((100 * decided) / Math.max(1, findings.length))} %`.padStart(8),
  ];
  console.log(cells.join(" "));
}

/** Prints what has to be judged and the precision; 1 when something is unjudged or too much is wrong. */
function summary(found: readonly Contradiction[]): number {
  for (const each of found.filter(({ judged }) => judged === undefined || options.printAll)) print(each);
  const judged = found.filter((each) => each.judged !== undefined);
  const right = judged.filter((each) => each.judged?.right === true).length;
  const precision = judged.length === 0 ? 1 : right / judged.length;
  const open = found.length - judged.length;
  console.log(
    `\n${found.length} contradicted, ${judged.length} judged, ${right} right: precision ${precision.toFixed(3)}`,
  );
  if (open > 0) console.log(`${open} are not judged: read them and add each to eval/wild-judgements.json.`);
  return open === 0 && precision >= leastPrecision ? 0 : 1;
}

function print({ package: { name, version }, finding, judged }: Contradiction): void {
  const { kind, value, place, quote, message, evidence } = finding;
  const [at] = evidence;
  console.log(
    [
      `\n${name}@${version} ${place.path}:${place.startLine} ${kind} ${value}`,
      `  ${message} (${at?.path}:${at?.startLine})`,
      `  "${quote}"`,
      ...(judged === undefined ? [] : [`  judged ${judged.right ? "right" : "wrong"}: ${judged.reason}`]),
    ].join("\n"),
  );
}
