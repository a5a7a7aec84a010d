import picomatch from "picomatch";
import { type Mistake, UsageError } from "../errors.ts";
import type { WiringChange } from "../types/index.ts";
import { checkWiring, detectFramework, type WiringInput } from "./check.ts";
import type { WiringConfig } from "./config.ts";
import { isDay } from "./dates.ts";
import type { EntryFile } from "./entry-file.ts";

/** What is known of the engineering pull request a new entry is about. */
export type EngineeringWork = {
  /** `owner/repo#12`. */
  readonly reference: string;
  readonly title: string;
  /** UTC, ISO 8601; absent when it is not merged (or deployed, by the configured basis). */
  readonly basisTime?: string;
  readonly changedFiles: readonly string[];
  /** False when GitHub cut the list of files. */
  readonly filesComplete: boolean;
  /** Tickets it names. */
  readonly tickets: readonly string[];
};

/** What the author decides instead of the facts; empty where the facts decide. */
export type EntryChoices = {
  readonly date?: string;
  readonly title?: string;
  readonly slug?: string;
  readonly category?: string;
};

/** A new entry and the pages that show it. */
export type NewEntryPlan = {
  readonly path: string;
  readonly text: string;
  /** Pages that have to change; the entry itself is not among them. */
  readonly changes: readonly WiringChange[];
};

/**
 * Makes a skeleton entry from the facts of an engineering pull request, and wires it. What the facts do not say is left to
 * the author: claims are not written, and a category that no rule gives is asked for.
 * @throws UsageError when the date or the category cannot be told, or the site cannot be wired.
 */
export function planNewEntry(input: WiringInput, work: EngineeringWork, choices: EntryChoices): NewEntryPlan {
  const detected = detectFramework(input.paths, input.config);
  if (detected === undefined) {
    throw new UsageError([
      mistake("DV1503", "Unexpected repository: no framework was recognised.", "Name it in `wiring.framework`."),
    ]);
  }
  const { framework, root } = detected;
  const title = choices.title ?? plainTitle(work.title);
  const site = { paths: input.paths, root, config: input.config, texts: input.texts };
  const known = knownCategories(input.config, framework.entries(site).entries);
  const entry = {
    date: dateOf(work, choices, input.config),
    slug: statedSlug(choices) ?? slugOf(title, work.reference),
    title,
    category: choices.category ?? categoryOf(work, input.config, known),
    references: [work.reference, ...work.tickets],
  };
  const rendered = freeOf(input.paths, (suffix) =>
    framework.render({ ...entry, slug: `${entry.slug}${suffix}` }, site),
  );
  if (rendered === undefined) {
    const message = `Unexpected framework ${framework.name}, expected one whose entries are files.`;
    throw new UsageError([
      mistake("DV1504", message, "Write the entry by hand, in the section of what is unreleased."),
    ]);
  }
  const { path, text } = rendered;
  const report = checkWiring({
    ...input,
    paths: [...input.paths, path],
    texts: new Map([...input.texts, [path, text]]),
  });
  const blocked = report.findings.filter(({ blocks }) => blocks);
  if (blocked.length > 0) {
    throw new UsageError(
      blocked.map(({ message, fix, place }) => ({
        ...mistake("DV1503", message, fix),
        place: {
          file: place.path,
          line: place.startLine,
          ...(place.startColumn === undefined ? {} : { column: place.startColumn }),
        },
      })),
    );
  }
  return { path, text, changes: report.changes };
}

function dateOf(work: EngineeringWork, { date }: EntryChoices, { dateBasis }: WiringConfig): string {
  if (date !== undefined && !isDay(date)) {
    throw new UsageError([
      mistake(
        "DV1501",
        `Unexpected date "${date}", expected a calendar day of the form YYYY-MM-DD.`,
        "Correct the date.",
      ),
    ]);
  }
  if (date !== undefined) return date;
  const time = work.basisTime === undefined ? Number.NaN : Date.parse(work.basisTime);
  if (!Number.isNaN(time)) return new Date(time).toISOString().slice(0, 10);
  const { basis } = dateBasis;
  const message = `Unexpected entry without a date: ${basis === "merged" ? `${work.reference} is not merged` : `when ${work.reference} was deployed is not known here`}, and an entry carries the day its work was ${basis}.`;
  throw new UsageError([mistake("DV1501", message, "Wait for it, or state the day with --date.")]);
}

/** Categories that an entry can have: those of the configuration, else those of a site all of whose entries state one. */
function knownCategories({ categories }: WiringConfig, entries: readonly EntryFile[]): readonly string[] {
  const configured = Object.keys(categories);
  if (configured.length > 0) return configured;
  const used = entries.map(({ category }) => category);
  return used.includes("") ? [] : [...new Set(used)].sort();
}

/** The one category whose rules match the changed files; empty when the site has neither rules nor categories. */
function categoryOf(work: EngineeringWork, config: WiringConfig, known: readonly string[]): string {
  if (config.categoryByPath.length === 0 && known.length === 0) return "";
  const matched = config.categoryByPath
    .filter(({ paths }) => work.changedFiles.some((file) => picomatch.isMatch(file, paths, { dot: true })))
    .map(({ category }) => category);
  const [only, ...others] = new Set(matched);
  if (only !== undefined && others.length === 0 && work.filesComplete) return only;
  const why =
    config.categoryByPath.length === 0
      ? "`wiring.categoryByPath` has no rules"
      : only === undefined
        ? "no rule matches the files it changes"
        : others.length > 0
          ? `rules give ${[only, ...others].map((name) => `"${name}"`).join(" and ")}`
          : "not all of the files it changes are known";
  const fix = `State it with --category${known.length > 0 ? `, one of ${known.map((name) => `"${name}"`).join(", ")}` : ""}.`;
  throw new UsageError([mistake("DV1502", `Unexpected category of ${work.reference}: ${why}, expected one.`, fix)]);
}

/** Title of a pull request without the type of a conventional commit, first letter in upper case. */
function plainTitle(title: string): string {
  const plain = title
    .replace(/^[a-z]+(?:\([^)]*\))?!?:\s+/i, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
}

function statedSlug({ slug }: EntryChoices): string | undefined {
  if (slug === undefined || /^[a-z0-9][a-z0-9._-]{0,99}$/.test(slug)) return slug;
  const message = `Unexpected slug "${slug}", expected lower-case letters, digits, ".", "_" and "-".`;
  throw new UsageError([mistake("DV1506", message, "Correct the slug.")]);
}

function slugOf(title: string, reference: string): string {
  const slug = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f`'"]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return slug.replace(/^-+|-+$/g, "") || `change-${/\d+$/.exec(reference)?.[0] ?? "1"}`;
}

/** The first rendering whose path is free; undefined when there is none to render. */
function freeOf<T extends { readonly path: string }>(
  paths: readonly string[],
  render: (suffix: string) => T | undefined,
): T | undefined {
  const taken = new Set(paths.map((path) => path.toLowerCase()));
  for (let count = 1; ; count += 1) {
    const rendered = render(count === 1 ? "" : `-${count}`);
    if (rendered === undefined || !taken.has(rendered.path.toLowerCase())) return rendered;
  }
}

/** Tickets of some projects that a title names, each once: `TRUNK-12`. */
export function ticketsIn(title: string, projects: readonly string[]): readonly string[] {
  const named = [...title.matchAll(/(?<![\w-])([A-Z][A-Z0-9_]*)-\d{1,9}(?![\w-])/g)];
  return [...new Set(named.flatMap(([ticket, project = ""]) => (projects.includes(project) ? [ticket] : [])))];
}

function mistake(code: Mistake["code"], message: string, fix: string): Mistake {
  return { code, message, fix };
}
