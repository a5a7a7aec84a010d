import { createHash } from "node:crypto";
import { languageOf } from "./languages/registry.ts";

/** The paths of a tree; it remembers which were asked for and are not there: imports that lead nowhere yet. */
export class WatchedPaths extends Set<string> {
  readonly missed = new Set<string>();

  override has(path: string): boolean {
    const isThere = super.has(path);
    if (!isThere) this.missed.add(path);
    return isThere;
  }
}

/**
 * Tells what else a file's facts depend on: the names of the files that its language finds by going through the list of
 * paths. Modules of TypeScript are asked for by name, so only the manifests of packages are listed for them.
 */
export function createSurroundings(paths: Iterable<string>): (path: string) => string {
  const all = [...paths];
  const known = new Map<string, string>();
  return (path) => {
    const isTypeScript = languageOf(path).id === "typescript";
    const ending = isTypeScript ? "/package.json" : path.slice(path.lastIndexOf("."));
    const before = known.get(ending);
    if (before !== undefined) return before;
    const names = all.filter((other) => other.endsWith(ending)).join("\0");
    const digest = createHash("sha256").update(names).digest("hex").slice(0, 16);
    known.set(ending, digest);
    return digest;
  };
}
