import { type EntryFile, readEntries } from "../entry-file.ts";
import { planSidebar } from "../sidebar.ts";
import { frontmatterText } from "../skeleton.ts";
import { below, entryFolder, firstPresent, folderOf, pagesBelow } from "./folders.ts";
import type { Framework, Site, SiteFiles, SiteLocation } from "./framework.ts";

const habits = ["src/content/changelog", "src/content/docs/changelog", "src/content/blog", "src/content/docs/blog"];
const configNames = ["mjs", "js", "ts", "mts", "cjs"].map((extension) => `astro.config.${extension}`);

/** Starlight and other Astro sites: entries are a content collection; the sidebar lists them only where its author wrote them out. */
export const starlight: Framework = {
  name: "starlight",
  detect(paths) {
    const root = folderOf(paths, /^astro\.config\.[cm]?[jt]s$/);
    return root === undefined ? undefined : { root, confidence: 0.8 };
  },
  needs: (site) => [...entryPaths(site), ...(configPath(site) ?? [])],
  entries: (site) =>
    readEntries(site.texts, entryPaths(site), {
      root: site.root,
      required: site.config.required ?? ["title", "date"],
      dateInName: "optional",
    }),
  sites: sidebarSites,
  render(entry, site) {
    const folder = entryFolder(site, habits) ?? "src/content/docs/changelog";
    return {
      path: below(site.root, `${folder}/${entry.date}-${entry.slug}.mdx`),
      text: frontmatterText(entry, ["title", "description", "date", "tags"]),
    };
  },
};

/** Pages of the collection; Astro's loaders leave out names that start with `_`. */
function entryPaths(site: SiteLocation): string[] {
  const folder = entryFolder(site, habits);
  if (folder === undefined) return [];
  const prefix = below(site.root, folder);
  return pagesBelow(site, folder).filter((path) => !/(?:^|\/)(?:index\.mdx?$|_)/.test(path.slice(prefix.length + 1)));
}

function configPath(site: SiteLocation): [string] | undefined {
  const path = firstPresent(site, configNames);
  return path === undefined ? undefined : [path];
}

function sidebarSites(site: SiteFiles, entries: readonly EntryFile[]): Site[] {
  const [path] = configPath(site) ?? [];
  const folder = entryFolder(site, habits);
  if (path === undefined || folder === undefined) return [];
  const route = folder.replace(/^src\/content\/(?:docs\/?)?/, "");
  const sidebar = { path, entries, route };
  return [{ role: "navigation", path, plan: (text) => planSidebar(sidebar, text) }];
}
