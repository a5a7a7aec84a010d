import { statSync } from "node:fs";
import type { DiskCache } from "../source/disk-cache.ts";
import { resolveRevision } from "../source/revision.ts";
import { withChangedLines } from "./changed-lines.ts";
import type { CheckOptions } from "./check.ts";
import { configText } from "./config-text.ts";
import { type PageGlobs, readPages } from "./pages.ts";
import { useColours } from "./print.ts";
import { parseSourceLocation } from "./source-location.ts";

/** What a run printed and returned. */
export type Outcome = { readonly code: number; readonly output: string };

/**
 * All that the outcome of `check` depends on beside the engine, read without parsing anything. Undefined when it cannot
 * be told so: a bundle is written or read, the source is on a server, or these folders were never looked at before.
 * @throws UsageError for a page, source or base that is not there.
 */
export async function outcomeKey(
  paths: readonly string[],
  options: CheckOptions,
  cache: DiskCache,
): Promise<string | undefined> {
  if (options.record !== undefined || options.replay !== undefined) return undefined;
  const config = configText(options.config) ?? "";
  const globs = namesPagesOnly(paths) ? { include: [], exclude: [] } : knownGlobs(cache, config);
  if (globs === undefined) return undefined;
  const documents = await withChangedLines(readPages(paths, globs), options.base);
  const where = parseSourceLocation(options.source);
  if (where.kind !== "local") return undefined;
  const resolved = await resolveRevision(where.gitDir, where.revision);
  if (!resolved.ok) return undefined;
  const source = [where.gitDir, where.name, resolved.commit];
  return JSON.stringify([options.format, useColours(), config, source, documents]);
}

function namesPagesOnly(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** Which files are pages, as the configuration was read before. */
function knownGlobs(cache: DiskCache, config: string): PageGlobs | undefined {
  const globs: unknown = JSON.parse(cache.load("pages", config)?.toString("utf8") ?? "null");
  if (typeof globs !== "object" || globs === null || !("include" in globs) || !("exclude" in globs)) return undefined;
  return { include: textsOf(globs.include), exclude: textsOf(globs.exclude) };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** What an earlier run printed for this key; undefined when there was none. */
export function knownOutcome(cache: DiskCache, key: string): Outcome | undefined {
  const content = cache.load("outcome", key)?.toString("utf8");
  const [, code, output] = /^(\d+)\n([\s\S]*)$/.exec(content ?? "") ?? [];
  return code === undefined || output === undefined ? undefined : { code: Number(code), output };
}

/** Keeps what was printed. */
export function saveOutcome(cache: DiskCache, key: string, { code, output }: Outcome): void {
  cache.save("outcome", key, `${code}\n${output}`);
}
