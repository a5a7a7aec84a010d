import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, UsageError } from "./errors.ts";
import { explainInit, type InitOutcome } from "./init/explain.ts";
import { type InitFacts, type InitFile, planInit } from "./init/plan.ts";
import { readEntries, readTree } from "./init/read.ts";
import { parseActionPin, pinAction } from "./init/workflow-text.ts";

/** What `docs-verdict init` is told; it asks nothing, on a terminal or not. */
export type InitOptions = {
  /** Root of the docs repository. */
  readonly folder: string;
  /** Folder of the sample workflows that ship with the package. */
  readonly samplesFolder: string;
  /** Version of this package. */
  readonly version: string;
  /** Overwrites files that exist. */
  readonly force: boolean;
  /** Names the docs framework of a tree; `unknown` when there is none. */
  readonly detectFramework: (tree: readonly string[]) => string;
  /** `owner/repo` of the docs repository, when known. */
  readonly repository?: string;
  /** Labels of the docs repository, when they could be read. */
  readonly labels?: readonly string[];
  /** Whether the default branch has a merge queue, when that could be read. */
  readonly mergeQueue?: "used" | "unused";
  /** `owner/name@<commit>` of the action. */
  readonly action?: string;
  /** Takes the text for the terminal. */
  readonly print: (text: string) => void;
};

/**
 * Writes the configuration and the workflows, explains each, and returns the exit code: 0, or 3 when a path could not be
 * written because it is a link or a folder. Never overwrites without `force`.
 * @throws UsageError when `action` is not pinned to a commit, or the folder does not exist.
 */
export async function runInit(options: InitOptions): Promise<number> {
  if (statSync(options.folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw noFolder(options.folder);
  const plan = planInit(gatherFacts(options));
  const outcomes = plan.files.map((file) => writeFile(options, file));
  options.print(explainInit(plan, outcomes));
  return outcomes.includes("refused") ? exitCodes.undetermined : exitCodes.proven;
}

function noFolder(folder: string): UsageError {
  const message = `Unexpected folder ${JSON.stringify(folder.slice(0, 200))}, expected one that exists.`;
  return new UsageError([
    { code: "DV1403", message, fix: "Name the root of a clone of the documentation repository." },
  ]);
}

function gatherFacts(options: InitOptions): InitFacts {
  const tree = readTree(options.folder);
  return {
    tree,
    framework: options.detectFramework(tree),
    entries: readEntries(options.folder, tree),
    ...(options.repository === undefined ? {} : { repository: options.repository }),
    labels: options.labels ?? [],
    mergeQueue: options.mergeQueue ?? "unknown",
    samples: readSamples(options.samplesFolder),
    ...(options.action === undefined ? {} : { action: parseActionPin(options.action) }),
    version: options.version,
  };
}

function readSamples(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Writes one file; a link on the way is never followed. */
function writeFile({ folder, force, action }: InitOptions, file: InitFile): InitOutcome {
  const path = join(folder, file.path);
  if (hasLink(folder, file.path)) return "refused";
  const present = lstatSync(path, { throwIfNoEntry: false });
  if (present !== undefined && !present.isFile()) return "refused";
  if (present !== undefined && !force) return pinIn(path, action);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.text, { flag: present === undefined ? "wx" : "w" });
  return present === undefined ? "written" : "overwritten";
}

/** Fills in where the action is released in a file that is kept otherwise. */
function pinIn(path: string, action: string | undefined): InitOutcome {
  const text = readFileSync(path, "utf8");
  const pinned = pinAction(text, action === undefined ? undefined : parseActionPin(action));
  if (pinned === text) return "kept";
  writeFileSync(path, pinned);
  return "pinned";
}

/** True when a folder on the way to a file is a link or a plain file. */
function hasLink(folder: string, path: string): boolean {
  const parts = path.split("/").slice(0, -1);
  return parts.some((_, index) => {
    const found = lstatSync(join(folder, ...parts.slice(0, index + 1)), { throwIfNoEntry: false });
    return found !== undefined && !found.isDirectory();
  });
}
