import picomatch from "picomatch";
import type { RunClients } from "./clients.ts";
import { type Config, readConfigOf } from "./config.ts";
import { UsageError } from "./errors.ts";
import { type Answer, concerning, type Failure, fail } from "./github/answer.ts";
import { type DocsFiles, readDocsFiles } from "./github/docs-files.ts";
import { type DocsPullRead, type PostedComment, readDocsPulls } from "./github/docs-pull.ts";
import type { DocsPull, DocumentSource } from "./types/index.ts";

/** Docs pull requests of one repository, and where its configuration stands. */
export type OpenRequest = {
  /** `owner/repo`. */
  readonly repository: string;
  readonly numbers: readonly number[];
  /** Path of the configuration in the base branch. */
  readonly configPath: string;
};

/** A docs pull request with its pages and the configuration of its base branch. */
export type Opened = {
  readonly ok: true;
  readonly pull: DocsPull;
  /** Every comment, lowest id first. */
  readonly posted: Answer<readonly PostedComment[]>;
  readonly documents: readonly DocumentSource[];
  /** Lines that each of its files adds or changes, 1-based. */
  readonly changedLines: ReadonlyMap<string, readonly number[]>;
  readonly config: Config;
};

type Configured = { readonly read: DocsPullRead; readonly config: Config; readonly configPath: string };

/**
 * Reads docs pull requests, their pages at their heads and the configuration of their base branches. Every number gets
 * an answer: the mistakes of its configuration, or why it could not be read.
 */
export async function openDocsPulls(
  request: OpenRequest,
  clients: RunClients,
): Promise<ReadonlyMap<number, Opened | Failure | UsageError>> {
  const reads = await readDocsPulls(clients.docs, request);
  const configured = new Map(request.numbers.map((number) => [number, configure(reads.get(number) ?? lost, request)]));
  const wanted = [...configured].flatMap(([number, one]) =>
    "config" in one ? [{ number, wanted: isPage(one.config), listed: one.read.listed }] : [],
  );
  const files = await readDocsFiles(clients.docs, request.repository, wanted);
  return new Map(
    [...configured].map(([number, one]) => [number, "config" in one ? opened(one, files.get(number) ?? lost) : one]),
  );
}

const lost = fail("malformed", "GitHub gave no answer");

function configure(
  read: Answer<DocsPullRead>,
  { repository, configPath: file }: OpenRequest,
): Configured | Failure | UsageError {
  if (!read.ok) return read;
  const text = concerning(`the configuration ${file}`, read.value.config);
  if (!text.ok) return text;
  try {
    return { read: read.value, configPath: file, config: readConfigOf(repository, { file, text: text.value ?? "" }) };
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

function opened({ read, config, configPath }: Configured, found: Answer<DocsFiles>): Opened | Failure {
  const files = concerning("its changed files", found);
  if (!files.ok) return files;
  const { documents, changedPaths, changedLines, complete, unread } = files.value;
  const pull = {
    ...read.pull,
    changedFiles: changedPaths,
    ...(changedPaths.includes(configPath) ? { changedConfig: configPath } : {}),
    filesComplete: complete && changedPaths.length >= (read.pull.fileCount ?? 0),
    unread: [...(read.pull.unread ?? []), ...unread],
  };
  return { ok: true, pull, posted: read.posted, documents, changedLines, config };
}

function isPage(config: Config): (path: string) => boolean {
  return picomatch([...config.documents.include], { ignore: [...config.documents.exclude], dot: true });
}
