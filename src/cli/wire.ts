import { exitCodes } from "../errors.ts";
import { wiringCommand } from "../report/github.ts";
import { wiringDiagnostics } from "../report/rdjson.ts";
import { wiringSarif } from "../report/sarif.ts";
import { visibleBlock, visibleLine } from "../report/visible-text.ts";
import type { WiringFinding, WiringReport } from "../types/index.ts";
import { checkWiring } from "../wiring/check.ts";
import type { WiringConfig } from "../wiring/config.ts";
import { unifiedDiff } from "../wiring/diff.ts";
import { readSite } from "./read-site.ts";
import { openWorkTree } from "./work-tree.ts";

/** What `wire` is asked to do. */
export type WireOptions = {
  /** Top of the repository. */
  readonly folder: string;
  readonly config: WiringConfig;
  /** How the findings are printed; for people by default. */
  readonly format?: WireFormat;
  /** `check` reports, `diff` also shows what would be written, `write` writes it, `write-diff` writes and shows it. */
  readonly action: "check" | "diff" | "write" | "write-diff";
};

/** What `wire` found and did. */
export type WireResult = {
  /** State before anything was written. */
  readonly report: WiringReport;
  /** Paths written. */
  readonly written: readonly string[];
  /** Findings that are left, after writing where that was asked for. */
  readonly left: readonly WiringFinding[];
  /** What to print, in the format that was asked for. */
  readonly output: string;
  readonly exitCode: number;
};

/**
 * Checks how the entries of a work tree are wired, and writes the derived parts on request. Nothing is written when a
 * finding blocks. Exit codes: 0 nothing is wrong, 1 something is, 2 something cannot be read, 3 no entry was found.
 * @throws UsageError when a file changed meanwhile or cannot be written.
 */
export function runWire({ folder, config, action, format = "human" }: WireOptions): WireResult {
  const tree = openWorkTree(folder);
  const report = checkWiring(readSite(tree, config));
  if (action === "check" || action === "diff")
    return resultOf({ report, written: [], left: report.findings, diff: action === "diff", format });
  tree.write(report.changes);
  const written = report.changes.map(({ path }) => path);
  const left = written.length === 0 ? report.findings : checkWiring(readSite(tree, config)).findings;
  return resultOf({ report, written, left, diff: action === "write-diff", format });
}

type Outcome = Pick<WireResult, "report" | "written" | "left"> & {
  readonly diff: boolean;
  readonly format: WireFormat;
};

function resultOf(outcome: Outcome): WireResult {
  const { report, written, left } = outcome;
  return { report, written, left, output: outputs[outcome.format](outcome), exitCode: exitCodeOf(report, left) };
}

/** What is printed, by format. */
const outputs = {
  human: forPeople,
  json: ({ report: { framework, root, entries, changes }, written, left }: Outcome): string => {
    const stale = changes.map(({ path }) => path).filter((path) => !written.includes(path));
    const shown = { schemaVersion: 1, framework, root, entries, findings: left, written, stale };
    return `${JSON.stringify(shown, null, 2)}\n`;
  },
  github: ({ left }: Outcome): string => left.map(wiringCommand).join(""),
  rdjson: ({ left }: Outcome): string => wiringDiagnostics(left),
  sarif: ({ left }: Outcome): string => wiringSarif(left),
};

/** Longest line about one difference, and longest diff, in UTF-16 units. */
const maxLine = 2_000;
const maxDiff = 20_000_000;

/** Formats of `wire`. */
export type WireFormat = keyof typeof outputs;

function forPeople({ report, written, left, diff }: Outcome): string {
  const diffs = diff ? report.changes.map(({ path, before, after }) => unifiedDiff(path, before, after)) : [];
  const lines = [...written.map((path) => `wrote ${path}`), ...left.map(line), summary(report, left)];
  return `${lines.map((one) => visibleLine(one, maxLine)).join("\n")}\n${visibleBlock(diffs.join(""), maxDiff)}`;
}

/** A site whose entries were not found was not checked, and what was not checked is not right; no changeset may be waiting. */
function exitCodeOf({ entries, framework }: WiringReport, left: readonly WiringFinding[]): number {
  if (left.some(({ blocks }) => blocks)) return exitCodes.usage;
  if (left.length > 0) return exitCodes.notPassing;
  return entries === 0 && framework !== "changesets" ? exitCodes.undetermined : exitCodes.proven;
}

function line({ place, code, message, fix }: WiringFinding): string {
  const column = place.startColumn === undefined ? "" : `:${place.startColumn}`;
  return `${place.path}:${place.startLine}${column}: ${code}: ${message} ${fix}`;
}

function summary({ framework, entries, changes }: WiringReport, left: readonly WiringFinding[]): string {
  const count = `${entries} ${entries === 1 ? "entry" : "entries"}`;
  if (left.length === 0 && entries === 0) return `${framework}: no entries were found, nothing was checked.`;
  if (left.length === 0) return `${framework}: ${count}, everything is wired.`;
  const stops = left.filter(({ blocks }) => blocks).length;
  const hint = stops > 0 ? ` Nothing is written before ${stopsText(stops, left.length)} mended.` : "";
  const writable = stops === 0 && changes.length > 0 && left.some((found) => found.writable);
  const differences = `${left.length} ${left.length === 1 ? "difference" : "differences"}`;
  return `${framework}: ${count}, ${differences}.${hint}${writable ? " `wire --write` mends what can be written." : ""}`;
}

function stopsText(stops: number, all: number): string {
  if (stops === all) return stops === 1 ? "it is" : "they are";
  return stops === 1 ? "one of them is" : `${stops} of them are`;
}
