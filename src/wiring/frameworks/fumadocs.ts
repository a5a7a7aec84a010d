import { type EntryFile, readEntries, stemOf } from "../entry-file.ts";
import { planOrderFile } from "../order-file.ts";
import { frontmatterText } from "../skeleton.ts";
import { below, entryFolder, firstPresent, folderOf, pagesBelow } from "./folders.ts";
import type { Framework, Site, SiteFiles, SiteLocation } from "./framework.ts";

const habits = ["content/changelog", "content/docs/changelog", "content/blog", "src/content/changelog"];

/** Items of `pages` that stand for the pages not listed: `...`, `z...a`, and extracted folders. */
const rest = /^(?:z?\.\.\.a?|\.\.\.[\w/-]+)$/;

/** Fumadocs: entries are pages of a folder, ordered by `pages` of the folder's `meta.json`. */
export const fumadocs: Framework = {
  name: "fumadocs",
  detect(paths) {
    const root = folderOf(paths, /^source\.config\.[jt]sx?$/);
    return root === undefined ? undefined : { root, confidence: 0.95 };
  },
  needs: (site) => [...entryPaths(site), ...(metaPath(site) ?? [])],
  entries: (site) =>
    readEntries(site.texts, entryPaths(site), {
      root: site.root,
      required: site.config.required ?? ["title", "date"],
      dateInName: "optional",
    }),
  sites: orderSites,
  render(entry, site) {
    const folder = entryFolder(site, habits) ?? "content/changelog";
    return {
      path: below(site.root, `${folder}/${entry.date}-${entry.slug}.mdx`),
      text: frontmatterText(entry, ["title", "description", "date", "tags"]),
    };
  },
};

function entryPaths(site: SiteLocation): string[] {
  const folder = entryFolder(site, habits);
  if (folder === undefined) return [];
  const prefix = below(site.root, folder);
  return pagesBelow(site, folder).filter((path) => !/^index\.mdx?$/.test(path.slice(prefix.length + 1)));
}

function metaPath(site: SiteLocation): [string] | undefined {
  const folder = entryFolder(site, habits);
  const path = folder === undefined ? undefined : firstPresent(site, [`${folder}/meta.json`]);
  return path === undefined ? undefined : [path];
}

/** `meta.json` is a site only where it has a list of pages. */
function orderSites(site: SiteFiles, entries: readonly EntryFile[]): Site[] {
  const [path] = metaPath(site) ?? [];
  const text = path === undefined ? undefined : site.texts.get(path);
  if (path === undefined || text === undefined || !text.includes('"pages"')) return [];
  const stems = new Set(pagesBelow(site, entryFolder(site, habits) ?? "").map(stemOf));
  const file = { path, entries, hasPage: (name: string) => stems.has(name), listKey: "pages", rest };
  return [{ role: "navigation", path, plan: (before) => planOrderFile(file, before) }];
}
