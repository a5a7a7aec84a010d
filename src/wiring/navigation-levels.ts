import type { DataNode } from "./data-node.ts";
import { monthName } from "./dates.ts";
import { mostFrequent } from "./list-text.ts";
import type { NavigationGroup, PageRef, Scope } from "./navigation-refs.ts";
import type { EntryIndex } from "./update-match.ts";

/** A kind of groups that the container nests, and how it names them. */
export type Level = {
  readonly unit: "year" | "month";
  readonly name: string;
  readonly examples: readonly NavigationGroup[];
};

/** The place of each entry that stays: in the right group, else in the container, else the first. */
export function homes(scope: Scope, levels: readonly Level[], index: EntryIndex): Map<string, PageRef> {
  const unit = levels.at(-1)?.unit;
  const chosen = new Map<string, { ref: PageRef; merit: number }>();
  for (const ref of scope.refs) {
    const date = index.byPage.get(ref.page)?.date ?? "";
    const isRight = unit === undefined || groupKey(ref) === date.slice(0, unit === "year" ? 4 : 7);
    const merit = (ref.within.includes(scope.container) ? 2 : 0) + (isRight ? 1 : 0);
    const before = chosen.get(ref.page);
    if (before === undefined || merit > before.merit) chosen.set(ref.page, { ref, merit });
  }
  return new Map([...chosen].map(([page, { ref }]) => [page, ref]));
}

function groupKey({ groups }: PageRef): string | undefined {
  return groups.findLast(({ key }) => key !== undefined)?.key;
}

/** Kinds of groups that the container nests, outermost first: learned from most of its entries; years where it has none yet. */
export function levelsOf(scope: Scope): Level[] {
  if (scope.refs.length === 0) return [{ unit: "year", name: "{year}", examples: [] }];
  // Pages of one group share the list of groups around them.
  const chains = new Map<readonly NavigationGroup[], { chain: readonly NavigationGroup[]; pages: number }>();
  for (const { groups, within } of scope.refs) {
    if (!within.includes(scope.container)) continue;
    const known = chains.get(groups) ?? { chain: groups.filter((group) => isInside(group, scope.container)), pages: 0 };
    chains.set(groups, { ...known, pages: known.pages + 1 });
  }
  const counts = new Map<string, number>();
  for (const { chain, pages } of chains.values()) {
    counts.set(unitsOf(chain), (counts.get(unitsOf(chain)) ?? 0) + pages);
  }
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
  const same = [...chains.values()].filter(({ chain }) => unitsOf(chain) === usual);
  return (usual === "" ? [] : usual.split(",")).map((unit, at) => {
    const groups = same.flatMap(({ chain }) => chain[at] ?? []);
    const examples = [...new Map(groups.map((group) => [group.node, group])).values()];
    return { unit: unit === "month" ? "month" : "year", name: nameTemplate(examples, unit), examples };
  });
}

function isInside({ parent }: NavigationGroup, container: DataNode): boolean {
  return parent !== undefined && parent.start >= container.start && parent.end <= container.end;
}

/** Units that nested groups stand for, `year,month`; empty when one of them names no period. */
function unitsOf(chain: readonly NavigationGroup[]): string {
  if (chain.some(({ key }) => key === undefined)) return "";
  return chain.map(({ key }) => (key?.length === 4 ? "year" : "month")).join(",");
}

function nameTemplate(examples: readonly NavigationGroup[], unit: string): string {
  const templates = examples.map(({ label }) => {
    const dated = label.text.replace(/\b\d{4}\b/, "{year}");
    return unit === "month"
      ? dated.replace(/[A-Za-z]{4,}/, "{month}").replace(/^(?!.*\{month\})[A-Za-z]{3}\b/, "{mon}")
      : dated;
  });
  return mostFrequent(templates) ?? (unit === "month" ? "{month}" : "{year}");
}

/** Name of the group of a period. */
export function nameFor(key: string, levels: readonly Level[]): string {
  const template = levels.find(({ unit }) => unit === (key.length === 4 ? "year" : "month"))?.name ?? "{year}";
  const month = monthName(Number(key.slice(5)));
  return template.replace("{year}", key.slice(0, 4)).replace("{month}", month).replace("{mon}", month.slice(0, 3));
}
