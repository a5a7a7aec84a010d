import type { PhrasingContent, RootContent } from "mdast";
import type { Finding, TruthReport } from "../types/index.ts";
import type { Cited, View } from "./audience.ts";
import { details, heading, paragraph, table, text } from "./nodes.ts";
import { bySeverity } from "./report.ts";
import { linked, phrasing, untrusted, untrustedBlock } from "./untrusted.ts";
import { outcomeWords } from "./words.ts";

/** How much a rendering may hold. */
export type Tier = { readonly rows: number; readonly snippets: number };

/** Rows of the table of claims; with more, the confirmed ones are folded so that what needs a person stands alone. */
const maxInOneTable = 12;
/** Ids that one row shows. */
const maxIds = 3;

/** All claims that are not confirmed first, then the confirmed ones; a claim that the pages repeat is one row. */
export function claimsTable(report: TruthReport, view: View, tier: Tier): readonly RootContent[] {
  const groups = grouped(report.findings);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, tier.rows);
  const left = groups.length - shown.length;
  const more = left === 0 ? [] : [paragraph(text(`${left} more claims are in the job summary.`))];
  const isLong = shown.length > maxInOneTable;
  const open = shown.filter(({ finding }) => !isLong || finding.outcome !== "confirmed");
  const folded = shown.filter((group) => !open.includes(group));
  const tableOf = (part: readonly Group[]): RootContent => rowsOf(part, report, view);
  return [
    heading(3, text("Claims")),
    ...(open.length === 0 ? [] : [tableOf(open)]),
    ...(folded.length === 0 ? [] : details(`Confirmed claims (${folded.length})`, [tableOf(folded)])),
    ...more,
  ];
}

function rowsOf(groups: readonly Group[], report: TruthReport, view: View): RootContent {
  const numbers = evidenceNumbers(report.findings);
  const rows = groups.map(({ finding, ids }) => [
    [untrusted(finding.claim.value, 80), ...(ids.length === 1 ? [] : [text(` × ${ids.length}`)])],
    [text(finding.claim.kind)],
    [text(word(finding))],
    evidenceCell(finding, view, numbers),
    idCell(ids),
  ]);
  return table(["Claim", "Kind", "Outcome", "Evidence", "Id"], rows);
}

/** The short ids, for commands about a claim. */
function idCell(ids: readonly string[]): PhrasingContent[] {
  const shown = ids.slice(0, maxIds).flatMap((id, index): PhrasingContent[] => {
    const code = untrusted(shortId(id));
    return index === 0 ? [code] : [text(" "), code];
  });
  return ids.length > maxIds ? [...shown, text(" …")] : shown;
}

/** The start of a claim's id that people see and type. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

type Group = { readonly finding: Finding; readonly ids: readonly string[] };

/** Findings that say the same of the same value, most severe first. */
function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const finding of [...findings].sort(bySeverity)) {
    const { claim, outcome, reason, actual = "" } = finding;
    const said = [claim.kind, claim.value.toLowerCase(), claim.qualifiers.subject ?? "", outcome, reason.code, actual];
    const key = said.join("\n");
    const known = groups.get(key);
    groups.set(key, known === undefined ? { finding, ids: [claim.id] } : { ...known, ids: [...known.ids, claim.id] });
  }
  return [...groups.values()];
}

function word({ outcome }: Finding): string {
  const { icon, word: name } = outcomeWords[outcome];
  return `${icon} ${name}`;
}

/** A number for each finding with evidence, in the order of the pages: what the readers of a private source refer to. */
function evidenceNumbers(findings: readonly Finding[]): ReadonlyMap<string, number> {
  return new Map(
    findings.filter(({ evidence }) => evidence.length > 0).map(({ claim }, index) => [claim.id, index + 1]),
  );
}

function evidenceCell(finding: Finding, view: View, numbers: ReadonlyMap<string, number>): PhrasingContent[] {
  if (finding.outcome !== "confirmed") return phrasing(view.why(finding));
  const [first] = view.cited(finding) ?? [];
  if (first !== undefined) return [place(first)];
  const number = numbers.get(finding.claim.id);
  return number === undefined ? phrasing(view.why(finding)) : [text(`evidence ${number}, in a private repository`)];
}

function place({ at, permalink }: Cited): PhrasingContent {
  return permalink === undefined ? untrusted(at) : linked(untrusted(at), permalink);
}

/** Confirmed claims with their lines, folded; nothing where the reader may not see the source. */
export function confirmedSection(report: TruthReport, view: View, tier: Tier): readonly RootContent[] {
  if (tier.snippets === 0) return [];
  const confirmed = grouped(report.findings.filter(({ outcome }) => outcome === "confirmed"));
  const open = confirmed.flatMap(({ finding }) =>
    (view.cited(finding) ?? []).slice(0, 1).map((cited) => ({ finding, cited })),
  );
  const entries = open
    .slice(0, tier.snippets)
    .flatMap(({ finding, cited }): RootContent[] => [
      paragraph(untrusted(finding.claim.value, 80), text(" at "), place(cited), ...followed(finding)),
      ...(cited.snippet === "" ? [] : [untrustedBlock(cited.snippet, 1200)]),
    ]);
  return entries.length === 0 ? [] : details(`Confirmed claims with their source (${open.length})`, entries);
}

/** How a constant was followed to its value. */
function followed({ evidence }: Finding): PhrasingContent[] {
  const via = evidence[0]?.fact.via ?? [];
  return via.length === 0 ? [] : [text(", followed through "), untrusted(via.join(" → "))];
}
