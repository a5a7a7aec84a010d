import type { WiringChange, WiringFinding, WiringReport } from "../types/index.ts";
import type { WiringConfig } from "./config.ts";
import { conflictIn } from "./conflict.ts";
import { oneLineChanges } from "./diff.ts";
import type { EntryFile, EntrySet } from "./entry-file.ts";
import { blockingFinding, finding } from "./finding.ts";
import type { Framework, Site, SiteFiles } from "./frameworks/framework.ts";
import { frameworks } from "./frameworks/list.ts";
import { readFrontmatter } from "./frontmatter.ts";
import type { PagePlan } from "./update-page.ts";

/** A tree of files to check. */
export type WiringInput = {
  /** Every file of the repository, relative to its top, with `/`. */
  readonly paths: readonly string[];
  /** Texts of {@link wiringFiles}, as far as they could be read. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that could not be read, with the reason. */
  readonly refused?: readonly { readonly path: string; readonly reason: string }[];
  readonly config: WiringConfig;
};

/** A framework that a tree may be of, and the folder of its site. */
type Detected = { readonly framework: Framework; readonly root: string };

/** Frameworks of a tree, the surest first: the configured one alone, where one is configured. */
function detectedIn(paths: readonly string[], config: WiringConfig): readonly Detected[] {
  const found = frameworks
    .filter(({ name }) => config.framework === undefined || name === config.framework)
    .map((framework) => ({ framework, detected: framework.detect(paths) }))
    .flatMap(({ framework, detected }) => (detected === undefined ? [] : [{ framework, ...detected }]))
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ framework, root }) => ({ framework, root: config.root ?? root }));
  if (found.length > 0) return found;
  const named = frameworks.find(({ name }) => name === config.framework);
  return named === undefined ? [] : [{ framework: named, root: config.root ?? "" }];
}

/** The framework of a tree and its root: the configured one, else the surest; undefined when none is recognised. */
export function detectFramework(paths: readonly string[], config: WiringConfig): Detected | undefined {
  return detectedIn(paths, config)[0];
}

type Tree = Pick<WiringInput, "paths" | "texts" | "config">;

function siteOf({ paths, texts, config }: Tree, { root }: Detected): SiteFiles {
  return { paths, root, config, texts };
}

type Used = Detected & { readonly site: SiteFiles; readonly read: EntrySet };

/** The surest framework that has entries or something to say of them, with both; the surest of all when none has. */
function usedFramework(tree: Tree): Used | undefined {
  let first: Used | undefined;
  for (const detected of detectedIn(tree.paths, tree.config)) {
    const site = siteOf(tree, detected);
    const used = { ...detected, site, read: detected.framework.entries(site) };
    if (used.read.entries.length > 0 || used.read.findings.length > 0) return used;
    first ??= used;
  }
  return first;
}

/**
 * Paths whose texts {@link checkWiring} reads, as far as the texts read so far tell: to be asked until it names no new one.
 */
export function wiringFiles(
  paths: readonly string[],
  config: WiringConfig,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const present = new Set(paths);
  const wanted = new Set<string>();
  const all = detectedIn(paths, config);
  for (const detected of all) {
    const site = siteOf({ paths, texts, config }, detected);
    for (const path of detected.framework.needs(site)) if (present.has(path)) wanted.add(path);
    // A less sure framework is asked only where this one has no entries, which its texts tell.
    if (detected === all.at(-1) || ![...wanted].every((path) => texts.has(path))) break;
    if (detected.framework.entries(site).entries.length > 0) break;
  }
  return [...wanted];
}

/** Names that sites of every framework give to entries and to the pages and files that list them. */
const wiredNames =
  /(?:^|\/)(?:docs|mint|_?meta|sidebars?)\.(?:jsonc?|[cm]?[jt]sx?)$|changelog|changeset|changes|release|update|news|blog/i;

/**
 * True when one of the paths may be an entry or show one. Only a quick look that saves reading the tree: a path that it
 * lets through is judged by the framework.
 */
export function touchesWiring(paths: readonly string[], config: WiringConfig): boolean {
  const named = [config.entries, config.index, ...Object.values(config.categories)].flatMap((name) =>
    name === undefined || name === null ? [] : [name.replace(/\.mdx?$/, "")],
  );
  return paths.some((path) => wiredNames.test(path) || named.some((name) => path.includes(name)));
}

/** Checks every entry against the pages that show it; says what is wrong, and what the pages should be. */
export function checkWiring(input: WiringInput): WiringReport {
  const detected = usedFramework(input);
  if (detected === undefined) return unknownFramework();
  const { framework, root, site } = detected;
  const { entries, findings } = detected.read;
  const all: WiringFinding[] = [...findings, ...refusedFindings(input), ...categoryFindings(site, entries)];
  const changes: WiringChange[] = [];
  for (const page of framework.sites(site, entries)) {
    const { change, findings: found } = planSite(page, input.texts);
    all.push(...found);
    if (change !== undefined) changes.push(change);
  }
  const isBlocked = all.some(({ blocks }) => blocks);
  return {
    framework: framework.name,
    root,
    entries: entries.length,
    findings: all.sort(byPlace),
    changes: isBlocked ? [] : changes,
  };
}

function planSite(
  site: Site,
  texts: ReadonlyMap<string, string>,
): { change?: WiringChange; findings: readonly WiringFinding[] } {
  const before = texts.get(site.path);
  if (before === undefined) {
    const message = `Unexpected configuration: the page ${site.path} is not there, expected a page that shows entries.`;
    const place = { path: site.path, startLine: 1, endLine: 1 };
    return {
      findings: [
        finding({
          code: "missing-page",
          site: site.role,
          place,
          message,
          fix: "Create the page, or correct the configuration.",
        }),
      ],
    };
  }
  const { findings, text } = planBothSides(site, before) ?? site.plan(before);
  if (text === before) return { findings };
  return { change: { path: site.path, before, after: text }, findings: withSuggestions(findings, before, text) };
}

/**
 * Plans a page with conflict marks: where both sides lead to the same page, everything they differ in is derived, and
 * that page is the answer. Where they do not, somebody's own words differ, and nothing is written.
 */
function planBothSides(site: Site, before: string): PagePlan | undefined {
  const conflict = conflictIn(before);
  if (conflict === undefined) return undefined;
  const [ours, theirs] = [site.plan(conflict.ours), site.plan(conflict.theirs)];
  const isReadable = ![...ours.findings, ...theirs.findings].some(({ blocks }) => blocks);
  const isSame = isReadable && ours.text === theirs.text;
  const findings = conflict.lines.map((line) => {
    const place = { path: site.path, startLine: line, endLine: line };
    const message = isSame
      ? "Unexpected conflict, expected none: both sides lead to the same page."
      : "Unexpected conflict in text that is not derived from entries, expected none.";
    const facts = {
      code: "conflict",
      site: site.role,
      place,
      message,
      fix: isSame ? "Write the page." : "Resolve the conflict by hand.",
    } as const;
    return isSame ? finding(facts) : blockingFinding(facts);
  });
  return { findings, text: isSame ? ours.text : before };
}

/** Adds the new line to findings that stand alone on a line of which replacing it suffices. */
function withSuggestions(findings: readonly WiringFinding[], before: string, after: string): WiringFinding[] {
  const changes = new Map(oneLineChanges(before, after).map(({ line, text }) => [line, text]));
  const onLine = new Map<number, number>();
  for (const { place } of findings) onLine.set(place.startLine, (onLine.get(place.startLine) ?? 0) + 1);
  return findings.map((found) => {
    const { startLine } = found.place;
    const text = changes.get(startLine);
    if (text === undefined || !found.writable || onLine.get(startLine) !== 1) return found;
    return { ...found, suggestion: { startLine, endLine: startLine, text } };
  });
}

function refusedFindings({ refused = [] }: WiringInput): WiringFinding[] {
  return refused.map(({ path, reason }) =>
    finding({
      code: "unreadable",
      site: "site",
      place: { path, startLine: 1, endLine: 1 },
      message: `Unexpected file: ${reason}.`,
      fix: "Make it a regular text file.",
    }),
  );
}

/** Categories that the configuration does not know, where it names any. */
function categoryFindings({ config, texts }: SiteFiles, entries: readonly EntryFile[]): WiringFinding[] {
  const known = Object.keys(config.categories);
  if (known.length === 0) return [];
  return entries
    .filter(({ category }) => category !== "" && !known.includes(category))
    .map(({ path, category }) => {
      const line = readFrontmatter(texts.get(path) ?? "").frontmatter.fields.get("category")?.line ?? 1;
      return blockingFinding({
        code: "unknown-category",
        site: "entry",
        place: { path, startLine: line, endLine: line },
        entry: path,
        message: `Unexpected category "${category}", expected one of ${known.map((name) => `"${name}"`).join(", ")}: it has no page.`,
        fix: "Correct the category, or add it to `wiring.categories`.",
      });
    });
}

function unknownFramework(): WiringReport {
  const message = `Unexpected repository: no framework was recognised, expected one of ${frameworks.map(({ name }) => name).join(", ")}.`;
  const place = { path: ".", startLine: 1, endLine: 1 };
  const fix = "Name the framework in `wiring.framework` and its folder in `wiring.root`.";
  return {
    framework: "unknown",
    root: "",
    entries: 0,
    findings: [finding({ code: "unknown-framework", site: "site", place, message, fix })],
    changes: [],
  };
}

function byPlace(first: WiringFinding, second: WiringFinding): number {
  if (first.place.path !== second.place.path) return first.place.path < second.place.path ? -1 : 1;
  return (
    first.place.startLine - second.place.startLine || (first.code < second.code ? -1 : first.code > second.code ? 1 : 0)
  );
}
