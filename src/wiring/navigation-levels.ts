import type { DataNode } from "./data-node.ts";
import { monthName } from "./dates.ts";
import { mostFrequent } from "./list-text.ts";
import { type NavigationGroup, type PageRef, periodOfLabel, type Scope } from "./navigation-refs.ts";
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
  let key: string | undefined;
  for (const { label } of groups) key = periodOfLabel(label.text, key?.slice(0, 4) ?? "") ?? key;
  return key;
}

/** Kinds of groups that the container nests, outermost first: learned from most of its entries; years where it has none yet. */
export function levelsOf(scope: Scope): Level[] {
  const chains = scope.refs
    .filter(({ within }) => within.includes(scope.container))
    .map(({ groups }) =>
      groups.filter(
        ({ parent }) => parent === scope.container || (parent !== undefined && inside(parent, scope.container)),
      ),
    );
  const units = chains.map((chain) => unitsOf(chain).join(","));
  const usual = scope.refs.length === 0 ? "year" : (mostFrequent(units) ?? "");
  const depth = usual === "" ? [] : usual.split(",");
  return depth.map((unit, at) => {
    const all = chains.filter((chain) => unitsOf(chain).join(",") === usual).flatMap((chain) => chain[at] ?? []);
    const examples = [...new Map(all.map((group) => [group.node, group])).values()];
    return { unit: unit === "month" ? "month" : "year", name: nameTemplate(examples, unit), examples };
  });
}

function inside(node: DataNode, outer: DataNode): boolean {
  return node.start >= outer.start && node.end <= outer.end;
}

function unitsOf(chain: readonly NavigationGroup[]): string[] {
  let year = "";
  const units: string[] = [];
  for (const { label } of chain) {
    const key = periodOfLabel(label.text, year);
    if (key === undefined) return [];
    if (key.length === 4) year = key;
    units.push(key.length === 4 ? "year" : "month");
  }
  return units;
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
