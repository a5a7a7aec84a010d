import { styleText } from "node:util";
import { exitCodes, InternalError, type Mistake, UsageError } from "../errors.ts";

/** Prints what went wrong to stderr and returns the exit code: a mistake of the user has no stack trace, a bug of ours has. */
export function printFailure(error: unknown): number {
  if (error instanceof UsageError) {
    for (const mistake of error.mistakes) process.stderr.write(`${mistakeText(mistake)}\n`);
    return exitCodes.usage;
  }
  const bug = error instanceof Error ? error : new InternalError(String(error));
  process.stderr.write(
    `docs-verdict failed unexpectedly; this is a bug. Please report it with the lines below.\n${bug.stack ?? bug.message}\n`,
  );
  return exitCodes.internal;
}

/** Place, what, how to mend, in at most three lines. */
export function mistakeText(mistake: Mistake): string {
  const { place } = mistake;
  const where =
    place === undefined
      ? ""
      : `${[place.file, place.line, place.column].filter((part) => part !== undefined).join(":")}: `;
  return `${styleText("red", "error")} ${mistake.code}: ${where}${mistake.message}\n  ${mistake.fix}`;
}
