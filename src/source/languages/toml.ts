import { type ConfigEntry, type ConfigNode, deepestLevel, joinKeys } from "./config/tree.ts";
import { createFactList, type Stretch } from "./facts.ts";
import { configSteps } from "./json.ts";
import type { Language } from "./language.ts";
import { lineStartsOf, type SourceText } from "./syntax/node.ts";
import { addComments } from "./yaml.ts";

/** TOML: Cargo.toml, pyproject.toml, settings. */
export const toml: Language = {
  id: "toml",
  files: [".toml"],
  load: async () => {
    const { parse } = await import("smol-toml");
    return (file) => {
      const facts = createFactList(file);
      const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
      addComments(facts, source);
      const table = parsed(parse, file.text);
      if (table !== undefined) {
        const places = placesOf(source);
        const root = nodeOf(table, { path: "", depth: 0, places, source, at: { start: 0, end: 1, source } });
        configSteps.some((step) => step({ file, root, facts }));
      }
      return facts.result();
    };
  },
};

/** The table, or undefined: a file that does not parse as TOML has nothing to say. */
function parsed(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

type Level = {
  readonly path: string;
  readonly depth: number;
  readonly places: ReadonlyMap<string, Stretch[]>;
  readonly source: SourceText;
  /** Shown for values whose own line is not known. */
  readonly at: Stretch;
};

function nodeOf(value: unknown, level: Level): ConfigNode {
  const { at, depth } = level;
  const inner = { ...level, depth: depth + 1 };
  if (depth > deepestLevel) return { is: "scalar", value: null, at };
  if (Array.isArray(value))
    return {
      is: "list",
      items: value.map((item, index) => nodeOf(item, { ...inner, at: placeOf(level, index) ?? at })),
      at,
    };
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(([key, below]): ConfigEntry => {
      const path = joinKeys(level.path, key);
      const place = level.places.get(path)?.find(({ start }) => start >= at.start) ?? level.places.get(path)?.[0] ?? at;
      return { key, at: place, value: nodeOf(below, { ...inner, path, at: place }) };
    });
    return { is: "map", entries, at };
  }
  if (typeof value === "bigint") return { is: "scalar", value: Number(value), at };
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { is: "scalar", value: isPlain ? value : String(value), at };
}

function placeOf({ places, path }: Level, index: number): Stretch | undefined {
  return places.get(path)?.[index];
}

/** Lines of keys and table headers by key path: the parser tells values without places. */
function placesOf(source: SourceText): Map<string, Stretch[]> {
  const places = new Map<string, Stretch[]>();
  let table = "";
  for (const { index, 0: line } of source.text.matchAll(/^.*$/gm)) {
    const at = { start: index, end: index + line.length, source };
    const header = /^\s*\[{1,2}([^[\]]+)\]{1,2}/.exec(line)?.[1];
    const key = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line)?.[1];
    if (header !== undefined) table = plainKey(header);
    const path = header !== undefined ? table : key === undefined ? undefined : joinKeys(table, plainKey(key));
    if (path !== undefined) places.set(path, [...(places.get(path) ?? []), at]);
  }
  return places;
}

function plainKey(key: string): string {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)]
    .map(([, double, single, bare]) => double ?? single ?? bare)
    .join(".");
}
