/** An entry's text, for guesses only. */
export type EntryText = { readonly path: string; readonly text: string };

/** A repository that entries name, with how often and where first. */
export type RepositorySuggestion = { readonly repository: string; readonly count: number; readonly firstIn: string };

/** Suggestions shown at most: more would not be read. */
const maxSuggestions = 10;

const shortForm = /(?<![\w./-])([A-Za-z\d][A-Za-z\d-]{0,38}\/[\w.-]{1,100})#\d{1,9}\b/g;
const linkForm =
  /https:\/\/github\.com\/([A-Za-z\d][A-Za-z\d-]{0,38}\/[\w.-]{1,100})\/(?:pull|issues|commit)\/[\da-f]{1,40}\b/g;

/**
 * Repositories that entries refer to as `owner/repo#12` or by link, most named first; the docs repository itself is left
 * out. Empty when entries name none: nothing is invented.
 */
export function suggestRepositories(entries: readonly EntryText[], docs: string | undefined): RepositorySuggestion[] {
  const found = new Map<string, RepositorySuggestion>();
  for (const { path, text } of entries) {
    for (const [, repository = ""] of [...text.matchAll(shortForm), ...text.matchAll(linkForm)]) {
      const key = repository.toLowerCase();
      if (key === docs?.toLowerCase()) continue;
      const known = found.get(key) ?? { repository, count: 0, firstIn: path };
      found.set(key, { ...known, count: known.count + 1 });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.count - a.count || (a.repository < b.repository ? -1 : 1))
    .slice(0, maxSuggestions);
}

/** Folders of changelog entries go by one of these names. */
const entryFolder = /(?:^|\/)(?:changelogs?|release-notes|releases|updates)$/i;
/** A folder name that can stand in a glob as it is. */
const plainPath = /^[\w./-]+$/;

/** Globs of the folders that hold changelog entries directly, sorted; empty when no folder looks like one. */
export function suggestEntries(tree: readonly string[]): string[] {
  const globs = tree.flatMap((path) => {
    const at = path.lastIndexOf("/");
    const folder = path.slice(0, Math.max(at, 0));
    const ending = path.match(/\.mdx?$/)?.[0];
    return ending !== undefined && entryFolder.test(folder) && plainPath.test(folder) ? [`${folder}/*${ending}`] : [];
  });
  return [...new Set(globs)].sort();
}

/** Where each framework keeps its pages; a folder that is not there is not suggested. */
const pageFolders: Readonly<Record<string, readonly string[]>> = {
  docusaurus: ["docs", "blog"],
  starlight: ["src/content/docs"],
  nextra: ["content", "pages"],
  fumadocs: ["content/docs"],
};

/** Globs of a framework's pages; empty when the framework keeps pages anywhere or its folders are missing. */
export function suggestPages(framework: string, tree: readonly string[]): string[] {
  return (pageFolders[framework] ?? [])
    .filter((folder) => tree.some((path) => path.startsWith(`${folder}/`)))
    .flatMap((folder) => [`${folder}/**/*.mdx`, `${folder}/**/*.md`]);
}

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]+/g, " ");

/**
 * Labels of the repository that are ours but for case and punctuation, by meaning: they are used as they are.
 * Empty when there is none.
 */
export function suggestLabels<Meaning extends string>(
  ours: Readonly<Record<Meaning, string>>,
  existing: readonly string[],
): Partial<Record<Meaning, string>> {
  const names: Partial<Record<Meaning, string>> = {};
  for (const meaning of keysOf(ours)) {
    const same = existing.find((name) => plainName(name) === plainName(ours[meaning]));
    if (same !== undefined && same !== ours[meaning]) names[meaning] = same;
  }
  return names;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, string>>): Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}
