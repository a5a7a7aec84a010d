import type { WiringFinding } from "../types/index.ts";
import { type DataNode, readJson } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding, finding, findingForPeople } from "./finding.ts";
import { linesOf, placeOf, pointOf } from "./lines.ts";
import { isGone, type Report, type Rewriting, removedEntry, rewriteNode } from "./navigation-edit.ts";
import { fillContainer } from "./navigation-groups.ts";
import { containersOf, type NavigationRefs, refsOf, type Scope } from "./navigation-refs.ts";
import type { EntryIndex } from "./update-match.ts";
import type { PagePlan } from "./update-page.ts";

/** A navigation file (`docs.json`, `mint.json`) and what it has to list. */
export type NavigationFile = {
  readonly path: string;
  readonly entries: readonly EntryFile[];
  readonly index: EntryIndex;
  /** Name of the tab or group that holds the entries where none is listed yet. */
  readonly tab: string;
};

/** Checks that the navigation lists every entry once, in the group of its period, newest first, and writes it so. */
export function planNavigation(file: NavigationFile, text: string): PagePlan {
  const { root, problems } = readJson(text);
  const lines = linesOf(text);
  const { path } = file;
  const placeAt = (range: { start: number; end: number }): WiringFinding["place"] => placeOf(path, lines, range);
  const site = "navigation";
  if (root === undefined || problems.length > 0) {
    const findings = problems.map(({ message, start }) =>
      blockingFinding({
        code: "unreadable",
        site,
        place: pointOf(path, lines, start),
        message,
        fix: "Correct the JSON.",
      }),
    );
    return { findings, text };
  }
  const findings: WiringFinding[] = [];
  const report: Report = (facts, node) => findings.push(finding({ ...facts, site, place: placeAt(node) }));
  const refs = refsOf(root, file.index);
  const scopes = containersOf(refs, file.tab);
  if (scopes.length === 0) {
    if (file.entries.length > 0) {
      const message = `Unexpected navigation without a place for entries, expected a tab or group "${file.tab}".`;
      findings.push(
        findingForPeople({
          code: "missing",
          site,
          place: placeAt(root),
          message,
          fix: `Add a tab "${file.tab}" to ${path}.`,
        }),
      );
    }
    return { findings, text };
  }
  const replaced = new Map<DataNode, string>();
  const dropped = new Set<DataNode>();
  for (const scope of scopes) {
    dropStrays({ file, refs, scope, dropped, report });
    fillContainer({ file, text, scope, dropped, replaced, report });
  }
  return { findings, text: findings.length === 0 ? text : rewrite(root, { text, replaced, dropped }) };
}

/** True when a navigation file lists any entry. */
export function listsEntries(text: string, index: EntryIndex): boolean {
  const { root } = readJson(text);
  return root !== undefined && refsOf(root, index).pages.length > 0;
}

type Strays = {
  readonly file: NavigationFile;
  readonly refs: NavigationRefs;
  readonly scope: Scope;
  readonly dropped: Set<DataNode>;
  readonly report: Report;
};

/** Takes out references outside of the container, where an entry has no place. */
function dropStrays({ file, refs, scope, dropped, report }: Strays): void {
  const inside = new Set(refs.pages.filter((ref) => ref.within.includes(scope.container)).map(({ page }) => page));
  for (const ref of refs.pages) {
    if (ref.scope !== scope.name || ref.within.includes(scope.container)) continue;
    const entry = file.index.byPage.get(ref.page);
    if (entry === undefined && !isGone(ref.page, file.index)) continue;
    dropped.add(ref.node);
    if (entry === undefined) report(removedEntry(ref.page), ref.node);
    else if (inside.has(ref.page)) {
      report(
        {
          code: "duplicate",
          entry: entry.path,
          message: "Unexpected second place of this entry in the navigation, expected one.",
          fix: "Remove the line.",
        },
        ref.node,
      );
    } else {
      const message = "Unexpected place of this entry in the navigation, expected it among the other entries.";
      report({ code: "misplaced", entry: entry.path, message, fix: "Move the line." }, ref.node);
    }
  }
}

/** Text of a whole file in which some nodes have new text and some items are gone. */
function rewrite(root: DataNode, input: Rewriting): string {
  return input.text.slice(0, root.start) + rewriteNode(root, input) + input.text.slice(root.end);
}
