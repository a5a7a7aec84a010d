import { posix } from "node:path";
import { type DataNode, memberOf, readJson } from "./data-node.ts";
import { blockingFinding } from "./finding.ts";
import { linesOf, pointOf } from "./lines.ts";
import type { PagePlan } from "./update-page.ts";

/** A navigation is spread over at most this many files. */
const maxNavigationFiles = 100;

/** Keys under which a part of the navigation names one page of its own. */
const pageKeys: ReadonlySet<string> = new Set(["root", "page", "href", "url"]);

/** The first file of a navigation and those its `navigation` takes in by `$ref`, as far as their texts are there. */
export function navigationFiles(
  top: string,
  texts: ReadonlyMap<string, string>,
  present: ReadonlySet<string>,
): readonly string[] {
  const found = new Set([top]);
  for (const path of found) {
    for (const reference of referencesOf(texts.get(path) ?? "")) {
      const target = posix.normalize(posix.join(posix.dirname(path), reference));
      if (present.has(target) && found.size < maxNavigationFiles) found.add(target);
    }
  }
  return [...found];
}

/** Files named by `$ref` in the navigation; other parts of the file, such as redirects, list no pages. */
function referencesOf(text: string): string[] {
  if (!text.includes('"$ref"')) return [];
  const { root } = readJson(text);
  return root === undefined ? [] : textsUnder(navigationOf(root), isReference).filter((name) => !/[#:]/.test(name));
}

/** Pages that a navigation file names, without leading slash and extension; undefined when the file cannot be read. */
export function listedPages(text: string): ReadonlySet<string> | undefined {
  const { root, problems } = readJson(text);
  if (root === undefined || problems.length > 0) return undefined;
  const named = textsUnder(navigationOf(root), ({ key, inList }) => inList || pageKeys.has(key));
  return new Set(named.map((name) => name.replace(/^\//, "").replace(/\.mdx?$/, "")));
}

/** Says where a navigation file cannot be read; it is never changed. */
export function planUnchangedNavigation(path: string, text: string): PagePlan {
  const lines = linesOf(text);
  const findings = readJson(text).problems.map(({ message, start }) =>
    blockingFinding({
      code: "unreadable",
      site: "navigation",
      place: pointOf(path, lines, start),
      message,
      fix: "Correct the JSON.",
    }),
  );
  return { findings, text };
}

/** A file taken in by `$ref` is a part of the navigation itself. */
function navigationOf(root: DataNode): DataNode {
  return memberOf(root, "navigation") ?? root;
}

type Position = { readonly key: string; readonly inList: boolean };

const isReference = ({ key, inList }: Position): boolean => key === "$ref" && !inList;

function textsUnder(root: DataNode, isWanted: (position: Position) => boolean): string[] {
  const found: string[] = [];
  const visit = (node: DataNode, position: Position): void => {
    if (node.type === "string" && isWanted(position)) found.push(node.text);
    for (const child of node.children) {
      const key = node.type === "property" ? node.text : position.key;
      visit(child, { key, inList: node.type === "array" });
    }
  };
  visit(root, { key: "", inList: false });
  return found;
}
