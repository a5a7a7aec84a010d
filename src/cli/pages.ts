import { readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import type { Config } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { DocumentSource } from "../types/index.ts";

/** Which files of a folder are pages. */
export type PageGlobs = Pick<Config["documents"], "include" | "exclude">;

const neverEntered = new Set(["node_modules", ".git", "dist", "build", ".next"]);

/**
 * Reads the pages to check: files as named, folders by the configuration's globs, the current folder when nothing is named.
 * Paths come out relative to the current folder, sorted.
 * @throws UsageError for a path that does not exist or is not a page.
 */
export function readPages(paths: readonly string[], documents: PageGlobs): readonly DocumentSource[] {
  const missing = paths.filter((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  if (missing.length > 0) {
    throw new UsageError(
      missing.map((path) => ({
        code: "DV1102",
        message: `Unexpected path "${path}", expected a page or a folder that exists.`,
        fix: "Correct the path.",
      })),
    );
  }
  const found = (paths.length === 0 ? ["."] : paths).flatMap((path) =>
    statSync(path).isDirectory() ? pagesIn(path, documents) : [path],
  );
  const names = [...new Set(found.map((path) => relative(".", resolve(path)).split(sep).join("/")))].sort();
  return names.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function pagesIn(folder: string, documents: PageGlobs): string[] {
  const wanted = picomatch([...documents.include], { ignore: [...documents.exclude], dot: true });
  const found: string[] = [];
  const visit = (current: string): void => {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      const path = join(current, entry.name);
      if (entry.isDirectory() && !neverEntered.has(entry.name)) visit(path);
      else if (entry.isFile() && wanted(nameOf(path, folder))) found.push(path);
    }
  };
  visit(folder);
  return found;
}

/** Globs are those of the repository, so a path is named from the current folder; outside of it from the folder given. */
function nameOf(path: string, folder: string): string {
  const fromHere = relative(".", resolve(path));
  const isInside = !isAbsolute(fromHere) && fromHere.split(sep)[0] !== "..";
  return (isInside ? fromHere : relative(folder, path)).split(sep).join("/");
}
