import { LineCounter, parseAllDocuments, type Document as YamlDocument } from "yaml";
import type { z } from "zod";
import { type Mistake, type MistakePlace, UsageError } from "./errors.ts";

/** YAML files larger than this are refused, in UTF-16 units. */
const maxLength = 256 * 1024;
/** Nesting deeper than this is refused before parsing: Node 20 may abort on a second stack overflow inside the parser. */
const maxDepth = 40;
/** Aliases that a file may use. */
const maxAliases = 20;

/** A YAML file as read: its name is only for messages. */
export type YamlFile = { readonly file: string; readonly text: string };

/** A YAML document with the means to tell where its nodes stand. */
export type YamlTree = { readonly document: YamlDocument.Parsed; readonly lines: LineCounter };

/**
 * Reads a YAML file against a schema; all mistakes at once, each with its line and column.
 * Refuses several documents, duplicate keys, more than 20 aliases, more than 40 levels and more than 256 Ki characters.
 * @throws UsageError
 */
export function readYaml<Schema extends z.ZodType>(source: YamlFile, schema: Schema): z.infer<Schema> {
  const { document, lines } = parseYaml(source);
  const parsed = schema.safeParse(toPlain(source.file, document));
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.flatMap((issue) => issueMistakes(source.file, issue, document, lines)));
}

function toPlain(file: string, document: YamlDocument.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new UsageError([mistake(file, `Unexpected aliases: ${error.message}.`, "Write the values out.")]);
  }
}

/**
 * Parses one YAML document within the limits of {@link readYaml}; keys and scalars keep their places, aliases are not
 * resolved.
 * @throws UsageError
 */
export function parseYaml(source: YamlFile): YamlTree {
  refuseBombs(source);
  const lines = new LineCounter();
  const documents = parseAllDocuments(source.text, {
    lineCounter: lines,
    uniqueKeys: true,
    schema: "core",
    merge: false,
  });
  const document = documents[0];
  if (!Array.isArray(documents) || documents.length > 1 || document === undefined) {
    throw new UsageError([
      mistake(
        source.file,
        "Unexpected number of YAML documents, expected exactly one.",
        "Keep one document in the file.",
      ),
    ]);
  }
  throwOnSyntax(source, document, lines);
  return { document, lines };
}

function refuseBombs(source: YamlFile): void {
  if (source.text.length > maxLength) {
    throw new UsageError([
      mistake(
        source.file,
        `Unexpected size of ${source.text.length} characters, expected at most ${maxLength}.`,
        "Split the file.",
      ),
    ]);
  }
  const deep = tooDeepAt(source.text);
  if (deep !== undefined) {
    throw new UsageError([
      {
        ...mistake(source.file, `Unexpected nesting, expected at most ${maxDepth} levels.`, "Flatten the file."),
        place: { file: source.file, line: deep },
      },
    ]);
  }
}

/** The first line (from 1) nested too deeply, by brackets or by indentation; undefined when there is none. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const [index, line] of text.split("\n").entries()) {
    for (const character of line) {
      if (character === "[" || character === "{") depth += 1;
      else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
      if (depth > maxDepth) return index + 1;
    }
    const indent = line.match(/^[\s-]*/)?.[0].length ?? 0;
    if (indent > maxDepth * 4 && line.trim() !== "") return index + 1;
  }
  return undefined;
}

function throwOnSyntax(source: YamlFile, document: YamlDocument.Parsed, lines: LineCounter): void {
  if (document.errors.length === 0) return;
  throw new UsageError(
    document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      const sentence = error.message.split(" at line ")[0] ?? error.message;
      return {
        ...mistake(source.file, `${sentence}.`, "Correct the YAML."),
        place: { file: source.file, line, column: col },
      };
    }),
  );
}

function issueMistakes(
  file: string,
  issue: z.core.$ZodIssue,
  document: YamlDocument.Parsed,
  lines: LineCounter,
): Mistake[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...mistake(
        file,
        `Unexpected key "${[...path, key].join(".")}", expected one that the schema knows.`,
        "Remove the key or correct its name.",
      ),
      place: placeOf(file, [...path, key], document, lines),
    }));
  }
  const name = path.length === 0 ? "the file" : `"${path.join(".")}"`;
  return [
    {
      ...mistake(file, `Unexpected value of ${name}: ${issue.message}.`, "Correct the value."),
      place: placeOf(file, path, document, lines),
    },
  ];
}

function placeOf(
  file: string,
  path: readonly (string | number)[],
  document: YamlDocument.Parsed,
  lines: LineCounter,
): MistakePlace {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = keyOffset(document, path.slice(0, length));
    if (offset !== undefined) {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col };
    }
  }
  return { file, line: 1, column: 1 };
}

/** Offset of the key at a path (of the item, for a list); undefined when the document does not hold it. */
function keyOffset(document: YamlDocument.Parsed, path: readonly (string | number)[]): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (typeof parent !== "object" || parent === null || !("items" in parent) || !Array.isArray(parent.items))
    return undefined;
  const item: unknown =
    typeof last === "number" ? parent.items[last] : parent.items.find((pair) => pair?.key?.value === last)?.key;
  if (typeof item !== "object" || item === null || !("range" in item) || !Array.isArray(item.range)) return undefined;
  return typeof item.range[0] === "number" ? item.range[0] : undefined;
}

function mistake(file: string, message: string, fix: string): Mistake {
  return { code: "DV1001", message, fix, place: { file } };
}
