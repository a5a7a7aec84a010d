import { planOrderFile } from "../order-file.ts";
import { folderOf } from "./folders.ts";
import { pageFolder } from "./page-folder.ts";

const metaNames = ["_meta.json", "_meta.js", "_meta.jsx", "_meta.ts", "_meta.tsx"];

/** Nextra: entries are pages of a folder; its `_meta` file orders those that it names, and Nextra lists the others by itself. */
export const nextra = pageFolder({
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
  habits: [
    "content/changelog",
    "pages/changelog",
    "src/content/changelog",
    "src/pages/changelog",
    "app/changelog",
    "src/app/changelog",
  ],
  home: "content/changelog",
  others: /^(?:index|page)\.mdx?$/,
  listings: (folder) => metaNames.map((name) => `${folder}/${name}`),
  listing: ({ path, text, entries, hasPage }) =>
    entries.some(({ stem }) => text.includes(stem))
      ? (before) => planOrderFile({ path, entries, hasPage }, before)
      : undefined,
});
