import { RE2JS, RE2JSSyntaxException } from "re2js";

/** One match of a pattern: offsets in UTF-16 units, named captures that took part. */
export type PatternMatch = {
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly captures: Readonly<Record<string, string>>;
};

/** Most matches that one pattern may have in one fragment. */
const maxMatches = 200;

const compiled = new Map<string, RE2JS>();

/** Why RE2 does not take a pattern, for the author of a rule; undefined when it does. */
export function compileIssue(pattern: string): string | undefined {
  const hint = constructs.find(([construct]) => pattern.includes(construct));
  if (hint !== undefined)
    return `RE2 has no ${hint[1]} (${hint[0]}); match the surroundings with "near" or "unless" instead`;
  if (/\\[1-9]/.test(pattern)) return "RE2 has no back-references; write the alternatives out";
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return `not an RE2 pattern: ${error.message}`;
    throw error;
  }
}

const constructs = [
  ["(?=", "look-ahead"],
  ["(?!", "look-ahead"],
  ["(?<=", "look-behind"],
  ["(?<!", "look-behind"],
] as const;

/** Whether a pattern matches anywhere in a text; linear in the length of the text. */
export function matches(pattern: string, text: string): boolean {
  return compile(pattern).matcher(text).find();
}

/** Every match of a pattern that has the capture `value`, in order. */
export function findAll(pattern: string, text: string): readonly PatternMatch[] {
  const expression = compile(pattern);
  const names = Object.keys(expression.namedGroups());
  const matcher = expression.matcher(text);
  const found: PatternMatch[] = [];
  while (found.length < maxMatches && matcher.find()) {
    const captures = Object.fromEntries(
      names
        .map((name) => [name, matcher.group(name)])
        .filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""),
    );
    if (captures.value !== undefined) {
      found.push({
        start: matcher.start(),
        end: matcher.end(),
        valueStart: matcher.start("value"),
        valueEnd: matcher.end("value"),
        captures,
      });
    }
  }
  return found;
}

/** Names of the captures of a pattern. */
export function captureNames(pattern: string): readonly string[] {
  return Object.keys(compile(pattern).namedGroups());
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = RE2JS.compile(pattern);
  compiled.set(pattern, made);
  return made;
}
