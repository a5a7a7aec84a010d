import { stemOf } from "../entry-file.ts";
import type { SiteLocation } from "./framework.ts";

const pageName = /\.mdx?$/;

/** Folder of the shallowest file of some names; undefined when there is none. */
export function folderOf(paths: readonly string[], name: RegExp): string | undefined {
  let found: string | undefined;
  for (const path of paths) {
    const slash = path.lastIndexOf("/");
    if (!name.test(path.slice(slash + 1))) continue;
    const dir = path.slice(0, Math.max(0, slash));
    if (found === undefined || depth(dir) < depth(found)) found = dir;
  }
  return found;
}

/** A path below the site's root as a path of the repository. */
export function below(root: string, path: string): string {
  return [root, path].filter((part) => part !== "").join("/");
}

/** The folder of entries below the root: the configured one, else the first habitual one that holds pages, else where most dated pages are. */
export function entryFolder(site: SiteLocation, habits: readonly string[]): string | undefined {
  if (site.config.entries !== undefined) return site.config.entries.replace(/\/$/, "");
  const counts = new Map<string, number>();
  for (const path of pagesBelow(site, "")) {
    if (!/^\d{4}-\d{2}-\d{2}/.test(stemOf(path))) continue;
    const isFolderPage = /\/(?:index|page)\.[a-z]+$/.test(path);
    const page = isFolderPage ? path.slice(0, path.lastIndexOf("/")) : path;
    const folder = page.slice(0, Math.max(0, page.lastIndexOf("/")));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const habit = habits.find((folder) => counts.has(below(site.root, folder)));
  if (habit !== undefined) return habit;
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || depth(a[0]) - depth(b[0]) || (a[0] < b[0] ? -1 : 1));
  return most === undefined ? undefined : site.root === "" ? most[0] : most[0].slice(site.root.length + 1);
}

/** Pages (`.md`, `.mdx`) in a folder below the root, in order. */
export function pagesBelow({ paths, root }: SiteLocation, folder: string): string[] {
  const prefix = below(root, folder);
  return paths.filter((path) => pageName.test(path) && (prefix === "" || path.startsWith(`${prefix}/`))).sort();
}

/** The first of some paths below the root that exists, as a path of the repository; undefined when none does. */
export function firstPresent(site: SiteLocation, candidates: readonly string[]): string | undefined {
  const present = new Set(site.paths);
  return candidates.map((path) => below(site.root, path)).find((path) => present.has(path));
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}
