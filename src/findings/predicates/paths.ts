/** The folder of a file with the slash at its end: empty for a file of the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** A path below the claimed one, above it, or the same without what stands before it: a page may leave these out. */
export function isPartOfPath(value: string, claimed: string): boolean {
  const isPath = value.startsWith("/") && value.length > 1;
  if (isPath && (claimed.endsWith(value) || claimed.startsWith(`${value}/`) || value === `/${claimed}`)) return true;
  return /^@?[\w.-]/.test(claimed) && value.startsWith(`${claimed}/`);
}

/** A path of several folders beside a word that is none: no setting takes the one for the other. */
export function isPathAndWord(one: string, other: string): boolean {
  const isPath = (value: string): boolean => /^\/[\w.-]+\/[\w./-]+$/.test(value);
  const isWord = (value: string): boolean => /^[a-z]+$/.test(value);
  return (isPath(one) && isWord(other)) || (isPath(other) && isWord(one));
}

/** What a repository runs its own tools with: `kiln.config.mjs` outside of its source, and tasks of its builds. */
export function isOfOwnTools(path: string): boolean {
  if (/^\.(?:github|circleci)\//.test(path)) return true;
  return /(?:^|\/)[\w.-]+\.config\.[cm]?[jt]s$/.test(path) && !/(?:^|\/)(?:src|lib|app)\//.test(path);
}
