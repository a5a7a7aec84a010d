import { type DataNode, memberOf, stringOf } from "./data-node.ts";
import { mostOf } from "./list-text.ts";
import { nameFor } from "./navigation-levels.ts";
import type { Context } from "./navigation-pages.ts";
import { type NavigationGroup, periodOfLabel } from "./navigation-refs.ts";

/** An item of a list of groups; a group has a period and a list. */
export type Named = {
  readonly node: DataNode;
  readonly key?: string;
  readonly label?: string;
  readonly inner?: NavigationGroup;
};

/** Groups of a list with the periods they stand for; a wrong name is corrected where most entries below say so. */
export function nameGroups(
  context: Context,
  input: { list: DataNode; wanted: ReadonlyMap<string, unknown>; year: string },
): Named[] {
  const { list, wanted, year } = input;
  const groups = list.children.map((node) => ({ node, inner: asGroup(node, list) }));
  const present = new Set(groups.map(({ inner }) => inner && periodOfLabel(inner.label.text, year)));
  return groups.map(({ node, inner }) => {
    if (inner === undefined) return { node };
    const key = periodOfLabel(inner.label.text, year);
    const below = entryKeys(context, node, year === "" ? 4 : 7);
    const only = key !== undefined && below.includes(key) ? undefined : mostOf(below);
    const isRenamed = only !== undefined && wanted.has(only) && !present.has(only);
    if (!isRenamed || (key === undefined && !isOnlyEntries(context, node))) {
      return key === undefined ? { node } : { node, key, inner };
    }
    present.add(only);
    const label = nameFor(only, context.levels);
    context.report(
      {
        code: "wrong-heading",
        message: `Unexpected group "${inner.label.text}" in the navigation, expected "${label}": its entries are of ${only}.`,
        fix: `Name the group "${label}".`,
      },
      inner.label,
    );
    return { node, key: only, label, inner };
  });
}

function asGroup(node: DataNode, parent: DataNode): NavigationGroup | undefined {
  const label = stringOf(node, ["group", "name", "tab", "dropdown", "anchor", "item"]);
  const list = memberOf(node, "pages") ?? memberOf(node, "groups");
  return label === undefined || list?.type !== "array" ? undefined : { node, label, list, parent };
}

/** Period of each entry whose place is below a node. */
function entryKeys(context: Context, node: DataNode, length: number): string[] {
  const [first, ...others] = context.levels;
  const wantedLength = others.length === 0 && first?.unit === "month" ? 7 : length;
  const keys: string[] = [];
  const visit = (child: DataNode): void => {
    const page = child.type === "string" ? context.refs.get(child)?.page : undefined;
    const entry = page === undefined ? undefined : context.file.index.byPage.get(page);
    if (entry !== undefined) keys.push(entry.date.slice(0, wantedLength));
    for (const below of child.children) visit(below);
  };
  visit(node);
  return keys;
}

/** True when a node lists nothing but entries. */
function isOnlyEntries(context: Context, node: DataNode): boolean {
  const visit = (child: DataNode): boolean =>
    child.type === "string" ? context.refs.has(child) : child.type !== "array" || child.children.every(visit);
  const lists = [memberOf(node, "pages"), memberOf(node, "groups")].filter((list) => list !== undefined);
  return lists.every(visit);
}
