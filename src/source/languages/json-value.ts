import { type ParseError, parse as parseJson } from "jsonc-parser";

/** Settings and manifests that were parsed, by their text: every import of every file asks for them. */
const parsedJson = new Map<string, unknown>();
const mostParsedJson = 200;

/** What a text of JSON holds, comments and trailing commas aside; as much as could be read of one with mistakes, undefined for none. */
export function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (parsedJson.has(text)) return parsedJson.get(text);
  if (parsedJson.size >= mostParsedJson) parsedJson.clear();
  const errors: ParseError[] = [];
  const value: unknown = parseJson(text, errors, { allowTrailingComma: true });
  parsedJson.set(text, value);
  return value;
}

/** What an object holds under a key; undefined for no object and no such key. */
export function valueAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** The object or list that stands under a key; an empty object for anything else. */
export function objectAt(value: unknown, key: string): object {
  const found = valueAt(value, key);
  return typeof found === "object" && found !== null ? found : {};
}

/** The text that stands under a key; undefined for anything else. */
export function stringAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key);
  return typeof found === "string" ? found : undefined;
}
