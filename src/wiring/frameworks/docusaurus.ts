import { type EntryFile, readEntries } from "../entry-file.ts";
import { planReleaseNotes } from "../release-notes.ts";
import { planSidebar } from "../sidebar.ts";
import { frontmatterText } from "../skeleton.ts";
import { below, entryFolder, firstPresent, folderOf, pagesBelow } from "./folders.ts";
import type { Framework, Site, SiteFiles, SiteLocation } from "./framework.ts";

const habits = ["changelog", "release-notes", "releases", "blog", "docs/changelog", "docs/release-notes"];
const configNames = ["js", "ts", "mjs", "cjs", "mts"].map((extension) => `docusaurus.config.${extension}`);
const sidebarNames = ["js", "ts", "json", "mjs", "cjs"].map((extension) => `sidebars.${extension}`);

/** Docusaurus: entries are posts of the blog plugin (its own lists are generated), pages of the docs that the sidebar names, or a `CHANGELOG.md` that a plugin reads. */
export const docusaurus: Framework = {
  name: "docusaurus",
  detect(paths) {
    const root = folderOf(paths, /^docusaurus\.config\.[cm]?[jt]s$/);
    return root === undefined ? undefined : { root, confidence: 0.95 };
  },
  needs: (site) => [
    ...entryPaths(site),
    ...[...configNames, ...sidebarNames].map((name) => below(site.root, name)),
    ...changelogFiles(site),
  ],
  // A post's date is that of its name, unless its frontmatter states one.
  entries: (site) =>
    readEntries(site.texts, entryPaths(site), {
      root: site.root,
      required: site.config.required ?? ["date"],
      dateInName: "optional",
    }),
  sites(site, entries) {
    return [...sidebarSites(site, entries), ...changelogSites(site)];
  },
  render(entry, site) {
    const folder = postFolder(site) ?? "changelog";
    return {
      path: below(site.root, `${folder}/${entry.date}-${entry.slug}.mdx`),
      text: frontmatterText(entry, ["title", "description", "date", "tags"]),
    };
  },
};

/** A folder that the configuration hands to a plugin and that is called after a changelog; else the habitual one. */
function postFolder(site: SiteFiles): string | undefined {
  const config = site.texts.get(firstPresent(site, configNames) ?? "") ?? "";
  const named = [...config.matchAll(/\bpath:\s*["'](?:\.\/)?([\w./-]{1,100})["']/g)].map((match) => match[1] ?? "");
  const habit = named.find((folder) => isChangelog(folder) && pagesBelow(site, folder).length > 0);
  return site.config.entries === undefined && habit !== undefined ? habit : entryFolder(site, habits);
}

function isChangelog(folder: string): boolean {
  return /(?:change-?_?logs?|release[-_]?notes|releases|updates|whats-new)\/?$/i.test(folder) && !folder.includes("..");
}

/** Posts: files and `index` files of folders with a date in their path; names that start with `_` are left out. */
function entryPaths(site: SiteFiles): string[] {
  const folder = postFolder(site);
  if (folder === undefined) return [];
  const prefix = below(site.root, folder);
  return pagesBelow(site, folder).filter((path) => {
    const name = path.slice(prefix.length + 1);
    const isPost = !name.includes("/") || /^[^/]+\/index\.mdx?$/.test(name);
    return isPost && !/(?:^|\/)_/.test(name) && !/^(?:index|README)\.mdx?$/.test(name);
  });
}

function sidebarSites(site: SiteFiles, entries: readonly EntryFile[]): Site[] {
  const path = firstPresent(site, sidebarNames);
  const folder = postFolder(site);
  if (path === undefined || folder === undefined || !folder.startsWith("docs/")) return [];
  const sidebar = { path, entries, route: folder.slice("docs/".length) };
  return [{ role: "navigation", path, plan: (text) => planSidebar(sidebar, text) }];
}

/** Change logs that the configuration names: a plugin makes posts of their sections. */
function changelogFiles(site: SiteLocation): string[] {
  return [below(site.root, "CHANGELOG.md"), "CHANGELOG.md"];
}

function changelogSites(site: SiteFiles): Site[] {
  const config = firstPresent(site, configNames);
  const names = config === undefined ? false : /CHANGELOG|plugins?\/changelog/i.test(site.texts.get(config) ?? "");
  const path = changelogFiles(site).find((candidate) => site.texts.has(candidate));
  return names && path !== undefined
    ? [{ role: "changelog", path, plan: (text) => planReleaseNotes({ path }, text) }]
    : [];
}
