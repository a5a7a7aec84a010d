import type { Expression, Within } from "../syntax/module.ts";
import type { SyntaxNode } from "../syntax/node.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Kinds of metrics that are shown as several, by what is put behind their names. */
const shownAs: Readonly<Record<string, readonly string[]>> = {
  Histogram: ["_bucket", "_sum", "_count"],
  Summary: ["_sum", "_count"],
};

/**
 * Names of the metrics that a program shows, as Prometheus' client joins them:
 * `prometheus.GaugeOpts{Namespace: "kiln", Subsystem: "lid", Name: "opened"}`, `prometheus.BuildFQName("kiln", "", "opened")`.
 */
export const metricStep: Step = (reading) => {
  for (const { args, callee, in: within, node } of reading.module.calls) {
    const kind = /(?:^|\.)(Counter|Gauge|Histogram|Summary)Opts$/.exec(callee)?.[1];
    if (kind !== undefined) {
      const parts = ["Namespace", "Subsystem", "Name"].map((part) => select(args, part));
      addMetric(reading, { parts, node, in: within }, shownAs[kind] ?? []);
    } else if (/(?:^|\.)BuildFQName$/.test(callee) && args.length === 3)
      addMetric(reading, { parts: args.map(({ value }) => value), node, in: within }, []);
  }
};

type Joined = Within & { readonly parts: readonly (Expression | undefined)[]; readonly node: SyntaxNode };

/** A part that is not known leaves the name open. */
function addMetric({ evaluator, facts }: Reading, { parts, node, in: within }: Joined, ends: readonly string[]): void {
  const known = parts.map((part) => (part === undefined ? "" : evaluator.evaluate(part, within)?.text));
  const name = known.filter((part) => part !== "").join("_");
  if (known.includes(undefined) || known.at(-1) === "" || !/^[A-Za-z_:][\w:]*$/.test(name)) return;
  for (const end of ["", ...ends])
    facts.add({ role: "key-declared", value: `${name}${end}`, at: node, scope: { type: "metric" } });
}
