import type { FormatName } from "../report/formats.ts";
import { type CacheOptions, commandCache } from "./cache.ts";
import { knownOutcome, outcomeKey, saveOutcome } from "./outcome.ts";

/** Options of `check`, as commander gives them. */
export type CheckOptions = CacheOptions & {
  readonly source: string;
  readonly base?: string;
  readonly config: string;
  readonly format: FormatName;
  readonly record?: string;
  readonly replay?: string;
};

/**
 * Checks pages against source and prints the report; returns the exit code. What an earlier run decided about the same
 * pages, commit and configuration is printed again, and nothing that parses is loaded.
 * @throws UsageError
 */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<number> {
  const cache = commandCache(options);
  const key = cache === undefined ? undefined : await outcomeKey(paths, options, cache);
  const known = cache === undefined || key === undefined ? undefined : knownOutcome(cache, key);
  if (known !== undefined) {
    process.stdout.write(known.output);
    return known.code;
  }
  const { checkPages } = await import("./check-pages.ts");
  const { isLasting, ...outcome } = await checkPages(paths, options, cache);
  process.stdout.write(outcome.output);
  if (cache === undefined || !isLasting) return outcome.code;
  const afterwards = key ?? (await outcomeKey(paths, options, cache));
  if (afterwards !== undefined) saveOutcome(cache, afterwards, outcome);
  return outcome.code;
}
