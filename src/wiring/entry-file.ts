import type { WiringFinding } from "../types/index.ts";
import { isDay } from "./dates.ts";
import { blockingFinding, finding } from "./finding.ts";
import { placeOfProblem, readFrontmatter } from "./frontmatter.ts";

/** A changelog entry: a file whose frontmatter is the truth for every page that shows it. */
export type EntryFile = {
  readonly path: string;
  /** File name without its extension; for `name/index.mdx` the folder's name. */
  readonly stem: string;
  /** Path of the page below the site's root, without extension and leading slash. */
  readonly page: string;
  /** `YYYY-MM-DD`; empty for a changeset, which has none. */
  readonly date: string;
  readonly title: string;
  /** Empty when the frontmatter has none, as the next three. */
  readonly description: string;
  readonly category: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** Text after the frontmatter, a slice of the page. */
  readonly body: string;
};

/** The entries of a site, and what is wrong with their files. */
export type EntrySet = { readonly entries: readonly EntryFile[]; readonly findings: readonly WiringFinding[] };

/** Where entries are and what they must have. */
export type EntryRules = {
  /** Folder of the site, empty for the top. */
  readonly root: string;
  /** Frontmatter that every entry must have. */
  readonly required: readonly string[];
  /** `required`: the name must start with the date; `optional`: a date in the name must agree. */
  readonly dateInName: "required" | "optional";
};

/** One list for every entry without tags: there may be thousands. */
const noTags: readonly string[] = [];

/** Day at the start of a file name, with what follows it. */
const datedName = /^(\d{4}-\d{2}-\d{2})(?:[-_](.*))?$/;

/** Reads entry files; an entry is left out when it has no date or cannot be read, with a finding. */
export function readEntries(texts: ReadonlyMap<string, string>, paths: readonly string[], rules: EntryRules): EntrySet {
  const findings: WiringFinding[] = [];
  const entries: EntryFile[] = [];
  const slugs = new Map<string, EntryFile>();
  const naming = namingOf(paths, rules);
  for (const path of paths) {
    const text = texts.get(path);
    if (text === undefined) continue;
    const read = readEntry(path, text, { ...rules, naming });
    findings.push(...read.findings);
    if (read.entry === undefined) continue;
    const { slug, entry } = read;
    const first = slugs.get(slug);
    if (first === undefined) slugs.set(slug, entry);
    else
      findings.push(
        duplicateSlug({ slug, path, line: read.slugLine, first: first.path, samePage: first.page === entry.page }),
      );
    entries.push(entry);
  }
  return { entries, findings };
}

/** How file names start: with the date always, mostly, or as each author likes. */
type Naming = "dated" | "mostly-dated" | "free";

/** Where nine in ten entries are named by their date, the others are expected to be so too. */
function namingOf(paths: readonly string[], { dateInName }: EntryRules): Naming {
  if (dateInName === "required") return "dated";
  const free = paths.filter((path) => !datedName.test(stemOf(path))).length;
  return free < paths.length && free * 10 <= paths.length ? "mostly-dated" : "free";
}

type NamedRules = EntryRules & { readonly naming: Naming };

type ReadEntry = {
  readonly entry?: EntryFile;
  readonly slug: string;
  readonly slugLine: number;
  readonly findings: readonly WiringFinding[];
};

function readEntry(path: string, text: string, rules: NamedRules): ReadEntry {
  const { frontmatter, problems } = readFrontmatter(text);
  const { fields } = frontmatter;
  const stem = stemOf(path);
  const named = datedName.exec(stem);
  const one = (key: string): string => fields.get(key)?.values[0] ?? "";
  const date = one("date").slice(0, 10);
  const slug = one("slug").replace(/^\/|\/$/g, "") || named?.[2] || stem;
  const findings = [
    ...problems.map((problem) =>
      finding({
        code: "unreadable",
        site: "entry",
        place: placeOfProblem(path, problem),
        entry: path,
        message: problem.message,
        fix: "Correct the frontmatter.",
      }),
    ),
    ...(problems.length === 0 ? missingFields({ path, fields, rules, dateInName: named !== null }) : []),
    ...nameFindings({ path, stem, date, dateLine: fields.get("date")?.line ?? 1, naming: rules.naming }),
  ];
  const day = date === "" && rules.dateInName === "optional" ? (named?.[1] ?? "") : date;
  if (date !== "" && !isDay(date)) findings.push(badDate(path, one("date"), fields.get("date")?.line ?? 1));
  const slugLine = fields.get("slug")?.line ?? 1;
  if (problems.length > 0 || !isDay(day)) return { slug, slugLine, findings };
  const tags = fields.get("tags")?.values ?? noTags;
  const entry: EntryFile = {
    path,
    stem,
    page: pageOf(path, rules.root),
    date: day,
    title: one("title") || (/^# (.+)$/m.exec(text.slice(frontmatter.bodyStart))?.[1] ?? ""),
    description: one("description"),
    category: one("category"),
    type: one("type"),
    tags,
    body: text.slice(frontmatter.bodyStart),
  };
  return { entry, slug, slugLine, findings };
}

/** Path of a page below the site's root, without extension and a final `/index`. */
export function pageOf(path: string, root: string): string {
  const below = root === "" ? path : path.slice(root.length + 1);
  return below.replace(/\.[a-z]+$/, "").replace(/(?<=.)\/(?:index|page)$/, "");
}

/** Name of an entry's file without extension; of its folder when the file is `index` or `page`. */
export function stemOf(path: string): string {
  const slash = path.lastIndexOf("/");
  const name = withoutExtension(path.slice(slash + 1));
  if (slash < 0 || (name !== "index" && name !== "page")) return name;
  return path.slice(path.lastIndexOf("/", slash - 1) + 1, slash);
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 || !/^[a-z]+$/.test(name.slice(dot + 1)) ? name : name.slice(0, dot);
}

type Fields = { readonly path: string; readonly fields: ReadonlyMap<string, { readonly values: readonly string[] }> };

function missingFields(input: Fields & { readonly rules: EntryRules; readonly dateInName: boolean }): WiringFinding[] {
  const { path, fields, rules, dateInName } = input;
  return rules.required
    .filter((key) => (fields.get(key)?.values.length ?? 0) === 0)
    .filter((key) => !(key === "date" && dateInName && rules.dateInName === "optional"))
    .map((key) =>
      finding({
        code: "missing-field",
        site: "entry",
        place: lineOf(path, 1),
        entry: path,
        message: `Unexpected frontmatter without \`${key}\`, expected it in every entry: the pages that show the entry are made from it.`,
        fix: `Add \`${key}\` to the frontmatter.`,
      }),
    );
}

type Name = {
  readonly path: string;
  readonly stem: string;
  readonly date: string;
  readonly dateLine: number;
  readonly naming: Naming;
};

function nameFindings({ path, stem, date, dateLine, naming }: Name): WiringFinding[] {
  const inName = datedName.exec(stem)?.[1];
  const wellNamed = /^\d{4}-\d{2}-\d{2}-[a-z0-9][a-z0-9._-]*$/.test(stem) && isDay(stem.slice(0, 10));
  if (naming === "dated" ? !wellNamed : naming === "mostly-dated" && inName === undefined) {
    const message = `Unexpected file name \`${stem}\`, expected \`YYYY-MM-DD-slug\` in lower case${naming === "dated" ? "" : ", as the other entries have it"}.`;
    const fix = `Rename the file${isDay(date) ? ` to start with \`${date}-\`` : ""}.`;
    return [finding({ code: "bad-name", site: "entry", place: lineOf(path, 1), entry: path, message, fix })];
  }
  if (inName !== undefined && date === "" && !isDay(inName)) return [badDate(path, inName, 1)];
  if (inName === undefined || date === "" || !isDay(date) || inName === date) return [];
  return [
    finding({
      code: "date-mismatch",
      site: "entry",
      place: lineOf(path, dateLine),
      entry: path,
      message: `Unexpected date ${date} in the frontmatter of a file named ${inName}, expected both to be the same.`,
      fix: `Rename the file to start with \`${date}-\`, or correct the date.`,
    }),
  ];
}

function badDate(path: string, date: string, line: number): WiringFinding {
  const message = `Unexpected date \`${date.slice(0, 40)}\`, expected a calendar day of the form YYYY-MM-DD.`;
  return finding({
    code: "bad-date",
    site: "entry",
    place: lineOf(path, line),
    entry: path,
    message,
    fix: "Correct the date.",
  });
}

type SameSlug = {
  readonly slug: string;
  readonly path: string;
  readonly line: number;
  readonly first: string;
  readonly samePage: boolean;
};

/** Two files of one page cannot both be shown; two days of one slug can, but their links are easily confused. */
function duplicateSlug({ slug, path, line, first, samePage }: SameSlug): WiringFinding {
  const facts = {
    code: "duplicate-slug",
    site: "entry",
    place: lineOf(path, line),
    entry: path,
    message: `Unexpected slug \`${slug}\`, expected one that no other entry has: ${first} has it.`,
    fix: "Give one of the two entries another slug.",
  } as const;
  return samePage ? blockingFinding(facts) : finding(facts);
}

function lineOf(path: string, line: number): WiringFinding["place"] {
  return { path, startLine: line, endLine: line };
}
