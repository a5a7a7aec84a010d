import { type EntryFile, pageOf, readEntries } from "../entry-file.ts";
import { listsEntries, type NavigationFile, planNavigation } from "../navigation.ts";
import { listedPages, navigationFiles, planUnchangedNavigation } from "../navigation-files.ts";
import { frontmatterText } from "../skeleton.ts";
import { planUpdateList, updateEntries } from "../update-list.ts";
import { indexEntries } from "../update-match.ts";
import { planUpdatePage } from "../update-page.ts";
import { below, entryFolder, firstPresent, folderOf, pagesBelow } from "./folders.ts";
import type { Framework, Site, SiteFiles, SiteLocation } from "./framework.ts";

/** Pages that are a changelog of hand-written updates, by name. */
const changelogPage =
  /(?:^|\/)(?:changelog|release-notes|releases|updates|product-updates|whats-new)(?:\/(?:index|home))?\.mdx$/;

/** Mintlify: entries in `changelog/`, navigation in `docs.json` or `mint.json`, updates on the index and on product pages. */
export const mintlify: Framework = {
  name: "mintlify",
  detect(paths) {
    const root = folderOf(paths, /^docs\.json$/) ?? folderOf(paths, /^mint\.json$/);
    return root === undefined ? undefined : { root, confidence: 0.9 };
  },
  needs(site) {
    const folder = entryFolder(site, ["changelog"]);
    const entries = folder === undefined ? [] : pagesBelow(site, folder);
    const configured = Object.values(site.config.categories).flatMap((page) =>
      page === null ? [] : [below(site.root, page)],
    );
    return [
      ...navigationPaths(site),
      ...entries,
      ...(indexPath(site, folder) ?? []),
      ...pagesBelow(site, "").filter((path) => changelogPage.test(path)),
      ...configured,
    ];
  },
  entries(site) {
    const folder = entryFolder(site, ["changelog"]);
    return folder === undefined
      ? { entries: listPaths(site).flatMap((path) => updateEntries(path, site.texts.get(path) ?? "")), findings: [] }
      : readEntries(site.texts, entryPaths(site, folder), rulesOf(site));
  },
  sites(site, entries) {
    const folder = entryFolder(site, ["changelog"]);
    return folder === undefined ? listSites(site) : fileSites(site, { entries, folder });
  },
  render(entry, site) {
    const folder = entryFolder(site, ["changelog"]) ?? "changelog";
    return {
      path: below(site.root, `${folder}/${entry.date}-${entry.slug}.mdx`),
      text: frontmatterText(entry, ["title", "description", "date", "category"]),
    };
  },
};

/** `docs.json` or `mint.json`, and the files it takes in. */
function navigationPaths(site: SiteFiles): readonly string[] {
  const top = firstPresent(site, ["docs.json", "mint.json"]);
  return top === undefined ? [] : navigationFiles(top, site.texts, new Set(site.paths));
}

function indexPath(site: SiteLocation, folder: string | undefined): [string] | undefined {
  if (site.config.index !== undefined) return [below(site.root, site.config.index)];
  const path =
    folder === undefined
      ? undefined
      : firstPresent(site, [`${folder}/index.mdx`, `${folder}.mdx`, `${folder}/overview.mdx`]);
  return path === undefined ? undefined : [path];
}

/** Entry files: the pages of the folder that are neither its index nor undated helpers in a folder of dated pages. */
function entryPaths(site: SiteLocation, folder: string): string[] {
  const index = indexPath(site, folder)?.[0];
  return pagesBelow(site, folder).filter((path) => path !== index && !/\/(?:index|overview)\.mdx?$/.test(path));
}

function rulesOf({ root, config }: SiteLocation): Parameters<typeof readEntries>[2] {
  const category = Object.keys(config.categories).length > 0 ? ["category"] : [];
  return { root, required: config.required ?? ["title", "date", ...category], dateInName: "required" };
}

type FileSite = { readonly entries: readonly EntryFile[]; readonly folder: string };

function fileSites(site: SiteFiles, { entries, folder }: FileSite): Site[] {
  const pages = new Set(pagesBelow(site, "").map((path) => pageOf(path, site.root)));
  const index = indexEntries(entries, folder, pages);
  const [indexPage] = indexPath(site, folder) ?? [];
  const example = indexPage === undefined ? undefined : site.texts.get(indexPage);
  const update = site.config.update;
  const habit = ["year", "month"] as const;
  return [
    ...navigationSites(site, { path: "", entries, index, tab: site.config.tab }),
    ...(indexPage === undefined
      ? []
      : [
          {
            role: "index",
            path: indexPage,
            plan: (text: string) =>
              planUpdatePage({ path: indexPage, site: "index", entries, index, habit, config: update }, text),
          } as const,
        ]),
    ...productPages(site, entries).map(({ path, categories }): Site => {
      const own = entries.filter(({ category }) => categories.has(category));
      const shared = { path, site: "product", entries: own, index, habit, config: update } as const;
      const page = example === undefined ? shared : { ...shared, example };
      return { role: "product", path, plan: (text) => planUpdatePage(page, text) };
    }),
  ];
}

/** The files of the navigation that list entries; its first file when none does. */
function navigationSites(site: SiteFiles, file: NavigationFile): Site[] {
  const paths = navigationPaths(site);
  const listing =
    paths.length < 2 ? paths : paths.filter((path) => listsEntries(site.texts.get(path) ?? "", file.index));
  return (listing.length > 0 ? listing : paths.slice(0, 1)).map((path) => ({
    role: "navigation",
    path,
    plan: (text) => planNavigation({ ...file, path }, text),
  }));
}

/** Product pages with the categories they show: configured, else `<category>/changelog.mdx` where it shows updates. */
function productPages(site: SiteFiles, entries: readonly EntryFile[]): { path: string; categories: Set<string> }[] {
  const configured = Object.entries(site.config.categories);
  const pairs =
    configured.length > 0
      ? configured.flatMap(([category, page]) => (page === null ? [] : [{ category, path: below(site.root, page) }]))
      : [...new Set(entries.map(({ category }) => category))]
          .filter((category) => category !== "")
          .flatMap((category) => {
            const path = firstPresent(site, [`${folderName(category)}/changelog.mdx`]);
            return path !== undefined && site.texts.get(path)?.includes("<Update") ? [{ category, path }] : [];
          });
  const byPath = new Map<string, Set<string>>();
  for (const { category, path } of pairs) byPath.set(path, (byPath.get(path) ?? new Set()).add(category));
  return [...byPath].map(([path, categories]) => ({ path, categories })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Sites whose entries are the updates of a page themselves; the navigation is only read. */
function listSites(site: SiteFiles): Site[] {
  const navigation = navigationPaths(site);
  const lists = navigation.map((path) => listedPages(site.texts.get(path) ?? ""));
  const isListed = (page: string): boolean =>
    lists.some((list) => list === undefined || list.has(page) || list.has(`${page}/index`));
  const pages = listPaths(site).map((path): Site => {
    const list = { path, isListed: isListed(pageOf(path, site.root)), navigation: navigation[0] ?? "docs.json" };
    return { role: "index", path, plan: (text) => planUpdateList(list, text) };
  });
  const files = navigation.map((path): Site => {
    return { role: "navigation", path, plan: (text) => planUnchangedNavigation(path, text) };
  });
  return [...files, ...pages];
}

/** Pages of hand-written updates. */
function listPaths(site: SiteFiles): string[] {
  return pagesBelow(site, "").filter(
    (path) => changelogPage.test(path) && /^[ \t]*<Update[\s>]/m.test(site.texts.get(path) ?? ""),
  );
}

function folderName(category: string): string {
  return category
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
