import type { Document } from "../types/index.ts";
import type { Candidate } from "./match.ts";

/** Lines above a value in which the name that it belongs to may stand. */
const farthest = 8;
const name = String.raw`(?<name>--?[A-Za-z][\w-]*|[A-Za-z_$][\w$]*(?:[.-][\w$]+)*)\??`;
/** What an option takes, as its line shows it: `--lid value`, `--lid=<angle>`. */
const given = "(?:(?<=--[a-z][\\w-]*)[ =][^`*]{1,30})?";
const marker = String.raw`^\s*(?:[-*+]\s+|\d+[.)]\s+)?`;
/** A paragraph that begins with a name in bold or in code: what follows is about it. */
const head = new RegExp(`${marker}(?:\\*\\*\`?|__\`?|\`)${name}${given}(?:\`?\\*\\*|\`?__|\`)`);
/** A line of nothing but a name in code and its type. */
const alone = new RegExp(
  `${marker}(?:\\*\\*)?\`${name}\`(?:\\*\\*)?\\s*(?:$|<span\\b|[({:*]|—|–|-\\s|\`[^\`]*\`\\s*$)`,
);
/** A line inside a paragraph that begins with a name in code and says at once what it is: `` `lid`: who opens it ``. */
const headOfLine = new RegExp(`^\\s*\`${name}\`\\s*[:–—(]`);
/** Words that begin a line about what stands above it. */
const attribute =
  /^(?:defaults?|types?|values?|required|optional|notes?|examples?|since|available|allowed|warning|tip|important)$/i;

/** Kinds of claims that say something of a subject, which may stand apart from them. */
export const kindsWithSubject: ReadonlySet<string> = new Set(["default-value", "limit"]);

/**
 * The candidates, defaults and limits with the name that their paragraph begins with, or that stands alone above it, where
 * their sentence names nothing: `**lid**: Who opens it. Default: 3`; of lines with labels, the name that one of them gives.
 */
export function withSubjectsAbove<Placed extends Candidate & { readonly place: { readonly startLine: number } }>(
  { text }: Document,
  placed: readonly Placed[],
): Placed[] {
  let lines: readonly string[] | undefined;
  return placed.map((candidate) => {
    const { rule, fragment, qualifiers, place } = candidate;
    if (!kindsWithSubject.has(rule.kind) || (fragment.context !== "prose" && fragment.context !== "inline-code"))
      return candidate;
    if (fragment.owner.tableRow !== undefined || (qualifiers.type ?? "") !== "") return candidate;
    const stated = qualifiers.subject;
    if (stated !== undefined && fragment.around.includes(stated)) return candidate;
    lines ??= text.split("\n");
    const at = place.startLine - 1;
    const above = nameOfField(lines, at) ?? nameLabelled(lines, at) ?? nameAbove(lines, at) ?? nameOfItem(lines, at);
    return above === undefined || above === candidate.value
      ? candidate
      : { ...candidate, qualifiers: { ...qualifiers, subject: above } };
  });
}

/** A line of one label and what it says: `**CLI option**: \`--lid\``, `- Default: \`shut\``. */
const labelled =
  /^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?<label>[A-Z][\w -]{1,30}?)\s*(?:(?:\*\*|__)\s*:|:\s*(?:\*\*|__)?)\s*(?<rest>\S.*)$/;
/** Labels that say what a thing is called, the most telling first. */
const names: readonly RegExp[] = [
  /^(?:(?:cli|command[ -]line)(?: (?:option|flag|argument|parameter|switch))?|flag|option)s?$/i,
  /^(?:env(?:ironment)?(?:[ -]var(?:iable)?)?|variable)s?$/i,
  /^(?:(?:config\w*|toml|ya?ml|json) )?(?:key|setting|parameter|property|field|name|option)$/i,
];

/** The name that one of the labelled lines around a labelled line says: the flag, the variable or the key of this default. */
function nameLabelled(lines: readonly string[], at: number): string | undefined {
  const read = (line: number): Record<string, string> | undefined => labelled.exec(lines[line] ?? "")?.groups;
  if (read(at) === undefined) return undefined;
  let [first, last] = [at, at];
  while (at - first < farthest && read(first - 1) !== undefined) first -= 1;
  while (last - at < farthest && read(last + 1) !== undefined) last += 1;
  const block = lines.slice(first, last + 1).map((_, index) => read(first + index));
  for (const label of names) {
    const rest = block.find((one) => label.test(one?.label ?? ""))?.rest ?? "";
    const stated = new RegExp(`^\`${name}\``).exec(rest)?.groups?.name;
    if (stated !== undefined) return stated;
  }
  return undefined;
}

/** The first line of a component that describes one field: `<ParamField body="lid" type="number">`. */
const field =
  /^\s*<(?:\w*Field|Param(?:eter)?|Prop(?:erty)?|Option)\b[^>]*?\s(?:body|query|path|header|name|param)=["'](?<name>[A-Za-z_$][\w$.-]*)["']/;

/** The name of the field inside whose component a line stands. */
function nameOfField(lines: readonly string[], at: number): string | undefined {
  for (let line = at; line >= 0 && at - line <= farthest; line -= 1) {
    const text = lines[line] ?? "";
    const stated = field.exec(text)?.groups?.name;
    if (stated !== undefined) return /\/>\s*$/.test(text) && line < at ? undefined : stated;
    if (line < at && /^\s*<\//.test(text)) return undefined;
  }
  return undefined;
}

/** The name that heads the paragraph of a line, or the paragraph before it. */
function nameAbove(lines: readonly string[], at: number): string | undefined {
  let first = at;
  while (first > 0 && at - first < farthest && isWithin(lines[first] ?? "", lines[first - 1] ?? "")) {
    const heading = headOfLine.exec(lines[first] ?? "")?.groups?.name;
    if (heading !== undefined && !attribute.test(heading)) return heading;
    first -= 1;
  }
  const own = head.exec(lines[first] ?? "")?.groups?.name;
  if (own !== undefined) return attribute.test(own) ? undefined : own;
  let before = first - 1;
  while (before >= 0 && (lines[before] ?? "").trim() === "") before -= 1;
  if (first - before > 3) return undefined;
  return alone.exec(lines[before] ?? "")?.groups?.name;
}

/** An item of a list that begins with a name in code, and its type: `- \`lidAngle: number\``. */
const item = new RegExp(`^(?<indent>\\s*)[-*+]\\s+(?:\\*\\*)?\`${name}(?:\`|\\s*[:(<=])`);
/** Lines of a list that its reader goes back over to the item above. */
const longestItem = 20;

/** The name that heads the item of a list, below which a line stands as an item of its own. */
function nameOfItem(lines: readonly string[], at: number): string | undefined {
  const depthOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;
  const depth = depthOf(lines[at] ?? "");
  if (depth === 0 || !/^\s+[-*+]\s/.test(lines[at] ?? "")) return undefined;
  for (let line = at - 1; line >= 0 && at - line <= longestItem; line -= 1) {
    const text = lines[line] ?? "";
    if (text.trim() === "" || depthOf(text) >= depth) continue;
    const stated = item.exec(text)?.groups?.name;
    return stated === undefined || attribute.test(stated) ? undefined : stated;
  }
  return undefined;
}

/** True when a line goes on with what the one before it began. */
function isWithin(line: string, before: string): boolean {
  const begins = /^\s*(?:[-*+]\s|\d+[.)]\s|#|\||```)/;
  return line.trim() !== "" && before.trim() !== "" && !begins.test(line) && !/^\s*(?:#|\||```|<)/.test(before);
}
