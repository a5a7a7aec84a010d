import type { ClosedList, Fact, FactRole, Strength } from "../../types/index.ts";
import type { FileFacts, FileText } from "./language.ts";

/** A fact before its place is worked out; offsets are UTF-16 units, `end` exclusive. */
export type Found = {
  readonly role: FactRole;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Names without a value are left out. */
  readonly scope?: Readonly<Record<string, string | undefined>>;
  readonly default?: string | undefined;
  readonly via?: readonly string[];
  /** Absent means what the file's place makes of it. */
  readonly strength?: Strength;
};

/** A completely read list before its place is worked out. */
export type FoundList = Pick<ClosedList, "role" | "members"> & Pick<Found, "scope" | "start" | "end">;

/** The facts of one file while they are gathered. */
export type FactList = {
  /** Passes over empty values and repetitions on the same line. */
  readonly add: (found: Found) => void;
  readonly close: (found: FoundList) => void;
  /** Facts in the order of the file. */
  readonly result: () => FileFacts;
};

/** Lines of a snippet. */
const snippetLines = 12;
/** Longer values are cut, in characters. */
const longestValue = 2000;

/** Starts the list of one file. */
export function createFactList(file: FileText): FactList {
  const facts = new Map<string, Fact>();
  const lists: ClosedList[] = [];
  const place = placer(file);
  return {
    add: (found) => {
      const value = found.value.slice(0, longestValue);
      if (value.trim() === "") return;
      const fact: Fact = {
        role: found.role,
        value,
        scope: present(found.scope ?? {}),
        ...(found.default === undefined ? {} : { default: found.default }),
        ...place(found),
        strength: found.strength ?? file.strength,
        via: [...new Set(found.via ?? [])],
      };
      const key = JSON.stringify([fact.role, value, fact.scope, fact.place.startLine]);
      if (!facts.has(key)) facts.set(key, fact);
    },
    close: ({ role, scope, members, start, end }) => {
      lists.push({ role, scope: present(scope ?? {}), members: [...new Set(members)], ...place({ start, end }) });
    },
    result: () => ({ facts: [...facts.values()].sort(byPlace), closedLists: lists }),
  };
}

function byPlace(a: Fact, b: Fact): number {
  return a.place.startLine - b.place.startLine || a.place.endLine - b.place.endLine;
}

/** Works out lines and snippets of one file. */
function placer(file: FileText): (at: { start: number; end: number }) => Pick<Fact, "place" | "blob" | "snippet"> {
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return ({ start, end }) => {
    const startLine = lineAt(start);
    const endLine = Math.max(startLine, lineAt(Math.max(start, end - 1)));
    const last = Math.min(endLine, startLine + snippetLines - 1);
    const text = file.text.slice(starts[startLine - 1] ?? 0, (starts[last] ?? file.text.length + 1) - 1);
    return {
      place: { path: file.path, startLine, endLine },
      blob: file.blob,
      snippet: text.replaceAll("\r", ""),
    };
  };
}

function present(scope: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(scope)) if (value !== undefined && value !== "") kept[name] = value;
  return kept;
}
