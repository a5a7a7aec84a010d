import { type EntryFile, readEntries, stemOf } from "../entry-file.ts";
import { frontmatterText } from "../skeleton.ts";
import type { PagePlan } from "../update-page.ts";
import { below, entryFolder, firstPresent, pagesBelow } from "./folders.ts";
import type { Framework, SiteFiles, SiteLocation } from "./framework.ts";

/** A date of an entry stands within this many characters. */
const maxLook = 2_000;

/** The file that may list the entries, and what is known beside it. */
export type ListingFile = {
  readonly path: string;
  readonly text: string;
  /** Folder of the entries, below the root. */
  readonly folder: string;
  readonly entries: readonly EntryFile[];
  /** True for a name of a page in the folder. */
  readonly hasPage: (name: string) => boolean;
};

/** What differs between frameworks whose entries are the pages of one folder. */
export type PageFolder = Pick<Framework, "name" | "detect"> & {
  /** Folders that usually hold entries, below the root; the first that does is taken. */
  readonly habits: readonly string[];
  /** Where a new entry goes when no folder holds any. */
  readonly home: string;
  /** Pages of the folder that are no entries, by their path below it. */
  readonly others: RegExp;
  /** Files that may list the entries of a folder, below the root; the first that exists is taken. */
  readonly listings: (folder: string) => readonly string[];
  /** How the file is planned; undefined when it does not list entries. */
  readonly listing: (file: ListingFile) => ((text: string) => PagePlan) | undefined;
};

/** A framework whose entries are the pages of one folder, listed in one file or by the framework itself. */
export function pageFolder({ name, detect, habits, home, others, listings, listing }: PageFolder): Framework {
  const pagesOf = (site: SiteLocation, folder: string): string[] => {
    const prefix = below(site.root, folder);
    return pagesBelow(site, folder).filter((path) => !others.test(path.slice(prefix.length + 1)));
  };
  const folderOf = (site: SiteFiles): string | undefined =>
    entryFolder(site, habits) ?? habits.find((folder) => areMostDated(pagesOf(site, folder), site.texts));
  const entryPaths = (site: SiteFiles): string[] => {
    const folder = folderOf(site);
    return folder === undefined ? [] : pagesOf(site, folder);
  };
  /** Pages that may turn out to be entries once they are read. */
  const candidates = (site: SiteFiles): string[] =>
    entryFolder(site, habits) === undefined ? habits.flatMap((folder) => pagesOf(site, folder)) : entryPaths(site);
  const listingPath = (site: SiteFiles): string | undefined => {
    const folder = folderOf(site);
    return folder === undefined ? undefined : firstPresent(site, listings(folder));
  };
  return {
    name,
    detect,
    needs: (site) => [...candidates(site), ...[listingPath(site)].filter((path) => path !== undefined)],
    entries: (site) =>
      readEntries(site.texts, entryPaths(site), {
        root: site.root,
        required: site.config.required ?? ["title", "date"],
        dateInName: "optional",
      }),
    sites(site, entries) {
      const path = listingPath(site);
      const folder = folderOf(site);
      const text = path === undefined ? undefined : site.texts.get(path);
      if (path === undefined || folder === undefined || text === undefined) return [];
      const stems = new Set(pagesBelow(site, folder).map(stemOf));
      const plan = listing({ path, text, folder, entries, hasPage: (stem) => stems.has(stem) });
      return plan === undefined ? [] : [{ role: "navigation", path, plan }];
    },
    render: (entry, site) => ({
      path: below(site.root, `${folderOf(site) ?? home}/${entry.date}-${entry.slug}.mdx`),
      text: frontmatterText(entry, ["title", "description", "date", "tags"]),
    }),
  };
}

/** True when more than half of some pages state a date in their frontmatter. */
function areMostDated(paths: readonly string[], texts: ReadonlyMap<string, string>): boolean {
  const dated = paths.filter((path) => /^date:[ \t]*\S/m.test((texts.get(path) ?? "").slice(0, maxLook)));
  return dated.length * 2 > paths.length;
}
