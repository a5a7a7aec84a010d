import { defaultConfig } from "../config.ts";
import { renderConfig } from "./config-text.ts";
import { type EntryText, suggestEntries, suggestLabels, suggestPages, suggestRepositories } from "./suggest.ts";
import {
  type ActionPin,
  lacksAction,
  permissionsOf,
  pinAction,
  purposeOf,
  type WorkflowPermission,
} from "./workflow-text.ts";

/** What is known of the docs repository before anything is written. */
export type InitFacts = {
  /** Paths of the repository, with `/`. */
  readonly tree: readonly string[];
  /** Name of the docs framework, `unknown` when none was detected. */
  readonly framework: string;
  /** Texts of changelog entries, to guess engineering repositories from. */
  readonly entries: readonly EntryText[];
  /** `owner/repo` of the docs repository, when known. */
  readonly repository?: string;
  /** Names of the labels that the repository has; empty when they could not be read. */
  readonly labels: readonly string[];
  readonly mergeQueue: "used" | "unused" | "unknown";
  /** Sample workflows by file name. */
  readonly samples: Readonly<Record<string, string>>;
  /** Where the action is released; absent when unknown. */
  readonly action?: ActionPin;
  /** Version of this package. */
  readonly version: string;
};

/** A file to write, with why. */
export type InitFile = {
  readonly path: string;
  readonly text: string;
  readonly why: string;
  readonly permissions: readonly WorkflowPermission[];
  /** True when the repository has such a file: it is kept unless the user insists. */
  readonly exists: boolean;
};

/** What `init` would write, and what it has to say beside. */
export type InitPlan = { readonly files: readonly InitFile[]; readonly notes: readonly string[] };

/** Path of the configuration. */
export const configPath = ".github/docs-verdict.yml";
/** The sample that belongs to engineering repositories. */
const forEngineering = "dispatch-from-engineering.yml";

/** Decides which files a docs repository gets; reads nothing and writes nothing. */
export function planInit(facts: InitFacts): InitPlan {
  const suggested = suggestRepositories(facts.entries, facts.repository);
  const config = renderConfig({
    version: facts.version,
    framework: facts.framework,
    pages: suggestPages(facts.framework, facts.tree),
    entries: suggestEntries(facts.tree),
    repositories: suggested,
    labels: suggestLabels(defaultConfig.publish.labels, facts.labels),
  });
  const names = Object.keys(facts.samples)
    .filter((name) => name !== forEngineering)
    .filter((name) => name !== "merge-queue.yml" || facts.mergeQueue !== "unused")
    .sort();
  const files = [
    { path: configPath, text: config, why: "Says which pages, which source and which labels.", permissions: [] },
    ...names.map((name) => workflowFile(name, facts)),
  ].map((file) => ({ ...file, exists: facts.tree.includes(file.path) }));
  return { files, notes: notesOf(facts, suggested.length) };
}

function workflowFile(name: string, facts: InitFacts): Omit<InitFile, "exists"> {
  const text = renameMentions(pinAction(facts.samples[name] ?? "", facts.action), Object.keys(facts.samples));
  return { path: workflowPath(name), text, why: purposeOf(text), permissions: permissionsOf(text) };
}

const workflowPath = (name: string): string => `.github/workflows/docs-verdict-${name}`;

/** Samples mention each other by name; here they have the names they are written under. */
function renameMentions(text: string, names: readonly string[]): string {
  return names
    .filter((name) => name !== forEngineering)
    .reduce((renamed, name) => renamed.replaceAll(`\`${name}\``, () => `\`docs-verdict-${name}\``), text);
}

/** What is left to do where workflows are written before it is known where the action is released. */
export const namesNoAction =
  "The workflows still name OWNER/docs-verdict: replace it, or run init again with --action owner/name@<commit>.";

function notesOf(facts: InitFacts, suggested: number): string[] {
  const pinned = Object.values(facts.samples).map((text) => pinAction(text, facts.action));
  return [
    ...(pinned.some(lacksAction) ? [namesNoAction] : []),
    suggested === 0
      ? `No changelog entry names an engineering repository: list yours under engineering.repositories in ${configPath}.`
      : `${suggested} engineering ${suggested === 1 ? "repository is" : "repositories are"} suggested as comments in ${configPath}: keep what is right.`,
    "Private engineering repositories need a read token: the secret DOCS_VERDICT_SOURCE_TOKEN, or a GitHub App as the workflows say.",
    `To hear of merges at once, copy ${forEngineering} from the package's workflows/ to each engineering repository.`,
    "Then run docs-verdict doctor.",
  ];
}
