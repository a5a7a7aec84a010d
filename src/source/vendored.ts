import type { Progress, Search } from "./search.ts";
import { standingOf } from "./strength.ts";
import type { SkippedFile, SourceTree } from "./tree.ts";

/** Copies of other products that are looked through for one tree. */
const mostVendored = 400;

/**
 * Where the copies of other products in a tree hold the very name that a query asks for, by the query's id: such a name may
 * be theirs, and is no slip of the pen. Only names of several words are looked for, and only in code.
 */
export async function lookVendored(
  { tree, session }: Search,
  unmatched: readonly Progress[],
): Promise<ReadonlyMap<string, SkippedFile>> {
  const asked = new Map(
    unmatched.filter(isTelling).map(({ query }) => [query.id, query.value.replace(/^-+/, "").toLowerCase()]),
  );
  if (asked.size === 0 || !hasVendored(tree)) return new Map();
  const { paths } = await tree.search([...new Set(asked.values())]);
  const held = new Map<string, SkippedFile>();
  await session.scan(paths.filter(isVendored).slice(0, mostVendored), (path, text) => {
    for (const [id, name] of asked)
      if (!held.has(id) && text.includes(name)) held.set(id, { path, reason: "vendored" });
  });
  return held;
}

function isTelling({ query: { kind, value } }: Progress): boolean {
  return /^(?:cli-flag|config-key|sdk-symbol)$/.test(kind) && /[a-z\d][_.A-Z-]+\w/.test(value);
}

function hasVendored({ files }: SourceTree): boolean {
  for (const path of files.keys()) if (isVendored(path)) return true;
  return false;
}

function isVendored(path: string): boolean {
  return standingOf(path).reason === "vendored" && /\.(?:[cm]?[jt]sx?|cs|go|java|php|py|rb|rs)$/.test(path);
}
