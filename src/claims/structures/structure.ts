import type { Span } from "../../place.ts";

/** A part of a structured fragment that a rule can name, with what its surroundings say. */
export type Part = {
  /** Where it stands in the fragment's text, without quotes. */
  readonly span: Span;
  /** Set where the part stands for another text than it is written as: the canonical text of a block. */
  readonly text?: string;
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** A key and its value in a structured fragment, or a named thing in a command or message. */
export type Entry = {
  /** Keys from the root; for commands and messages one word: `header`, `url`, `flag` … */
  readonly path: readonly string[];
  readonly key?: Span;
  readonly value?: Span;
  readonly text?: string;
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** Reads the entries of a text; an empty list for a text that is not of this structure. */
export type Structure = (text: string) => readonly Entry[];

/** An entry of a text that begins `by` characters behind the start of the one around it. */
export function movedBy({ key, value, ...entry }: Entry, by: number): Entry {
  const moved = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...entry,
    ...(key === undefined ? {} : { key: moved(key) }),
    ...(value === undefined ? {} : { value: moved(value) }),
  };
}

/** A path of keys, compiled once per rule: `*` is one key or a part of one, `**` any number of keys. */
export type KeyPath = readonly string[];

/** Splits a written path such as `**.headers.*` or `**.*url`; `.` is the root. */
export function parseKeyPath(written: string): KeyPath {
  return written === "." ? [] : written.toLowerCase().split(".");
}

/** True when a path of keys fits a pattern of keys, in any letter case. */
export function fitsKeyPath(pattern: KeyPath, path: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return path.length === 0;
  if (head === "**") {
    return fitsKeyPath(rest, path) || (path.length > 0 && fitsKeyPath(pattern, path.slice(1)));
  }
  const [first, ...others] = path;
  return first !== undefined && fitsKey(head, first.toLowerCase()) && fitsKeyPath(rest, others);
}

function fitsKey(pattern: string, key: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === key;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return key.length >= start.length + end.length && key.startsWith(start) && key.endsWith(end);
}

/** The host of an absolute URL; undefined for anything else. */
export function hostOf(url: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/(?:[^/@\s]*@)?(?<host>[^/:?#\s]+)/i.exec(url)?.groups?.host;
}
