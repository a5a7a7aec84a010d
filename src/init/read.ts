import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EntryText } from "./suggest.ts";

/** Paths listed at most: enough for any docs repository, and a stop for anything else. */
const maxPaths = 50_000;
/** Entries read at most, newest names first, and bytes of each. */
const maxEntries = 200;
const maxEntryBytes = 256 * 1024;
/** Folders that hold no pages of the user. */
const skippedFolders = new Set([".git", "node_modules", "dist", "build", ".next", ".docusaurus", ".astro"]);

/** Paths of the plain files below a folder with `/`, sorted, at most 50,000; links are not followed. */
export function readTree(folder: string): string[] {
  const paths: string[] = [];
  const waiting = [""];
  for (let at = waiting.shift(); at !== undefined && paths.length < maxPaths; at = waiting.shift()) {
    for (const entry of entriesOf(join(folder, at))) {
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) waiting.push(path);
      else if (entry.isFile()) paths.push(path);
    }
  }
  return paths.slice(0, maxPaths).sort();
}

/** What a folder holds; nothing when it may not be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Texts of what looks like changelog entries, at most 200 of 256 KiB; files that may not be read are left out. */
export function readEntries(folder: string, tree: readonly string[]): EntryText[] {
  const paths = tree.filter((path) => /\.mdx?$/.test(path) && /changelog|release|updates/i.test(path));
  return paths
    .reverse()
    .slice(0, maxEntries)
    .flatMap((path) => {
      try {
        const file = join(folder, path);
        return statSync(file).size > maxEntryBytes ? [] : [{ path, text: readFileSync(file, "utf8") }];
      } catch {
        return [];
      }
    });
}
