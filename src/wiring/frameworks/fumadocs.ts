import { planOrderFile } from "../order-file.ts";
import { folderOf } from "./folders.ts";
import { pageFolder } from "./page-folder.ts";

/** Items of `pages` that stand for the pages not listed: `...`, `z...a`, and extracted folders. */
const rest = /^(?:z?\.\.\.a?|\.\.\.[\w/-]+)$/;

/** Fumadocs: entries are pages of a folder, ordered by `pages` of the folder's `meta.json` where it has such a list. */
export const fumadocs = pageFolder({
  name: "fumadocs",
  detect(paths) {
    const root = folderOf(paths, /^source\.config\.[jt]sx?$/);
    return root === undefined ? undefined : { root, confidence: 0.95 };
  },
  habits: ["content/changelog", "content/docs/changelog", "content/blog", "src/content/changelog"],
  home: "content/changelog",
  others: /^index\.mdx?$/,
  listings: (folder) => [`${folder}/meta.json`],
  listing: ({ path, text, entries, hasPage }) =>
    text.includes('"pages"')
      ? (before) => planOrderFile({ path, entries, hasPage, listKey: "pages", rest }, before)
      : undefined,
});
