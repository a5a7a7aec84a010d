import type { ClosedList, Fact, FactRole, Strength } from "../../types/index.ts";
import type { FileFacts, FileText } from "./language.ts";
import { lineAt, type SourceText } from "./syntax/node.ts";

/** A stretch of the file that a fact rests on; offsets, `end` exclusive. */
export type Stretch = { readonly start: number; readonly end: number; readonly source: SourceText };

/** What is known of a fact before its place is worked out. */
export type NewFact = {
  readonly role: FactRole;
  readonly value: string;
  readonly at: Stretch;
  /** Entries without a value are left out. */
  readonly scope?: Readonly<Record<string, string | undefined>>;
  readonly default?: string | undefined;
  readonly via?: readonly string[];
  /** Where the value itself is written, when `at` is more than that. */
  readonly text?: Stretch;
  /** Absent means the strength of the file. */
  readonly strength?: Strength;
};

/** A list that was read completely, before its place is worked out. */
export type NewList = {
  readonly role: FactRole;
  readonly scope: Readonly<Record<string, string | undefined>>;
  readonly members: readonly string[];
  readonly at: Stretch;
};

/** The facts of one file while they are gathered. */
export type FactList = {
  /** Empty values and repetitions on the same line are passed over. */
  readonly add: (fact: NewFact) => void;
  /** Lists of the same thing are joined: a name is missing only when none of them holds it. */
  readonly close: (list: NewList) => void;
  /** True when a fact says what the text that stands here is. */
  readonly explains: (at: Stretch, value: string) => boolean;
  /** Facts in the order of the file. */
  readonly result: () => FileFacts;
};

/** Lines of a snippet. */
const snippetLines = 12;
/** Longer values are cut: they are texts, not names. */
const longestValue = 2000;

/** Starts the list of one file; what stands in one of the tests counts as a test. */
export function createFactList(file: FileText, tests: readonly Stretch[] = []): FactList {
  const facts: Fact[] = [];
  const byLine = new Map<number, Map<string, Fact[]>>();
  const lists = new Map<string, ClosedList>();
  const explained = createExplained();
  const parts = createSharedParts(file);
  const inTest = (at: Stretch) =>
    tests.some(({ start, end, source }) => source === at.source && start <= at.start && at.end <= end);
  return {
    add: (fact) => {
      const value = fact.value.slice(0, longestValue);
      if (value.trim() === "") return;
      if (fact.role !== "called") explained.add(fact.text ?? fact.at, value);
      const { place, blob, snippet } = parts.placeOf(fact.at);
      const placed: Fact = {
        role: fact.role,
        value,
        scope: parts.scopeOf(fact.scope),
        ...(fact.default === undefined ? {} : { default: fact.default }),
        place,
        blob,
        snippet,
        strength: fact.strength ?? (inTest(fact.at) && file.strength === "code" ? "test" : file.strength),
        via: fact.via === undefined || fact.via.length === 0 ? noWay : [...new Set(fact.via)],
      };
      const onLine = shared(byLine, place.startLine, () => new Map<string, Fact[]>());
      const there = shared(onLine, value, () => []);
      if (there.some(({ role, scope }) => role === placed.role && scope === placed.scope)) return;
      there.push(placed);
      facts.push(placed);
    },
    close: (list) => {
      if (list.members.length === 0 || inTest(list.at)) return;
      const scope = parts.scopeOf(list.scope);
      const key = JSON.stringify([list.role, scope]);
      const known = lists.get(key);
      const members = [...new Set([...(known?.members ?? []), ...list.members])];
      lists.set(key, { ...(known ?? { role: list.role, scope, ...parts.placeOf(list.at) }), members });
    },
    explains: explained.has,
    result: () => ({ facts: inOrder(facts), closedLists: [...lists.values()] }),
  };
}

/** What texts were said to be: by where they begin, and by the line that they stand on. */
function createExplained() {
  const starts = new Set<number>();
  const byLine = new Map<number, Set<string>>();
  return {
    add: ({ source, start }: Stretch, value: string): void => {
      starts.add(start);
      shared(byLine, lineAt(source, start), () => new Set()).add(value);
    },
    has: ({ source, start }: Stretch, value: string): boolean =>
      starts.has(start) || byLine.get(lineAt(source, start))?.has(value) === true,
  };
}

/** By line, then by what they say: observers report in an order that is nobody's business. */
function inOrder(facts: readonly Fact[]): readonly Fact[] {
  const said = new Map<Fact, string>();
  const sayingOf = (fact: Fact): string => {
    const saying = said.get(fact) ?? `${fact.role} ${fact.value} ${JSON.stringify(fact.scope)}`;
    said.set(fact, saying);
    return saying;
  };
  return facts.toSorted((a, b) => a.place.startLine - b.place.startLine || (sayingOf(a) < sayingOf(b) ? -1 : 1));
}

const noWay: readonly string[] = [];

/** Places and scopes of one file: most of its facts have a line or a function in common with others, and keep one copy. */
function createSharedParts(file: FileText) {
  const places = new Map<string, Pick<Fact, "place" | "blob" | "snippet">>();
  const scopes = new Map<string, Readonly<Record<string, string>>>();
  const scopesAsWritten = new Map<string, Readonly<Record<string, string>>>();
  return {
    placeOf: ({ source, start, end }: Stretch) => {
      const startLine = lineAt(source, start);
      const endLine = Math.max(startLine, lineAt(source, Math.max(start, end - 1)));
      const from = source.lineStarts[startLine - 1] ?? 0;
      const to = source.lineStarts[Math.min(endLine, startLine + snippetLines - 1)] ?? file.text.length + 1;
      return shared(places, `${startLine} ${endLine} ${from}`, () => ({
        place: { path: file.path, startLine, endLine },
        blob: file.blob,
        snippet: file.text.slice(from, to - 1).replace(/\r$/, ""),
      }));
    },
    /** One object for all scopes that say the same: they are told apart by identity. */
    scopeOf: (scope: NewFact["scope"] = {}) =>
      shared(scopesAsWritten, textOf(scope), () => {
        const kept = present(scope);
        return shared(scopes, textOf(kept), () => kept);
      }),
  };
}

function textOf(scope: Readonly<Record<string, string | undefined>>): string {
  let text = "";
  for (const name in scope) if (scope[name]) text += `${name}\0${scope[name]}\0`;
  return text;
}

function shared<Key, Part>(parts: Map<Key, Part>, key: Key, make: () => Part): Part {
  const known = parts.get(key);
  if (known !== undefined) return known;
  const part = make();
  parts.set(key, part);
  return part;
}

function present(scope: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  const entries = Object.entries(scope);
  if (entries.length > 1) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of entries) if (value !== undefined && value !== "") kept[name] = value;
  return kept;
}
