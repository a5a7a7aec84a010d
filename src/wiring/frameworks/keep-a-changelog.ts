import { pageOf } from "../entry-file.ts";
import { planReleaseNotes, releasesOf } from "../release-notes.ts";
import { below, folderOf } from "./folders.ts";
import type { Framework, SiteLocation } from "./framework.ts";

/** Keep a Changelog: the releases of `CHANGELOG.md` are the entries; only the link definitions are derived. */
export const keepAChangelog: Framework = {
  name: "keep-a-changelog",
  detect(paths) {
    const all = paths.filter((path) => /(?:^|\/)CHANGELOG\.md$/.test(path));
    // Of several packages each has its own, and none speaks for the repository.
    if (all.length > 1 && !all.includes("CHANGELOG.md")) return undefined;
    const root = folderOf(all, /^CHANGELOG\.md$/);
    return root === undefined ? undefined : { root, confidence: 0.3 };
  },
  needs: (site) => [pathOf(site)],
  entries(site) {
    const path = pathOf(site);
    const entries = releasesOf(site.texts.get(path) ?? "").map(({ name, date }) => ({
      path,
      stem: name,
      page: `${pageOf(path, site.root)}#${name}`,
      date,
      title: name,
      description: "",
      category: "",
      type: "",
      tags: [],
      body: "",
    }));
    return { entries, findings: [] };
  },
  sites(site) {
    const path = pathOf(site);
    return [{ role: "changelog", path, plan: (text) => planReleaseNotes({ path }, text) }];
  },
  render: () => undefined,
};

function pathOf({ root, config }: SiteLocation): string {
  return below(root, config.index ?? "CHANGELOG.md");
}
