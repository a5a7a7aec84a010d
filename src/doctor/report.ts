import { exitCodes } from "../errors.ts";
import type { DoctorCheck, DoctorFacts, DoctorReads, DoctorResult } from "./check.ts";

/** What every check found. */
export type DoctorReport = readonly {
  readonly id: string;
  readonly title: string;
  readonly results: readonly DoctorResult[];
}[];

const marks = {
  ok: "ok         ",
  warning: "warning    ",
  problem: "problem    ",
  "not checked": "not checked",
} as const satisfies Record<DoctorResult["state"], string>;

/** Runs all checks at once; the order of the report is the order of the list. */
export function examine(checks: readonly DoctorCheck[], facts: DoctorFacts, reads: DoctorReads): Promise<DoctorReport> {
  return Promise.all(checks.map(async ({ id, title, run }) => ({ id, title, results: await run(facts, reads) })));
}

/** Terminal text: one line a result, how to mend it below. */
export function renderDoctor(report: DoctorReport): string {
  const lines = report.flatMap(({ title, results }) =>
    results.flatMap(({ state, what, fix }) => [
      `${marks[state]}  ${title}: ${printable(what)}`,
      ...(fix === "" ? [] : [`${" ".repeat(13)}${fix}`]),
    ]),
  );
  return `${lines.join("\n")}\n`;
}

/** Exit code: 1 with a problem, 3 when something could not be looked at, else 0. */
export function doctorExitCode(report: DoctorReport): number {
  const states = new Set(report.flatMap(({ results }) => results.map(({ state }) => state)));
  if (states.has("problem")) return exitCodes.notPassing;
  return states.has("not checked") ? exitCodes.undetermined : exitCodes.proven;
}

/** Names from repositories reach a terminal without control characters. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, "\uFFFD");
}
