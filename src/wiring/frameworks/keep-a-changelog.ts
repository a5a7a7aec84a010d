import { pageOf } from "../entry-file.ts";
import { planReleaseNotes, releasesOf } from "../release-notes.ts";
import { below, folderOf } from "./folders.ts";
import type { Framework, SiteLocation } from "./framework.ts";

/** Keep a Changelog: the releases of `CHANGELOG.md` are the entries; only the link definitions are derived. */
export const keepAChangelog: Framework = {
  name: "keep-a-changelog",
  detect(paths) {
    const root = folderOf(paths, /^CHANGELOG\.md$/);
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
