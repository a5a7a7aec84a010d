import type { Document, Place, Rule } from "../types/index.ts";
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
/** A name in code and words that say at once what its default is: "`lid`, which defaults to `shut`", "`lid` (`shut` by default)". */
const saidOf =
  /(?<before>.*?)`(?<name>--?[A-Za-z][\w-]*|[A-Za-z_$][\w$]*(?:[.-][\w$]+)*)\??`(?<between>[^`.;:|]{0,60})[`"'(]*$/s;
/** Code right before a name: then that is a value or a type of what stands first. */
const ofAnother = /`\s*(?:[,/:=|—–-]|\bor\b|\band\b)?\s*$/;
/** A line whose first name in code is what it speaks of: "- `lidMax` is the upper bound on ". */
const headed =
  /^\s*(?:[-*+]|\d+[.)])?\s*`--?[\w.-]+`\s+(?:is|are|sets?|defines?|limits?|bounds?|caps?)\b[^.;]*\b(?:on|of|for|than|as|by|from)\s+(?:the\s+)?$/i;
/** Words that link a name with its default. */
const links = /^\s*\(|\b(?:is|are|be|set|has|defaults?|whose)\b/i;
/** Words that begin to speak of something else. */
const elsewhere = /\b(?:and|but|or|when|if|while|because|so|then|where|unless|not)\b/i;
/** What a number counts: "at most 8 `tags`". */
const counted = /^\s+`(?<name>[A-Za-z_$][\w$]*(?:[.-][\w$]+)*)`/;
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
    const { rule, fragment, qualifiers } = candidate;
    if (!kindsWithSubject.has(rule.kind) || !contexts.has(fragment.context)) return candidate;
    const subject = subjectBeside(text, candidate);
    return subject === undefined ? candidate : { ...candidate, qualifiers: { ...qualifiers, subject } };
  });
}

type PlacedCandidate = Candidate & { readonly place: Pick<Place, "startOffset" | "startColumn" | "endOffset"> };

function subjectBeside(
  text: string,
  { rule, fragment, qualifiers, place, value }: PlacedCandidate,
): string | undefined {
  const line = text.slice(place.startOffset - place.startColumn + 1, place.startOffset);
  const said = rule.kind === "default-value" && fragment.owner.tableRow === undefined ? nameSaidOf(line) : undefined;
  if (said !== undefined || !/^-?\d/.test(value)) return said;
  return (
    settingBehind(rule, text.slice(place.endOffset, place.endOffset + longestBehind)) ??
    settingBefore(line, qualifiers.subject)
  );
}

/** The setting that the words behind a number say it is of. */
function settingBehind({ kind }: Rule, after: string): string | undefined {
  return (behind.exec(after) ?? (kind === "limit" ? counted.exec(after) : undefined))?.groups?.name;
}

/** The setting whose bracket is open before a number, or which is compared with it: a part of what is stated to be spoken of. */
function settingBefore(line: string, stated: string | undefined): string | undefined {
  const { before = "", name } = beside.exec(line.slice(line.lastIndexOf("|") + 1))?.groups ?? {};
  // "`asc` or `desc` (default …)" lists values.
  if (name === undefined || noSetting.test(name) || /`\s*(?:,|\/|\bor\b|\band\b)\s*$/.test(before)) return undefined;
  if (stated === undefined || stated === name || stated.endsWith(`.${name}`)) return stated ?? name;
  const isName = /[_.]|[a-z][A-Z]/.test(stated) && !stated.startsWith("-");
  return isName ? `${stated}.${name}` : name;
}

/** The name that the words right before a value say the default of; undefined where they name none. */
function nameSaidOf(line: string): string | undefined {
  const { before = "", name, between = "" } = saidOf.exec(line)?.groups ?? {};
  if (name === undefined || noSetting.test(name) || ofAnother.test(before) || headed.test(before)) return undefined;
  return links.test(between) && !elsewhere.test(between) ? name : undefined;
}
