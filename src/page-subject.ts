import { wordsOf } from "./names.ts";

/** Names of pages that tell where a page stands or what it is for, not which part of the source it is about. */
const general = new Set(
  "readme index overview introduction intro home start quickstart installation install usage use api apis reference references guide guides config configuration options option settings cli changelog history setup main docs documentation faq example examples src lib core types type utils util server client app tutorial basics development contributing architecture deployment deploy testing test tests common shared general misc advanced features migration upgrade troubleshooting security support license about package packages middleware helpers helper commands command".split(
    " ",
  ),
);
/** Folders that hold documents of everything. */
const documents = /^(?:docs?|documentation|content|website|site|pages|\.github)(?:\/|$)/;

/**
 * What tells whether a file of the source is what a page is about: the file or one of its folders bears the page's name
 * (`middleware/basic-auth.md`, `src/basic-auth/index.ts`), or the page is the README of its folder. False for every file
 * when the page is about no part of its own.
 */
export function subjectOfPage(page: string): (path: string) => boolean {
  const folders = page.split("/").slice(0, -1);
  const file = nameWords(page.split("/").at(-1) ?? "");
  const isEntry = file === "readme" || file === "index";
  const name = isEntry ? nameWords(folders.at(-1) ?? "") : file;
  const home = isEntry && folders.length > 0 && !documents.test(page) ? `${folders.join("/")}/` : undefined;
  const isGeneral = isGeneralName(name);
  const [first = ""] = name.split(" ");
  return (path) =>
    (home !== undefined && path.startsWith(home)) ||
    // Most paths lack the first word: their words need not be told apart.
    (!isGeneral &&
      path.toLowerCase().includes(first) &&
      path.split("/").some((segment) => nameWords(segment) === name));
}

/** What tells whether a type bears the name of a page: `Kiln` on the page `kilns.md`. */
export function typeOfPage(page: string): (type: string) => boolean {
  const singular = (name: string): string => name.replace(/(?<=[a-z]{3})s$/, "");
  const name = nameWords(page.split("/").at(-1) ?? "");
  const isGeneral = isGeneralName(name);
  return (type) => !isGeneral && /^[A-Z]/.test(type) && singular(nameWords(type)) === singular(name);
}

/** True for words that tell no part of a product. */
function isGeneralName(words: string): boolean {
  return words === "" || words.split(" ").every((word) => general.has(word));
}

/** The words of a file's or folder's name without its ending, and without the number that puts it into its place: `20-kiln.md`. */
function nameWords(segment: string): string {
  return wordsOf(segment.replace(/\.[a-z]+$/i, "").replace(/^\d{1,4}[-_. ]+(?=\p{L})/u, "")).join(" ");
}
