/** Files that tell which docs framework a repository uses, first match wins. */
const marks: readonly (readonly [framework: string, file: RegExp])[] = [
  ["mintlify", /(?:^|\/)(?:docs|mint)\.json$/],
  ["docusaurus", /(?:^|\/)docusaurus\.config\.[cm]?[jt]s$/],
  ["fumadocs", /(?:^|\/)(?:source\.config\.ts|\.source\/index\.ts)$/],
  ["starlight", /(?:^|\/)src\/content\/docs\/.+\.mdx?$/],
  ["nextra", /(?:^|\/)(?:theme\.config\.[jt]sx|_meta\.(?:json|[jt]sx?))$/],
  ["changesets", /(?:^|\/)\.changeset\/config\.json$/],
  ["keep-a-changelog", /^CHANGELOG\.mdx?$/i],
];

/** Name of the docs framework that the files of a repository show; `unknown` when none does. */
export function detectFramework(paths: readonly string[]): string {
  return marks.find(([, file]) => paths.some((path) => file.test(path)))?.[0] ?? "unknown";
}
