import { exitCodes, UsageError } from "../errors.ts";
import { type DigestRow, renderDigest } from "../report/digest.ts";
import { planSweep, readShard, readTimeLimit, type Swept, sweep } from "../sweep.ts";
import { type CacheOptions, commandCache } from "./cache.ts";
import { createClients } from "./environment.ts";
import { mistakeText } from "./failure.ts";
import { progress } from "./print.ts";

/** Options of `sweep`, as commander gives them. */
export type SweepOptions = CacheOptions & {
  readonly publish?: boolean;
  readonly plan?: boolean;
  readonly shard: string;
  readonly config: string;
  readonly timeLimit: string;
};

/**
 * Verifies every open pull request of a repository and prints a digest; writes only with `--publish`. Returns the exit code.
 * @throws UsageError
 */
export async function runSweep(repository: string, options: SweepOptions): Promise<number> {
  const shard = readShard(options.shard);
  if (shard === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new UsageError([
      {
        code: "DV1110",
        message: `Unexpected ${shard === undefined ? `shard "${options.shard}", expected i/n` : `repository "${repository}", expected owner/repository`}.`,
        fix: "For example: docs-verdict sweep acme/docs --shard 1/2",
      },
    ]);
  }
  const tokens = { docs: process.env.GITHUB_TOKEN, source: process.env.DOCS_VERDICT_SOURCE_TOKEN };
  const clients = createClients(tokens, progress, commandCache(options));
  if (options.plan === true) {
    const shards = await planSweep(repository, clients);
    if ("ok" in shards) return unlisted(repository, shards.detail);
    process.stdout.write(`${JSON.stringify({ shard: shards })}\n`);
    return exitCodes.proven;
  }
  const writes = options.publish === true ? "publish" : "none";
  const deadlineMs = readTimeLimit(options.timeLimit, clients.now());
  if (deadlineMs === undefined && options.timeLimit !== "") {
    const message = `Unexpected time limit "${options.timeLimit}", expected minutes from 1 to 9999.`;
    throw new UsageError([{ code: "DV1111", message, fix: "For example: --time-limit 50" }]);
  }
  const request = { repository, configPath: options.config, shard, writes } as const;
  const result = await sweep({ ...request, ...(deadlineMs === undefined ? {} : { deadlineMs }) }, clients);
  if (!result.ok) return unlisted(repository, result.detail);
  const rows = result.swept.map(digestRow);
  process.stdout.write(renderDigest({ repository, rows, stopped: result.stopped, now: clients.now() }));
  const isWhole = result.stopped === undefined && rows.every(({ problems }) => problems.length === 0);
  return isWhole ? exitCodes.proven : exitCodes.undetermined;
}

/** A pull request of a sweep as a line of the digest. */
export function digestRow(one: Swept): DigestRow {
  const { number } = one;
  if (one.state === "verified") {
    const { verdict, changed, since, written, problems, untold } = one;
    const isNew = changed !== undefined;
    return { number, state: verdict, from: changed?.from, changed: isNew, since, writes: written, problems, untold };
  }
  const problems = one.state === "failed" ? [one.detail] : [];
  return { number, state: one.state, changed: false, writes: 0, problems };
}

function unlisted(repository: string, detail: string): number {
  const message = `The open pull requests of ${repository} could not be listed: ${detail}.`;
  process.stderr.write(
    `${mistakeText({ code: "DV2001", message, fix: "Check its name and what the token may read." })}\n`,
  );
  return exitCodes.undetermined;
}
