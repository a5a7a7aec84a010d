import type { Document, Place } from "../types/index.ts";
import type { Candidate } from "./match.ts";
import { kindsWithSubject } from "./subject-above.ts";

/** How far behind a value the setting stands that takes its place. */
const longestBehind = 160;
/** Contexts in which words say what a value is of. */
export const contexts: ReadonlySet<string> = new Set(["prose", "table-cell", "inline-code"]);
/** A name in code before a bracket that is open, or before a sign of comparison: "`perPage` (default 10, max ", "`limit` ≤ ". */
const beside =
  /(?<before>.*?)`(?<name>[A-Za-z_$][\w$]*(?:[.-][\w$]+)*)\??`\s*(?:\((?:[^()`]|`[^`]*`)*|(?:≤|<=|≥|>=)\s*`?)$/s;
/** A setting that takes the place of what was said before it: "30 seconds unless you set `timeoutMs`". */
const behind =
  /^[^.;|`]{0,60}\bunless\s+(?:you\s+|it(?:'s| is)\s+|otherwise\s+)?(?:set|overrid\w+|specif\w+|chang\w+|configur\w+|pass\w*|giv\w+|provid\w+|increas\w+|lower\w*|rais\w+)\s+(?:by|with|in|via|through)?\s*(?:the\s+|another\s+|a\s+)?`(?<name>--?[A-Za-z][\w-]*|[A-Za-z_$][\w$]*(?:[.-][\w$]+)*)`/;
/** What stands in code before a bracket and is no setting: types and values. */
const noSetting =
  /^(?:true|false|null|undefined|none|nil|[A-Z]|any|arrays?|bool(?:ean)?|bytes?|date|double|duration|enum|float\d*|u?int\d*|integer|list|long|map|number|object|optional|required|str(?:ing)?|timestamp|uuid|usize)$/i;

/**
 * The candidates, of which numbers behind a name in the same words belong to that name: in a row about `listTrays`, "`perPage`
 * (default 10)" is the default of `listTrays.perPage`. So do those before a setting that would take their place.
 */
export function withSubjectsBeside<
  Placed extends Candidate & { readonly place: Pick<Place, "startOffset" | "startColumn" | "endOffset"> },
>({ text }: Document, placed: readonly Placed[]): Placed[] {
  return placed.map((candidate) => {
    const { rule, fragment, qualifiers, place, value } = candidate;
    if (!kindsWithSubject.has(rule.kind) || !contexts.has(fragment.context) || !/^-?\d/.test(value)) return candidate;
    const setting = behind.exec(text.slice(place.endOffset, place.endOffset + longestBehind))?.groups?.name;
    if (setting !== undefined) return { ...candidate, qualifiers: { ...qualifiers, subject: setting } };
    const line = text.slice(place.startOffset - place.startColumn + 1, place.startOffset);
    const { before = "", name } = beside.exec(line.slice(line.lastIndexOf("|") + 1))?.groups ?? {};
    // "`asc` or `desc` (default …)" lists values.
    if (name === undefined || noSetting.test(name) || /`\s*(?:,|\/|\bor\b|\band\b)\s*$/.test(before)) return candidate;
    const stated = qualifiers.subject;
    if (stated === undefined || stated === name || stated.endsWith(`.${name}`))
      return { ...candidate, qualifiers: { ...qualifiers, subject: stated ?? name } };
    const isName = /[_.]|[a-z][A-Z]/.test(stated) && !stated.startsWith("-");
    return { ...candidate, qualifiers: { ...qualifiers, subject: isName ? `${stated}.${name}` : name } };
  });
}
