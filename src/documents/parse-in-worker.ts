import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { InternalError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import type { Document, DocumentSource } from "../types/index.ts";
import { problem, refusal } from "./limits.ts";
import { emptyDocument, type ParseOptions } from "./parse.ts";

/** How the pages of a run are parsed. */
export type ParseRun = {
  readonly framework: string;
  readonly isEntry: (path: string) => boolean;
  /** Longest processor time for one page in ms, 2000 by default. */
  readonly timeoutMs?: number;
};

/** How many times the time of a page may pass while other programs have the processors. */
const mostStarved = 15;

/** Heap of the worker in MB: a page of the largest size needs a tenth of it. */
const maxHeapMb = 384;

/** A worker that has parsed its pages and waits for more: loading the parser takes longer than most pages. */
let idle: Worker | undefined;

/**
 * Parses pages one after the other in a worker, each within a budget of time. A page that exceeds it, or on which the
 * worker dies, comes back empty with a problem; a fresh worker goes on with the rest. Documents come in the order of
 * the sources. The worker stays for the next call, and does not keep the process alive.
 * @throws InternalError when the parser itself fails.
 */
export async function parseDocuments(sources: readonly DocumentSource[], run: ParseRun): Promise<readonly Document[]> {
  const documents: Document[] = [];
  let worker: Worker | undefined;
  try {
    for (const source of sources) {
      const options = { framework: run.framework, isEntry: run.isEntry(source.path) };
      const refused = refusal(source);
      if (refused !== undefined) {
        documents.push(emptyDocument(source, options, refused));
        continue;
      }
      worker ??= takeIdle() ?? (await startWorker());
      const answer = await parseOne(worker, { source, options }, run.timeoutMs ?? 2000);
      documents.push(answer.document);
      if (!answer.workerLives) {
        await worker.terminate();
        worker = undefined;
      }
    }
  } catch (error) {
    await worker?.terminate();
    throw error;
  }
  await keepIdle(worker);
  return documents;
}

/** The waiting worker, unless another call has taken it or it died while it waited. */
function takeIdle(): Worker | undefined {
  const taken = idle;
  idle = undefined;
  taken?.ref();
  return taken;
}

/** One worker waits at most. */
async function keepIdle(worker: Worker | undefined): Promise<void> {
  if (worker === undefined) return;
  if (idle !== undefined) {
    await worker.terminate();
    return;
  }
  worker.unref();
  idle = worker;
}

/** Ends the waiting worker, which keeps 35 MB: for a run that has parsed all its pages. */
export async function endParsing(): Promise<void> {
  await takeIdle()?.terminate();
}

type Job = { readonly source: DocumentSource; readonly options: ParseOptions };
type Answer = { readonly document: Document; readonly workerLives: boolean };

/** Resolves when the worker has loaded the parser, so that loading counts against no page. */
async function startWorker(): Promise<Worker> {
  const worker = new Worker(join(packageRoot(), "dist/parse-worker.js"), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  // A worker that is given up may still die of its page before it ends; without a listener that would end the process.
  worker.on("error", () => undefined);
  worker.on("exit", () => {
    if (idle === worker) idle = undefined;
  });
  await next(worker);
  return worker;
}

async function parseOne(worker: Worker, job: Job, timeoutMs: number): Promise<Answer> {
  const giveUp = (code: "timeout" | "incomplete", message: string): Answer => ({
    document: emptyDocument(job.source, job.options, problem(job.source, code, message)),
    workerLives: false,
  });
  const answer = next(worker, timeoutMs);
  worker.postMessage(job);
  try {
    const document = await answer;
    if (document !== late) return { document, workerLives: true };
    return giveUp("timeout", `Unexpected need of more than ${timeoutMs} ms of a processor to parse the page.`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
      return giveUp("incomplete", `Unexpected need of more than ${maxHeapMb} MB to parse the page.`);
    }
    throw new InternalError(`The parser failed on ${job.source.path}.`, { cause: error });
  }
}

const late = Symbol("no message in time");

/** The next message of the worker; {@link late} when none comes in time; rejects when the worker dies. */
function next(worker: Worker, timeoutMs?: number): Promise<Document | typeof late> {
  return new Promise((resolve, reject) => {
    const stop = timeoutMs === undefined ? undefined : afterProcessorTime(timeoutMs, () => settle(() => resolve(late)));
    const onMessage = (message: Document): void => settle(() => resolve(message));
    const onError = (error: Error): void => settle(() => reject(error));
    const settle = (how: () => void): void => {
      stop?.();
      worker.off("message", onMessage);
      worker.off("error", onError);
      how();
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
  });
}

/**
 * Calls back once the process had so many ms of a processor, or many times as long has passed: a page that is read on an
 * idle machine is read on a busy one. Returns what stops the wait.
 */
function afterProcessorTime(limitMs: number, done: () => void): () => void {
  const before = process.cpuUsage();
  let waitedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      waitedMs += ms;
      const { user, system } = process.cpuUsage(before);
      const leftMs = limitMs - (user + system) / 1000;
      if (leftMs <= 0 || waitedMs >= limitMs * mostStarved) done();
      else wait(Math.max(leftMs, 50));
    }, ms);
  };
  wait(limitMs);
  return () => clearTimeout(timer);
}
