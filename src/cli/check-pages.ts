import { writeFileSync } from "node:fs";
import { assessTruth, type Pages, readClaims } from "../assess.ts";
import { type Config, defaultConfig, readConfig } from "../config.ts";
import { endParsing } from "../documents/parse-in-worker.ts";
import { exitCodes, type Mistake, UsageError } from "../errors.ts";
import { readBundle, writeBundle } from "../evidence/bundle.ts";
import { formats } from "../report/formats.ts";
import { searchTree } from "../search-tree.ts";
import type { DiskCache } from "../source/disk-cache.ts";
import { openTree } from "../source/git-tree.ts";
import { fetchCommit } from "../source/remote.ts";
import { resolveRevision } from "../source/revision.ts";
import { factStoreOf } from "../source/stored-facts.ts";
import type { Opened } from "../source/tree.ts";
import type { Bundle, TruthReport } from "../types/index.ts";
import { toolVersion } from "../version.ts";
import { objectFolder } from "./cache.ts";
import { withChangedLines } from "./changed-lines.ts";
import type { CheckOptions } from "./check.ts";
import { currentTime } from "./clock.ts";
import { configText } from "./config-text.ts";
import { mistakeText } from "./failure.ts";
import { readNamedFile } from "./files.ts";
import type { Outcome } from "./outcome.ts";
import { readPages } from "./pages.ts";
import { paint, progress } from "./print.ts";
import { parseSourceLocation, type SourceLocation } from "./source-location.ts";

/**
 * Checks pages against source, or decides from a bundle; returns what to print. `isLasting` tells that the same pages
 * and the same commit will always give the same: nothing was out of reach, out of time or not there yet.
 * @throws UsageError
 */
export async function checkPages(
  paths: readonly string[],
  options: CheckOptions,
  cache: DiskCache | undefined,
): Promise<Outcome & { readonly isLasting: boolean }> {
  const { bundle, pages } =
    options.replay === undefined
      ? await observePages(paths, options, cache)
      : { bundle: readBundle(readNamedFile(options.replay)), pages: undefined };
  if (options.record !== undefined) writeFileSync(options.record, writeBundle(bundle));
  if (bundle.altered !== undefined) process.stderr.write(`${mistakeText(alteration(bundle.altered))}\n`);
  const report = await assessTruth(bundle, pages);
  const output = formats[options.format](report, paint);
  return { code: exitCodeOf(report, bundle), output, isLasting: isLasting(report, bundle) };
}

function alteration(parts: readonly string[]): Mistake {
  const message = `The bundle was changed since it was recorded: ${parts.join(", ")}.`;
  return { code: "DV1101", message, fix: "Record it again: a bundle counts only as it was recorded." };
}

function isLasting({ documents }: TruthReport, { evidence }: Bundle): boolean {
  const isSettled = evidence.every((item) => {
    if (item.status === "unavailable" || item.subject.kind !== "claim") return false;
    const searched = item.status === "found" ? item.data : item.searched;
    const skipped = searched !== undefined && "skipped" in searched ? searched.skipped : [];
    return skipped.every(({ reason }) => reason !== "missing-object");
  });
  return isSettled && documents.every(({ problems }) => problems.length === 0);
}

/** 1 for a contradiction, 3 when a page or the source could not be read or the bundle was altered, 0 otherwise. */
function exitCodeOf(report: TruthReport, bundle: Bundle): number {
  if (report.summary.contradicted > 0) return exitCodes.notPassing;
  const unread = report.documents.some(({ problems }) => problems.length > 0);
  const unavailable = bundle.evidence.some(({ status }) => status === "unavailable");
  const altered = bundle.altered !== undefined;
  return unread || unavailable || altered ? exitCodes.undetermined : exitCodes.proven;
}

async function observePages(
  paths: readonly string[],
  options: CheckOptions,
  cache: DiskCache | undefined,
): Promise<{ readonly bundle: Bundle; readonly pages: Pages }> {
  const text = configText(options.config);
  const config = text === undefined ? defaultConfig : readConfig({ file: options.config, text });
  cache?.save("pages", text ?? "", JSON.stringify(config.documents));
  const documents = await withChangedLines(readPages(paths, config.documents), options.base);
  const where = parseSourceLocation(options.source);
  // Git lists the files of the source while a worker parses the pages.
  const [pages, source] = await Promise.all([readClaims(documents, config), open(where, config)]);
  await endParsing();
  const { opened, name, commit, webUrl } = source;
  progress(`${pages.claims.length} claims in ${documents.length} pages; reading the source`);
  const now = currentTime();
  const roots = config.engineering.repositories.find(({ repository }) => repository === name)?.roots ?? [];
  const place = {
    opened,
    repository: name,
    commit,
    visibility: "unknown" as const,
    roots,
    firstPaths: [],
    seenBy: "none" as const,
    ...(cache === undefined ? {} : { store: factStoreOf(cache) }),
  };
  const { sources, evidence } = await searchTree(webUrl === undefined ? place : { ...place, webUrl }, pages, now);
  const bundle: Bundle = { schemaVersion: 1, toolVersion: toolVersion(), now, config, documents, sources, evidence };
  return { bundle, pages };
}

type Source = { readonly opened: Opened; readonly name: string; readonly commit: string; readonly webUrl?: string };

async function open(where: SourceLocation, config: Config): Promise<Source> {
  if (where.kind === "local") {
    const resolved = await resolveRevision(where.gitDir, where.revision);
    if (!resolved.ok) throw noSource(where.revision, resolved.detail);
    return {
      opened: await openTree({ gitDir: where.gitDir, commit: resolved.commit }),
      name: where.name,
      commit: resolved.commit,
    };
  }
  const server = process.env.GITHUB_SERVER_URL ?? "https://github.com";
  const token = process.env.DOCS_VERDICT_SOURCE_TOKEN ?? process.env.GITHUB_TOKEN;
  const configured = config.engineering.repositories.find(({ repository }) => repository === where.repository);
  const url = `${server}/${where.repository}.git`;
  const remote = { url, cacheDir: objectFolder(), roots: [], history: configured?.history ?? 0 };
  const fetched = await fetchCommit(token === undefined ? remote : { ...remote, token }, where.revision);
  if (!fetched.ok) throw noSource(where.repository, fetched.detail);
  return {
    opened: await openTree(fetched),
    name: where.repository,
    commit: fetched.commit,
    webUrl: `${server}/${where.repository}/blob/${fetched.commit}`,
  };
}

function noSource(what: string, detail: string): UsageError {
  return new UsageError([
    {
      code: "DV1103",
      message: `Unexpected source "${what}": ${detail}.`,
      fix: "Correct --source; --help shows examples.",
    },
  ]);
}
