import type { ReferenceRole } from "../types/index.ts";
import { strongerRole } from "./role.ts";

/** What the words before a reference make of it; of several words the strongest role counts. */
const keywords: readonly { readonly role: ReferenceRole; readonly pattern: RegExp }[] = [
  {
    role: "blocker",
    pattern:
      /\b(?:block(?:ed|s|ing)?[ \t-]+(?:by|on|until|this|the)|blockers?|blocking|blocked|depend(?:s|ent|ing)?[ \t-]+(?:up)?on|dependenc(?:y|ies)|requires|needs|hold(?:s|ing)?\b[^.\n]{0,60}?\b(?:until|for)|on hold|wait(?:s|ing)?[ \t]+(?:for|on|until)|awaiting|until|once|do not merge before|(?:publish|merge|ship|land|release)(?:[ \t]+this)?(?:[ \t]+only)?[ \t]+(?:after|when))\b/gi,
  },
  {
    role: "primary",
    pattern:
      /\b(?:eng(?:ineering)?[ \t-]+(?:prs?|pull[ \t]+requests?|work|changes?|commits?)|source[ \t]+prs?|feature[ \t]+prs?|implement(?:s|ed[ \t]+(?:in|by))|shipped[ \t]+(?:in|by)|documents)\b/gi,
  },
  { role: "child", pattern: /\b(?:stacked[ \t-]+on|stack(?:[ \t]+of)?|child(?:ren)?(?:[ \t]+prs?)?)\b/gi },
  { role: "follow-up", pattern: /\bfollow(?:ed|ing|s)?[ \t-]?ups?\b/gi },
  {
    role: "revert",
    pattern: /\b(?:supersed(?:es?|ing|ed(?![ \t-]+by\b))|replaces|revert(?:s|ed|ing)?(?:[ \t]+(?:by|in))?)\b/gi,
  },
  { role: "context", pattern: /\b(?:see[ \t]+also|related(?:[ \t]+to)?|similar[ \t]+to|unrelated(?:[ \t]+to)?)\b/gi },
];

/** Words that turn the keyword after them around; then the reference is judged as if nothing was said. */
const negation = /\b(?:not|no longer|isn't|aren't|never|without)(?:[ \t]+\w{1,12}){0,1}[ \t]*$/i;
/** Words between two references: the first gave way to the second. */
const gaveWay = /\b(?:superseded|replaced)[ \t-]+by\b[^.!?\n]{0,20}$/i;
/** What may stand between a reference and a word about it: `(follow-up)`, `| blocker |`, `is a follow-up`. */
const remark = /^[\s`*_\])]*(?:\([^)\n]{1,60}\)|\|[^|\n]{1,60}\||(?:[-–—:]|is\b|are\b|(?=blocks\b))[^.\n|]{1,60})/i;
const sentenceEnd = /[.!?][\s*_]+(?=[A-Z0-9`*_[(])/g;

/** Where a line stands: which role its heading, list or table gives it. */
type Carried = { readonly role: ReferenceRole; readonly until: "heading" | "list"; readonly indent: number };

/** One reference on a line; ends are exclusive. */
export type LineHit = { readonly start: number; readonly end: number };

/** The role that words give to each reference of a text; undefined where no word says anything. */
export type RoleReader = {
  /** Reads the next line; lines must come in order. */
  readonly readLine: (line: string, hits: readonly LineHit[]) => readonly (ReferenceRole | undefined)[];
};

/** Starts to read roles, line by line, with the headings, lists and tables above each line in mind. */
export function createRoleReader(): RoleReader {
  let carried: Carried | undefined;
  let header: readonly string[] | undefined;
  let previous = "";
  return {
    readLine(line, hits) {
      carried = nextCarried(carried, line, hits);
      const isRow = /^\s*\|/.test(line);
      if (!isRow) header = undefined;
      else if (/^[\s|:-]+$/.test(line) && line.includes("-")) header = cells(previous);
      previous = line;
      const around: Around = { carried: carried?.role, columns: isRow ? header : undefined };
      return rolesOnLine(line, hits, around);
    },
  };
}

type Around = { readonly carried: ReferenceRole | undefined; readonly columns: readonly string[] | undefined };

function rolesOnLine(line: string, hits: readonly LineHit[], around: Around): (ReferenceRole | undefined)[] {
  const roles: (ReferenceRole | undefined)[] = [];
  for (const [index, hit] of hits.entries()) {
    const from = hits[index - 1]?.end ?? 0;
    const gap = line.slice(from, hit.start);
    const ends = [...gap.matchAll(sentenceEnd)];
    const lastEnd = ends.at(-1);
    const before = lastEnd === undefined ? gap : gap.slice(lastEnd.index + 1);
    const next = hits[index + 1];
    const after = line.slice(hit.end, next?.start ?? line.length);
    const hasSuccessor = next !== undefined && gaveWay.test(after);
    const isSuccessor = gaveWay.test(before);
    const inherited = lastEnd === undefined && index > 0 && !isSuccessor ? roles[index - 1] : undefined;
    roles.push(
      (hasSuccessor ? "revert" : undefined) ??
        roleIn(before) ??
        roleIn(remark.exec(after)?.[0] ?? "") ??
        inherited ??
        roleIn(around.columns?.[columnAt(line, hit.start)] ?? "") ??
        around.carried,
    );
  }
  return roles;
}

/** The strongest role that a text names; undefined when it names none. */
export function roleIn(text: string): ReferenceRole | undefined {
  let found: ReferenceRole | undefined;
  for (const { role, pattern } of keywords) {
    const said = [...text.matchAll(pattern)].some(
      ({ index }) => !negation.test(text.slice(Math.max(0, index - 40), index)),
    );
    if (said) found = found === undefined ? role : strongerRole(found, role);
  }
  return found;
}

function nextCarried(carried: Carried | undefined, line: string, hits: readonly LineHit[]): Carried | undefined {
  const heading = /^\s{0,3}#{1,6}\s+(.*)$/.exec(line);
  if (heading !== null) {
    const role = roleIn(heading[1] ?? "");
    return role === undefined ? undefined : { role, until: "heading", indent: -1 };
  }
  const isItem = /^[\s>]*(?:[-*+•]|\d{1,9}[.)])\s/.test(line);
  const indent = isItem ? line.search(/[^\s>]/) : -1;
  const ended =
    carried?.until === "list" && line.trim() !== "" && (isItem ? indent <= carried.indent : !/^\s+\S/.test(line));
  const kept = ended ? undefined : carried;
  const introduces = hits.length === 0 && /:[\s*_]*$/.test(line);
  const role = introduces ? roleIn(line) : undefined;
  return role === undefined ? kept : { role, until: "list", indent };
}

function cells(row: string): readonly string[] {
  return row.split("|");
}

function columnAt(line: string, offset: number): number {
  return line.slice(0, offset).split("|").length - 1;
}
