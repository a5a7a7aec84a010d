import { type EntryFile, readEntries, stemOf } from "../entry-file.ts";
import { planOrderFile } from "../order-file.ts";
import { frontmatterText } from "../skeleton.ts";
import { below, entryFolder, firstPresent, folderOf, pagesBelow } from "./folders.ts";
import type { Framework, Site, SiteFiles, SiteLocation } from "./framework.ts";

const habits = [
  "content/changelog",
  "pages/changelog",
  "src/content/changelog",
  "src/pages/changelog",
  "app/changelog",
  "src/app/changelog",
];
const metaNames = ["_meta.json", "_meta.js", "_meta.jsx", "_meta.ts", "_meta.tsx"];

/** Nextra: entries are pages of a folder, ordered by the folder's `_meta` file where it names them. */
export const nextra: Framework = {
  name: "nextra",
  detect(paths) {
    const theme = folderOf(paths, /^theme\.config\.[jt]sx?$/);
    if (theme !== undefined) return { root: theme, confidence: 0.9 };
    const next = folderOf(paths, /^next\.config\.[cm]?[jt]s$/);
    const hasMeta =
      next !== undefined &&
      paths.some((path) => path.startsWith(next) && /\/_meta(?:\.global)?\.[jt]sx?$/.test(`/${path}`));
    return next !== undefined && hasMeta ? { root: next, confidence: 0.7 } : undefined;
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
  return pagesBelow(site, folder).filter((path) => !/^(?:index|page)\.mdx?$/.test(path.slice(prefix.length + 1)));
}

function metaPath(site: SiteLocation): [string] | undefined {
  const folder = entryFolder(site, habits);
  const path =
    folder === undefined
      ? undefined
      : firstPresent(
          site,
          metaNames.map((name) => `${folder}/${name}`),
        );
  return path === undefined ? undefined : [path];
}

/** The `_meta` file is a site only where it names an entry: Nextra lists the pages it does not name by itself. */
function orderSites(site: SiteFiles, entries: readonly EntryFile[]): Site[] {
  const [path] = metaPath(site) ?? [];
  const text = path === undefined ? undefined : site.texts.get(path);
  if (path === undefined || text === undefined || !entries.some(({ stem }) => text.includes(stem))) return [];
  const stems = new Set(pagesBelow(site, entryFolder(site, habits) ?? "").map(stemOf));
  return [
    {
      role: "navigation",
      path,
      plan: (before) => planOrderFile({ path, entries, hasPage: (name) => stems.has(name) }, before),
    },
  ];
}
