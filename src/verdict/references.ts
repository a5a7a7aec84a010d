import { compareKeys, compareText, readKey, ticketKey } from "../reference-key.ts";
import type { DocsPull, IgnoredReference, Reference, ReferenceList, ReferenceRole } from "../types/index.ts";
import type { FormContext, Hit, Target } from "./reference-form.ts";
import { createRoleReader } from "./reference-roles.ts";
import { scanForms } from "./reference-scan.ts";
import { spokenText } from "./reference-text.ts";
import { rolesByStrength, strongerRole } from "./role.ts";

/** Where references are read from. */
export type ReferenceInput = {
  readonly pull: Pick<DocsPull, "repository" | "number" | "url" | "title" | "body" | "commits" | "comments">;
  /** Frontmatter of the changed changelog entries, by key path. */
  readonly entries: readonly { readonly path: string; readonly fields: Readonly<Record<string, string>> }[];
  /** `owner/repo` of the configured engineering repositories. */
  readonly engineering: readonly string[];
};

/** Longest quote, in UTF-16 units. */
const maxQuote = 120;
/** Frontmatter that customers read: flags named there are features, not gates. */
const proseFields = /(?:^|\.)(?:title|sidebarTitle|description|summary)$/i;

type Source = { readonly foundIn: string; readonly text: string; readonly isEntryProse: boolean };

/**
 * Reads what a docs pull request points at, in every form that GitHub links, with the role that the words around give.
 * Inline code counts; fenced code and HTML comments do not, and what looks like a reference there is listed as ignored.
 * A reference found in several places is taken once, with its strongest role. The order is that of role, then key.
 */
export function parseReferences(input: ReferenceInput): ReferenceList {
  const context = contextOf(input);
  const parts = sourcesOf(input).map((source) =>
    parseSource(source, { ...context, isEntryProse: source.isEntryProse }),
  );
  const taken = mergeReferences(adoptVendors(parts.flatMap((part) => part.taken)));
  const keys = new Set(taken.map(({ key }) => key));
  return { taken, ignored: distinctIgnored(parts.flatMap((part) => part.ignored(keys))) };
}

/** Keeps each key once with its strongest role; of equals the first stays. */
export function mergeReferences(references: readonly Reference[]): readonly Reference[] {
  const byKey = new Map<string, Reference>();
  for (const reference of references) {
    const known = byKey.get(reference.key);
    if (known === undefined) byKey.set(reference.key, reference);
    else if (known.role !== strongerRole(known.role, reference.role)) byKey.set(reference.key, reference);
    else if (known.kind === "issue" && reference.kind === "pull") byKey.set(reference.key, { ...known, kind: "pull" });
  }
  return [...byKey.values()].sort(
    (a, b) => rolesByStrength.indexOf(a.role) - rolesByStrength.indexOf(b.role) || compareKeys(a.key, b.key),
  );
}

function contextOf({ pull, engineering }: ReferenceInput): Omit<FormContext, "isEntryProse"> {
  return {
    docsRepository: pull.repository,
    docsNumber: pull.number,
    host: URL.canParse(pull.url) ? new URL(pull.url).hostname : "github.com",
    engineering: engineering.map((repository) => repository.toLowerCase()),
  };
}

function sourcesOf({ pull, entries }: ReferenceInput): readonly Source[] {
  const plain = (foundIn: string, text: string): Source => ({ foundIn, text, isEntryProse: false });
  return [
    plain("title", pull.title),
    plain("body", pull.body),
    ...pull.commits.map(({ sha, message }) => plain(`commit ${sha.slice(0, 12)}`, message)),
    ...entries.flatMap(({ path, fields }) =>
      Object.entries(fields).map(([key, value]) => ({
        foundIn: `frontmatter ${path}`,
        text: `${spaced(key)}: ${value}`,
        isEntryProse: proseFields.test(key),
      })),
    ),
    ...pull.comments.map(({ login, body }) => plain(`comment by ${login}`, body)),
  ];
}

/** `blockedBy.0` as words, so that a key says what a sentence would say. */
function spaced(key: string): string {
  return key
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[._-]/g, " ")
    .replaceAll(/ \d+(?= |$)/g, "");
}

type Parsed = {
  readonly taken: readonly Reference[];
  /** What was ignored, given the keys taken anywhere: a reference said elsewhere needs no notice. */
  readonly ignored: (taken: ReadonlySet<string>) => readonly IgnoredReference[];
};

function parseSource(source: Source, context: FormContext): Parsed {
  const { text, silent } = spokenText(source.text, context);
  const hits = scanForms(text, context);
  const silenced = silent.map(({ start, end, reason }) => ({
    reason,
    hits: scanForms(source.text.slice(start, end), context).filter(({ reading }) => pointsAtWork(reading)),
    text: source.text.slice(start, end),
  }));
  const lost = hits.flatMap((hit) =>
    "ignored" in hit.reading
      ? [{ quote: cut(source.text.slice(hit.start, hit.end)), foundIn: source.foundIn, reason: hit.reading.ignored }]
      : [],
  );
  return {
    taken: takenOf(source, text, { hits: hits.filter(({ reading }) => "targets" in reading), context }),
    ignored: (taken) => [
      ...lost,
      ...silenced.flatMap((stretch) =>
        stretch.hits
          .filter(({ reading }) => "targets" in reading && reading.targets.some(({ key }) => !taken.has(key)))
          .map(({ start, end }) => ({
            quote: cut(stretch.text.slice(start, end)),
            foundIn: source.foundIn,
            reason: stretch.reason,
          })),
      ),
    ],
  };
}

function pointsAtWork(reading: Hit["reading"]): boolean {
  return "targets" in reading && reading.targets.some(({ kind }) => kind === "pull" || kind === "issue");
}

type Found = { readonly hits: readonly Hit[]; readonly context: FormContext };

function takenOf(source: Source, text: string, { hits, context }: Found): readonly Reference[] {
  const roles = createRoleReader();
  const taken: Reference[] = [];
  let offset = 0;
  let next = 0;
  for (const line of source.text.split("\n")) {
    const onLine: Hit[] = [];
    for (let hit = hits[next]; hit !== undefined && hit.start < offset + line.length + 1; hit = hits[next]) {
      onLine.push(hit);
      next += 1;
    }
    const places = onLine.map(({ start, end }) => ({ start: start - offset, end: end - offset }));
    const spoken = text.slice(offset, offset + line.length);
    const said = roles.readLine(withLinkWords(line, spoken), places);
    for (const [index, { reading, start }] of onLine.entries()) {
      if (!("targets" in reading)) continue;
      const quote = quoteAround(line, start - offset);
      for (const target of reading.targets) {
        taken.push({ ...target, role: roleOf(target, said[index], context), foundIn: source.foundIn, quote });
      }
    }
    offset += line.length + 1;
  }
  return taken;
}

/** Words of a link still say its role; a line silenced as a whole says nothing. */
function withLinkWords(line: string, spoken: string): string {
  return spoken.trim() === "" ? spoken : line;
}

function roleOf(target: Target, said: ReferenceRole | undefined, context: FormContext): ReferenceRole {
  if (target.kind === "ticket") return said === "blocker" ? "blocker" : "context";
  if (target.kind === "flag") return said === "blocker" ? "blocker" : "primary";
  if (said !== undefined) return said;
  const key = readKey(target.key);
  const isEngineering = "repository" in key && context.engineering.includes(key.repository);
  return isEngineering && target.kind !== "issue" ? "primary" : "context";
}

/** A ticket or flag whose tracker or vendor is named in one place means the same one in the others. */
function adoptVendors(references: readonly Reference[]): readonly Reference[] {
  const known = new Map<string, string>();
  for (const { key } of references) {
    const read = readKey(key);
    if (read.kind === "ticket" && read.tracker !== "ticket") {
      known.set(ticketKey("ticket", read.id), key);
      known.set(`project ${read.id.split("-")[0]}`, read.tracker);
    }
    if (read.kind === "flag" && read.vendor !== "any") known.set(`flag:any/${read.flag}`, key);
  }
  return references.map((reference) => {
    const read = readKey(reference.key);
    const tracker = read.kind === "ticket" ? known.get(`project ${read.id.split("-")[0]}`) : undefined;
    const sameProject = read.kind === "ticket" && tracker !== undefined ? ticketKey(tracker, read.id) : reference.key;
    return { ...reference, key: known.get(reference.key) ?? sameProject };
  });
}

function distinctIgnored(ignored: readonly IgnoredReference[]): readonly IgnoredReference[] {
  const seen = new Map<string, IgnoredReference>();
  for (const one of ignored) {
    const same = JSON.stringify([one.quote, one.reason]);
    if (!seen.has(same)) seen.set(same, one);
  }
  return [...seen.values()].sort((a, b) => compareText(a.quote, b.quote) || compareText(a.reason, b.reason));
}

function quoteAround(line: string, at: number): string {
  const start = Math.max(0, Math.min(at - 60, line.length - maxQuote));
  return cut(line.slice(start, start + maxQuote));
}

function cut(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, maxQuote)
    .replace(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/g, "");
}
