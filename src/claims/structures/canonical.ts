/** The one text of a JSON value: keys in code-unit order at every level, no blanks. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/**
 * Words to search a block by: `root` is its first key, `anchor` its longest text that is nobody's placeholder. An empty
 * block has neither.
 */
export function wordsOfBlock(value: unknown): { readonly root?: string; readonly anchor?: string } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const [root] = Object.keys(value);
  const [anchor] = textsOf(value)
    .filter((text) => /^[^\s<>{}$]{4,200}$/.test(text))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return { ...(root === undefined ? {} : { root }), ...(anchor === undefined ? {} : { anchor }) };
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);
}
