import { writeFileSync } from "node:fs";
import { assess } from "../assess.ts";
import { exitCodes, UsageError } from "../errors.ts";
import { readBundle, writeBundle } from "../evidence/bundle.ts";
import { renderPlan } from "../publish/dry-run.ts";
import { type FormatName, formats } from "../report/formats.ts";
import type { Report } from "../types/index.ts";
import { publish, verify } from "../verify.ts";
import { type CacheOptions, commandCache } from "./cache.ts";
import { createClients } from "./environment.ts";
import { mistakeText } from "./failure.ts";
import { readNamedFile } from "./files.ts";
import { printFormatted, progress } from "./print.ts";

/** Options of `verify`, as commander gives them. */
export type VerifyOptions = CacheOptions & {
  readonly publish?: boolean;
  readonly dryRun?: boolean;
  readonly format: FormatName;
  readonly record?: string;
  readonly replay?: string;
  readonly config: string;
};

/**
 * Verifies one docs pull request and prints the report; writes only with `--publish`. Returns the exit code.
 * @throws UsageError
 */
export async function runVerify(pull: string | undefined, options: VerifyOptions): Promise<number> {
  if (options.replay !== undefined) {
    const report = await assess(readBundle(readNamedFile(options.replay)));
    printFormatted(formats[options.format], report);
    return exitCodeOf(report);
  }
  const clients = createClients(
    { docs: process.env.GITHUB_TOKEN, source: process.env.DOCS_VERDICT_SOURCE_TOKEN },
    progress,
    commandCache(options),
  );
  const verified = await verify({ ...parsePullName(pull), configPath: options.config }, clients);
  if (!verified.ok) {
    process.stderr.write(
      `${mistakeText({ code: "DV2001", message: `The docs pull request ${pull} could not be read: ${verified.detail}.`, fix: "Check its name and what the token may read." })}\n`,
    );
    return exitCodes.undetermined;
  }
  if (options.record !== undefined) writeFileSync(options.record, writeBundle(verified.bundle));
  printFormatted(formats[options.format], verified.report);
  if (options.dryRun === true) process.stdout.write(renderPlan(verified.plan, verified.present));
  else if (options.publish === true) {
    const result = await publish(verified, clients);
    for (const { write, reason } of result.failed) process.stderr.write(`could not ${write.kind}: ${reason}\n`);
    if (result.failed.length > 0 || result.stopped !== undefined) return exitCodes.undetermined;
  }
  return exitCodeOf(verified.report);
}

/** 0 for `live`, 3 for `unknown`, 1 for everything else. */
export function exitCodeOf({ verdict }: { readonly verdict: Pick<Report["verdict"], "value"> }): number {
  if (verdict.value === "live") return exitCodes.proven;
  return verdict.value === "unknown" ? exitCodes.undetermined : exitCodes.notPassing;
}

/**
 * Reads `owner/repository#number` or the URL of a pull request.
 * @throws UsageError
 */
export function parsePullName(text: string | undefined): { readonly repository: string; readonly number: number } {
  const match =
    /^(?:https?:\/\/[^/]+\/)?(?<repository>[\w.-]+\/[\w.-]+)(?:#|\/pull\/)(?<number>[1-9]\d{0,8})(?:[/?#].*)?$/.exec(
      text ?? "",
    );
  if (match?.groups?.repository === undefined) {
    throw new UsageError([
      {
        code: "DV1106",
        message: `Unexpected pull request "${text ?? ""}", expected owner/repository#number or its URL.`,
        fix: "For example: docs-verdict verify acme/docs#152",
      },
    ]);
  }
  return { repository: match.groups.repository, number: Number(match.groups.number) };
}
