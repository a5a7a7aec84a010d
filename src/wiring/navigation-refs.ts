import { type DataNode, memberOf, stringOf } from "./data-node.ts";
import { monthNumber, readPeriod } from "./dates.ts";
import type { EntryIndex } from "./update-match.ts";

/** Keys that name a part of the navigation, by the kind of part. */
const labelKeys = ["group", "tab", "anchor", "dropdown", "product", "item", "name"];
/** Parts of which each lists the same pages again, in another version or language. */
const scopeKeys = ["version", "language"];

/** A page in the navigation that is an entry or would be one. */
export type PageRef = {
  /** Page below the root, without extension and leading slash. */
  readonly page: string;
  readonly node: DataNode;
  /** Lists around it, outermost first. */
  readonly within: readonly DataNode[];
  /** Groups around it, outermost first. */
  readonly groups: readonly NavigationGroup[];
  readonly scope: string;
};

/** A part of the navigation with a name and a list. */
export type NavigationGroup = {
  readonly node: DataNode;
  /** The node of its name. */
  readonly label: DataNode;
  readonly list: DataNode;
  /** The list it stands in; absent at the top. */
  readonly parent?: DataNode;
  /** Period that its name states, with the year of the groups around it; absent when it states none. */
  readonly key?: string;
};

/** Everything in the navigation that matters for entries. */
export type NavigationRefs = {
  readonly pages: readonly PageRef[];
  readonly groups: readonly (NavigationGroup & { readonly scope: string })[];
};

/** One version and language of the site, and the list that holds its entries. */
export type Scope = { readonly name: string; readonly container: DataNode; readonly refs: readonly PageRef[] };

type Around = {
  readonly within: readonly DataNode[];
  readonly groups: readonly NavigationGroup[];
  readonly scope: string;
};

/** Pages of the entries' folder and all groups of a navigation file. */
export function refsOf(root: DataNode, index: EntryIndex): NavigationRefs {
  const pages: PageRef[] = [];
  const groups: (NavigationGroup & { scope: string })[] = [];
  const prefix = index.folder === "" ? "" : `${index.folder}/`;
  const visit = (node: DataNode, around: Around): void => {
    if (node.type === "string") {
      const page = node.text
        .replace(/^\//, "")
        .replace(/\.mdx?$/, "")
        .replace(/(?<=.)\/index$/, "");
      const isEntry = index.byPage.has(page) || (page.startsWith(prefix) && /(?:^|\/)\d{4}-\d{2}-\d{2}/.test(page));
      const isUnknown = prefix !== "" && page.startsWith(prefix) && !index.hasPage(page);
      if (isEntry || isUnknown) pages.push({ page, node, ...around });
    } else if (node.type === "array") {
      for (const child of node.children) visit(child, { ...around, within: [...around.within, node] });
    } else if (node.type === "object") {
      visitObject(node, around);
    }
  };
  const visitObject = (node: DataNode, around: Around): void => {
    const scopeName = stringOf(node, scopeKeys)?.text;
    const scope = scopeName === undefined ? around.scope : `${around.scope}/${scopeName}`;
    const label = stringOf(node, labelKeys);
    const list = listOf(node);
    const group = label && list && groupOf({ node, label, list }, around);
    if (group !== undefined) groups.push({ ...group, scope });
    const inner = { ...around, scope, groups: group === undefined ? around.groups : [...around.groups, group] };
    for (const property of node.children) {
      const value = property.children[0];
      if (value !== undefined && value.type !== "string") visit(value, inner);
    }
  };
  // A file taken in by `$ref` is a part of the navigation itself.
  visit(memberOf(root, "navigation") ?? root, { within: [], groups: [], scope: "" });
  return { pages, groups };
}

/** The list that holds the entries, once for every version and language that lists any; the named tab's when none does. */
export function containersOf(refs: NavigationRefs, tab: string): Scope[] {
  const names = [...new Set(refs.pages.map(({ scope }) => scope))];
  const found = names.flatMap((name) => {
    const own = refs.pages.filter(({ scope }) => scope === name);
    const container = mostUsed(own.map(containerOf));
    return container === undefined ? [] : [{ name, container, refs: own }];
  });
  if (found.length > 0) return found;
  const group = refs.groups.find(({ label }) => label.text.toLowerCase() === tab.toLowerCase());
  if (group === undefined) return [];
  return [{ name: group.scope, container: innermost(group, refs), refs: [] }];
}

/** Period that a group's name states: `2026`, `2026-04`; a month alone takes the year around it. Undefined when it states none. */
export function periodOfLabel(label: string, year: string): string | undefined {
  const alone = monthNumber(label.trim());
  if (alone !== undefined) return year === "" ? undefined : `${year}-${String(alone).padStart(2, "0")}`;
  const period = readPeriod(label);
  if (period !== undefined) {
    if (period.day !== undefined) return undefined;
    return period.month === undefined ? String(period.year) : `${period.year}-${String(period.month).padStart(2, "0")}`;
  }
  const years = label.match(/\b(?:19|20)\d{2}\b/g) ?? [];
  return years.length === 1 ? years[0] : undefined;
}

function groupOf(named: Pick<NavigationGroup, "node" | "label" | "list">, around: Around): NavigationGroup {
  const parent = around.within.at(-1);
  const year = [...around.groups].reverse().find(({ key }) => key?.length === 4)?.key ?? "";
  const key = periodOfLabel(named.label.text, year);
  return { ...named, ...(parent === undefined ? {} : { parent }), ...(key === undefined ? {} : { key }) };
}

/** The list that holds the outermost group of a period around a page; the page's own list when there is none. */
function containerOf({ within, groups }: PageRef): DataNode | undefined {
  let container = within.at(-1);
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = groups[at];
    if (group?.key === undefined) break;
    container = group.parent ?? container;
  }
  return container;
}

/** Goes down from a tab through groups of its that stand alone, as `Changelog` > `Changelog`. */
function innermost(group: NavigationGroup, refs: NavigationRefs): DataNode {
  const inner = refs.groups.filter(({ parent }) => parent === group.list);
  const [only] = inner;
  if (only === undefined || inner.length > 1 || group.list.children.length > 1) return group.list;
  return only.key === undefined ? innermost(only, refs) : group.list;
}

/** The list under `pages`, `groups` or another key of lists; undefined when a part has none. */
function listOf(node: DataNode): DataNode | undefined {
  for (const key of ["pages", "groups", "tabs", "anchors", "dropdowns", "menu"]) {
    const value = memberOf(node, key);
    if (value?.type === "array") return value;
  }
  return undefined;
}

function mostUsed(nodes: readonly (DataNode | undefined)[]): DataNode | undefined {
  const counts = new Map<DataNode, number>();
  for (const node of nodes) if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
