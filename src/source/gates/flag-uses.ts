import type { FlagUse } from "../../types/index.ts";
import { argumentsAt, codeOf, type Surroundings, surroundingsOf } from "./code-text.ts";
import { coveredLines, type Lines, lineOf } from "./coverage.ts";
import type { FlagCalls } from "./flag-calls.ts";

/** A file to search. */
export type CodeFile = { readonly path: string; readonly text: string };

/** A place that asks for a flag, and the lines that its answer decides about. */
export type FoundUse = FlagUse & { readonly covers: readonly Lines[] };

/** Asking for a flag, before it is known what for. */
type Asking = { readonly at: number; readonly name: string; readonly vendor: string; readonly key: Key };
type Key = { readonly text: string; readonly isNamed: boolean };

const keywords = new Set(["if", "while", "elif", "switch", "for", "unless", "when", "return", "and", "or", "not"]);

/**
 * Every place of a file that asks for a feature flag, and what for: a gate, or analytics alone. Comments and strings
 * hold no calls. A key that stands elsewhere is looked up in `others`; one that cannot be read is `unnamed`, one that
 * the caller hands in is left to the caller.
 */
export function findFlagUses(file: CodeFile, calls: FlagCalls, others: readonly CodeFile[] = []): readonly FoundUse[] {
  const code = codeOf(file.path, file.text);
  const texts = [file, ...others.filter(({ path }) => path !== file.path)].map(({ text }) => text);
  const askings = [...callsIn(file.text, code, { calls, texts }), ...elementsIn(file.text, code, calls)];
  return distinct(askings)
    .sort((a, b) => a.at - b.at)
    .map((asking) => useOf(asking, file, { code, analytics: calls.analytics }));
}

/** A name that several vendors share is one asking; a readable key is better than one that is not. */
function distinct(askings: readonly Asking[]): Asking[] {
  const byPlace = new Map<number, Asking>();
  for (const asking of askings) {
    const known = byPlace.get(asking.at);
    if (known === undefined || (!known.key.isNamed && asking.key.isNamed)) byPlace.set(asking.at, asking);
  }
  return [...byPlace.values()];
}

type Search = { readonly calls: FlagCalls; readonly texts: readonly string[] };

function callsIn(text: string, code: string, { calls, texts }: Search): readonly Asking[] {
  const lower = text.toLowerCase();
  return calls.calls
    .filter(({ near }) => near.length === 0 || near.some((word) => lower.includes(word)))
    .flatMap(({ names, argument, vendor }) => {
      const list = names.map(escaped).join("|");
      const pattern = new RegExp(`(?<![\\w$])(?:${list})\\s*(?:<[^<>()\\n]{0,80}>)?\\s*\\(`, "g");
      return firstOf(code.matchAll(pattern)).flatMap((match): Asking[] => {
        const [whole] = match;
        if (/\b(?:function|def|func|fn|fun)\s+$/.test(code.slice(Math.max(0, match.index - 12), match.index)))
          return [];
        const place = argumentsAt(code, match.index + whole.length - 1)[argument - 1];
        const key = place === undefined ? undefined : keyOf(text.slice(...place).trim(), texts);
        if (key === undefined) return [];
        const at = match.index - receiverBefore(code, match.index).length;
        const name = code.slice(at, match.index + whole.length - 1).replace(/\s*(?:<.*)?$/s, "");
        return [{ at, name, vendor, key }];
      });
    });
}

function elementsIn(text: string, code: string, { elements }: FlagCalls): readonly Asking[] {
  return elements.flatMap(({ names, attribute, vendor }) =>
    names.flatMap((name) =>
      firstOf(code.matchAll(new RegExp(`<${escaped(name)}\\b`, "g"))).flatMap(({ index }): Asking[] => {
        const tag = text.slice(index, index + 500);
        const key = new RegExp(`\\b${escaped(attribute)}=\\{?["']([^"'\\n]{1,200})["']`).exec(tag)?.[1];
        return [{ at: index, name, vendor, key: { text: key ?? attribute, isNamed: key !== undefined } }];
      }),
    ),
  );
}

/** Matches of one pattern in one file that are looked at. */
const mostMatches = 300;

function firstOf(matches: Iterable<RegExpExecArray>): readonly RegExpExecArray[] {
  const first: RegExpExecArray[] = [];
  for (const match of matches) if (first.push(match) >= mostMatches) break;
  return first;
}

/** `unleash.` before a call. */
function receiverBefore(code: string, at: number): string {
  return /(?:[\w$]{1,60}[?!]{0,2}\.|[\w$]{1,60}->|::){1,8}$/.exec(code.slice(Math.max(0, at - 120), at))?.[0] ?? "";
}

/** Undefined for a key that the caller hands in, or for no key at all. */
function keyOf(argument: string, texts: readonly string[]): Key | undefined {
  const value = argument.replace(/^\w+\s*[:=]\s*(?=["'`\w])/, "");
  const literal = /^["'`]([^"'`\\\n$]{1,200})["'`]$/.exec(value)?.[1];
  if (literal !== undefined) return /\s/.test(literal) ? undefined : { text: literal, isNamed: true };
  const inside = /^\{[\s\S]*?\b(?:key|flag|flagKey|name)\s*:\s*["'`]([^"'`\\\n$\s]{1,200})["'`]/.exec(value)?.[1];
  if (inside !== undefined) return { text: inside, isNamed: true };
  const member = /^[A-Za-z_$][\w$]*(?:(?:\.|::)[A-Za-z_$][\w$]*)*$/.exec(value)?.[0];
  if (member === undefined) return value === "" ? undefined : { text: value.slice(0, 80), isNamed: false };
  const constant = constantOf(member, texts);
  if (constant !== undefined) return { text: constant, isNamed: true };
  const isParameter = /^[a-z_$][\w$]*$/.test(member) && !/^[A-Z_\d]+$/.test(member);
  return isParameter ? undefined : { text: member, isNamed: false };
}

/** The text that a name stands for; undefined when no file says it, or files say different things. */
function constantOf(member: string, texts: readonly string[]): string | undefined {
  const last = member.split(/\.|::/).at(-1) ?? member;
  const pattern = new RegExp(
    `(?<![\\w$])${escaped(last)}(?:\\s*:\\s*[\\w&'.<>]+)?\\s*(?::=|=|:)\\s*["'\`]([^"'\`\\\\\\n$\\s]{1,200})["'\`]`,
    "g",
  );
  const values = new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, value = ""]) => value)));
  return values.size === 1 ? [...values][0] : undefined;
}

type Reading = { readonly code: string; readonly analytics: readonly string[] };

function useOf(asking: Asking, file: CodeFile, reading: Reading): FoundUse {
  const { at, key, name, vendor } = asking;
  const line = lineOf(file.text, at);
  const around = surroundingsOf(reading.code, at);
  const variable = assignedTo(reading.code, around.start);
  const uses = variable === undefined ? [] : usesOf(variable, reading.code, at);
  const isReported =
    isAnalytics(around, reading.analytics) ||
    (uses.length > 0 && uses.every((use) => isAnalytics(surroundingsOf(reading.code, use), reading.analytics)));
  const conditions = [
    { start: around.start, at },
    ...uses.map((use) => ({ start: surroundingsOf(reading.code, use).start, at: use })),
  ];
  return {
    flag: key.text,
    vendor,
    call: name,
    purpose: isReported ? "analytics" : key.isNamed ? "gate" : "unnamed",
    place: { path: file.path, startLine: line, endLine: line },
    covers: conditions.map((condition) => coveredLines(file.text, condition)),
  };
}

/** The innermost call that says what for: a condition decides, a report only tells. */
function isAnalytics({ callees }: Surroundings, analytics: readonly string[]): boolean {
  for (const callee of callees) {
    if (keywords.has(callee)) return false;
    if (analytics.some((name) => callee === name || callee.endsWith(`.${name}`))) return true;
  }
  return false;
}

/** The variable that takes the value of the expression that starts here. */
function assignedTo(code: string, start: number): string | undefined {
  const before = code.slice(Math.max(0, start - 200), start);
  return /(?:^|[\s;{(,])([A-Za-z_$][\w$]*)\s*(?::\s*[\w<>[\]|.]+\s*)?(?::=|(?<![=!<>])=)\s*(?:await\s+|!|\()*$/.exec(
    before,
  )?.[1];
}

/** Where a variable is used after it got its value; a key of an object is no use. */
function usesOf(variable: string, code: string, after: number): readonly number[] {
  const pattern = new RegExp(`(?<![\\w$.])${escaped(variable)}(?![\\w$])`, "g");
  return [...code.slice(after).matchAll(pattern)]
    .map(({ index }) => after + index)
    .slice(0, mostMatches)
    .filter(
      (at) => !(/[{,]\s*$/.test(code.slice(Math.max(0, at - 40), at)) && /^[\w$]+\s*:/.test(code.slice(at, at + 80))),
    );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
