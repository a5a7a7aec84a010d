import type { Config } from "./config.ts";
import type { Document, Evidence, ReferenceList, Signal } from "./types/index.ts";
import { unsatisfied } from "./verdict/signal.ts";
import { checkDateBasis } from "./wiring/date-basis.ts";

/** What the dates of changelog entries are compared with. */
export type DateInput = {
  readonly documents: readonly Document[];
  readonly references: ReferenceList;
  readonly evidence: readonly Evidence[];
  readonly policy: Config["wiring"]["dateBasis"];
};

/**
 * Entries whose date is not that of their engineering work. An entry about several pull requests may carry the date of
 * any of them; where none has a known time nothing is said, because the missing merge is a reason of its own.
 */
export function dateSignals({ documents, references, evidence, policy }: DateInput): readonly Signal[] {
  const primary = new Set(references.taken.filter(({ role }) => role === "primary").map(({ key }) => key));
  const merged = evidence.flatMap((item) =>
    item.subject.kind === "pull" && item.status === "found" && "mergedAt" in item.data && primary.has(item.subject.key)
      ? [{ item, mergedAt: item.data.mergedAt }]
      : [],
  );
  return documents.flatMap(({ path, isEntry, entry }) => {
    const date = entry?.date;
    if (!isEntry || date === undefined) return [];
    const compared = merged.map(({ item, mergedAt }) => ({ item, basis: checkDateBasis(date, mergedAt, policy) }));
    const differs = compared.flatMap(({ item, basis }) => (basis.state === "differs" ? [{ item, basis }] : []));
    const [first] = differs;
    if (first === undefined || differs.length < compared.length) return [];
    const data = { date, basisDate: first.basis.basisDate, days: String(Math.abs(first.basis.days)) };
    return [unsatisfied({ kind: "documents", subject: path }, { code: "date-differs", data }, [first.item])];
  });
}
