import { planSidebar } from "../sidebar.ts";
import { folderOf } from "./folders.ts";
import { pageFolder } from "./page-folder.ts";

const configNames = ["mjs", "js", "ts", "mts", "cjs"].map((extension) => `astro.config.${extension}`);

/** Starlight and other Astro sites: entries are a content collection; the sidebar lists them only where its author wrote them out. */
export const starlight = pageFolder({
  name: "starlight",
  detect(paths) {
    const root = folderOf(paths, /^astro\.config\.[cm]?[jt]s$/);
    return root === undefined ? undefined : { root, confidence: 0.8 };
  },
  habits: ["src/content/changelog", "src/content/docs/changelog", "src/content/blog", "src/content/docs/blog"],
  home: "src/content/docs/changelog",
  // Astro's loaders leave out names that start with `_`.
  others: /(?:^|\/)(?:index\.mdx?$|_)/,
  listings: () => configNames,
  listing({ path, folder, entries }) {
    const route = folder.replace(/^src\/content\/(?:docs\/?)?/, "");
    return (text) => planSidebar({ path, entries, route }, text);
  },
});
