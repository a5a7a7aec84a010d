import { styleText } from "node:util";
import type { Paint } from "../report/human.ts";
import type { Report, TruthReport } from "../types/index.ts";

/** Colours when stdout is a terminal; honours NO_COLOR and FORCE_COLOR. */
export const paint: Paint = (colour, text) => (useColours() ? styleText(colour, text) : text);

/** True where output is coloured. */
export function useColours(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY === true;
}

/** Prints a rendered report to stdout. */
export function printFormatted(
  render: (report: TruthReport | Report, paint: Paint) => string,
  report: TruthReport | Report,
): void {
  process.stdout.write(render(report, paint));
}

/** Goes on when the reader of stdout leaves early, as `head` does: what is cut off is its choice, the exit code still counts. */
export function outliveReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** Tells a person what is being done, on stderr, and only where a person looks. */
export function progress(line: string): void {
  if (process.stderr.isTTY === true) process.stderr.write(`${line}\n`);
}
