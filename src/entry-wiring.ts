import type { DocsPull, Evidence, EvidenceOf, Signal, WiringFinding } from "./types/index.ts";
import { unknown, unsatisfied } from "./verdict/signal.ts";
import { touchesWiring } from "./wiring/check.ts";
import type { WiringConfig } from "./wiring/config.ts";

/** The observation of the wiring, and what says whether there had to be one. */
export type WiringQuestion = {
  readonly pull: DocsPull;
  readonly evidence: readonly Evidence[];
  readonly config: WiringConfig;
};

/** What the wiring says of the verdict: one signal for each entry or page; findings are absent when no entry is touched. */
export type WiringAnswer = { readonly signals: readonly Signal[]; readonly findings?: readonly WiringFinding[] };

/** Reads the observation of the wiring; where one was due and is not there, that is a gap and no proof. */
export function readWiring({ pull, evidence, config }: WiringQuestion): WiringAnswer {
  if (!touchesWiring(pull.changedFiles ?? [], config)) return { signals: [] };
  const about = { kind: "documents", subject: "wiring" } as const;
  const seen = evidence.find(
    (item): item is EvidenceOf<"wiring"> =>
      item.subject.kind === "wiring" && item.subject.key === `${pull.repository}@${pull.headCommit}`,
  );
  if (seen === undefined) return { signals: [unknown(about, { code: "not-observed" }, [])] };
  if (seen.status !== "found") {
    const data = seen.status === "unavailable" ? { reason: seen.reason, detail: seen.detail, seenBy: seen.seenBy } : {};
    return { signals: [unknown(about, { code: "unavailable", data }, [seen])] };
  }
  return { signals: signalsOf(seen, seen.data.findings), findings: seen.data.findings };
}

function signalsOf(seen: EvidenceOf<"wiring">, findings: readonly WiringFinding[]): readonly Signal[] {
  const subjects = [...new Set(findings.map(subjectOf))];
  return subjects.map((subject) => {
    const own = findings.filter((finding) => subjectOf(finding) === subject);
    const data = { first: own[0]?.code ?? "", ...(own.length > 1 ? { more: String(own.length - 1) } : {}) };
    return unsatisfied({ kind: "documents", subject }, { code: "wiring-differs", data }, [seen]);
  });
}

/** The entry, or for a page as a whole the page. */
function subjectOf({ entry, place }: WiringFinding): string {
  return entry ?? place.path;
}
