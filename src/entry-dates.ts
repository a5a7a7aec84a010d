import type { Config } from "./config.ts";
import type { Document, Evidence, ReferenceList, Signal } from "./types/index.ts";
import { unsatisfied } from "./verdict/signal.ts";
import { checkDatePeriod } from "./wiring/date-basis.ts";

/** What the dates of changelog entries are compared with. */
export type DateInput = {
  readonly documents: readonly Document[];
  readonly references: ReferenceList;
  readonly evidence: readonly Evidence[];
  readonly policy: Config["wiring"]["dateBasis"];
};

/**
 * Entries whose date is not that of their engineering work. An entry about several pull requests may carry the date of
 * any of them; where none has a known time nothing is said, because the missing merge or deployment is a reason of its own.
 */
export function dateSignals({ documents, references, evidence, policy }: DateInput): readonly Signal[] {
  const work = references.taken
    .filter(({ role }) => role === "primary")
    .flatMap(({ key }) => periodOf(key, evidence, policy.basis));
  return documents.flatMap(({ path, isEntry, entry }) => {
    const date = entry?.date;
    if (!isEntry || date === undefined) return [];
    const compared = work.map(({ seen, ...period }) => ({
      seen,
      period,
      basis: checkDatePeriod(date, period, policy),
    }));
    const differs = compared.flatMap(({ basis, ...of }) => (basis.state === "differs" ? [{ ...of, basis }] : []));
    const [first] = differs;
    if (first === undefined || differs.length < compared.length) return [];
    const between = policy.basis === "merged" ? {} : { from: first.period.from, to: first.period.to };
    const data = { date, basisDate: first.basis.basisDate, days: String(Math.abs(first.basis.days)), ...between };
    return [unsatisfied({ kind: "documents", subject: path }, { code: "date-differs", data }, first.seen)];
  });
}

type Dated = { readonly from: string; readonly to: string; readonly seen: readonly Evidence[] };

/**
 * When work was merged, or between which times it was first deployed: not before its merge and not after the deployment
 * that holds it now, because only the newest is known.
 */
function periodOf(key: string, evidence: readonly Evidence[], basis: DateInput["policy"]["basis"]): readonly Dated[] {
  const seen = evidence.filter(({ subject }) => subject.key === key);
  return seen.flatMap((pull): readonly Dated[] => {
    if (pull.subject.kind !== "pull" || pull.status !== "found" || !("mergedAt" in pull.data)) return [];
    const { mergedAt } = pull.data;
    if (mergedAt === undefined) return [];
    if (basis === "merged") return [{ from: mergedAt, to: mergedAt, seen: [pull] }];
    return seen.flatMap((running) => {
      if (running.subject.kind !== "deployment" || running.status !== "found" || !("contains" in running.data))
        return [];
      const { contains, deployedAt } = running.data;
      return contains && deployedAt !== undefined ? [{ from: mergedAt, to: deployedAt, seen: [pull, running] }] : [];
    });
  });
}
