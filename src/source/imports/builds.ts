/** Settings of the usual builders beside a manifest. */
export function buildSettings(manifest: string, files: ReadonlyMap<string, unknown>): readonly string[] {
  const folder = manifest.slice(0, -"package.json".length);
  return ["tsup", "tsdown", "build", "rollup", "vite", "rslib"]
    .flatMap((name) => ["ts", "mts", "js", "mjs"].map((ending) => `${folder}${name}.config.${ending}`))
    .filter((path) => files.has(path));
}

/** Sources by the names that settings of a build give to what is built: `"adapters/kiln": "./src/adapters/kiln-adapter/index.ts"`. */
export function entriesIn(texts: readonly string[]): ReadonlyMap<string, string> {
  const entry = /["']?(?<name>[\w./-]+)["']?\s*:\s*["'](?:\.\/)?(?<source>[\w./-]+\.[cm]?[jt]sx?)["']/g;
  return new Map(
    texts
      .flatMap((text) => [...text.matchAll(entry)])
      .map(({ groups }) => [groups?.name ?? "", groups?.source ?? ""] as const),
  );
}
