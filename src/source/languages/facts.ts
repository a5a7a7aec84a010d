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
  readonly close: (list: NewList) => void;
  /** True when a fact other than a comment rests on text that begins here. */
  readonly restsOn: (start: number) => boolean;
  /** Facts in the order of the file. */
  readonly result: () => FileFacts;
};

/** Lines of a snippet. */
const snippetLines = 12;
/** Longer values are cut: they are texts, not names. */
const longestValue = 2000;

/** Starts the list of one file. */
export function createFactList(file: FileText): FactList {
  const facts = new Map<string, Fact>();
  const lists: ClosedList[] = [];
  const places = new Set<number>();
  return {
    add: (fact) => {
      const value = fact.value.slice(0, longestValue);
      if (value.trim() === "") return;
      const placed: Fact = {
        role: fact.role,
        value,
        scope: present(fact.scope ?? {}),
        ...(fact.default === undefined ? {} : { default: fact.default }),
        ...placeOf(file, fact.at),
        strength: fact.strength ?? file.strength,
        via: [...new Set(fact.via ?? [])],
      };
      places.add(fact.at.start);
      const key = JSON.stringify([placed.role, value, placed.scope, placed.place.startLine]);
      if (!facts.has(key)) facts.set(key, placed);
    },
    close: (list) => {
      const members = [...new Set(list.members)];
      if (members.length > 0)
        lists.push({ role: list.role, scope: present(list.scope), members, ...placeOf(file, list.at) });
    },
    restsOn: (start) => places.has(start),
    result: () => ({ facts: [...facts.values()].sort(byPlace), closedLists: lists }),
  };
}

function byPlace(a: Fact, b: Fact): number {
  const keys = (fact: Fact) => `${fact.role} ${fact.value} ${JSON.stringify(fact.scope)}`;
  return a.place.startLine - b.place.startLine || (keys(a) < keys(b) ? -1 : 1);
}

function placeOf(file: FileText, at: Stretch) {
  const startLine = lineAt(at.source, at.start);
  const endLine = Math.max(startLine, lineAt(at.source, Math.max(at.start, at.end - 1)));
  const last = Math.min(endLine, startLine + snippetLines - 1);
  const from = at.source.lineStarts[startLine - 1] ?? 0;
  const to = at.source.lineStarts[last] ?? file.text.length + 1;
  return {
    place: { path: file.path, startLine, endLine },
    blob: file.blob,
    snippet: file.text.slice(from, to - 1).replace(/\r$/, ""),
  };
}

function present(scope: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(scope)) if (value !== undefined && value !== "") kept[name] = value;
  return kept;
}
