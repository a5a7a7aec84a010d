import { readFileSync, writeFileSync } from "node:fs";
import * as core from "@actions/core";
import { z } from "zod";
import { createClients } from "./cli/environment.ts";
import { exitCodeOf } from "./cli/verify.ts";
import { exitCodes, UsageError } from "./errors.ts";
import { writeBundle } from "./evidence/bundle.ts";
import { renderPlan } from "./publish/dry-run.ts";
import { titleOf } from "./report/annotations.ts";
import { renderSummary } from "./report/markdown.ts";
import { visibleLine } from "./report/visible-text.ts";
import { publish, type Verified, verify } from "./verify.ts";

/** The part of an event's payload that tells which pull request it is about. */
const eventSchema = z.object({
  pull_request: z.object({ number: z.number().int().positive() }).optional(),
  issue: z.object({ number: z.number().int().positive(), pull_request: z.unknown().optional() }).optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
});

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      for (const { code, message, fix, place } of error.mistakes) {
        core.error(visibleLine(`${code}: ${message} ${fix}`, 1000), place === undefined ? {} : annotationPlace(place));
      }
      return exitCodes.usage;
    }
    core.setFailed("docs-verdict failed unexpectedly; this is a bug. The log has the details.");
    core.info(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.internal;
  }
}

async function run(): Promise<number> {
  const tokens = { docs: core.getInput("github-token"), source: core.getInput("source-token") };
  for (const token of [tokens.docs, tokens.source]) if (token !== "") core.setSecret(token);
  const clients = createClients(tokens, (line) => core.info(visibleLine(line, 500)));
  const number = pullNumber();
  if (number === undefined) {
    core.info("This event is about no pull request: nothing to verify.");
    return exitCodes.proven;
  }
  const repository = process.env.GITHUB_REPOSITORY ?? "";
  const verified = await verify({ repository, number, configPath: core.getInput("config") }, clients);
  if (!verified.ok) {
    core.setFailed(`The docs pull request ${repository}#${number} could not be read: ${verified.detail}.`);
    return exitCodes.undetermined;
  }
  return finish(verified, clients);
}

async function finish(verified: Verified, clients: Parameters<typeof publish>[1]): Promise<number> {
  const { report, bundle, plan, present } = verified;
  const record = core.getInput("record");
  if (record !== "") writeFileSync(record, writeBundle(bundle));
  const isDryRun = core.getBooleanInput("dry-run");
  const result = isDryRun ? { written: 0, failed: [] } : await publish(verified, clients);
  if (isDryRun) core.info(renderPlan(plan, present));
  setOutputs(verified, result.written);
  await core.summary.addRaw(renderSummary(report)).write();
  for (const { write, reason } of result.failed) core.warning(`Could not ${write.kind}: ${visibleLine(reason)}`);
  if ("stopped" in result && result.stopped !== undefined) core.warning(`Stopped publishing: ${result.stopped}.`);
  core.info(visibleLine(titleOf(report), 500));
  if (result.failed.length > 0 || ("stopped" in result && result.stopped !== undefined)) return exitCodes.undetermined;
  return exitCodeOf(report);
}

function setOutputs({ report }: Verified, written: number): void {
  const { summary, verdict, changed } = report;
  core.setOutput("verdict", verdict.value);
  core.setOutput("changed", String(changed !== undefined));
  core.setOutput("claims-total", String(report.findings.length));
  core.setOutput("claims-confirmed", String(summary.confirmed));
  core.setOutput("claims-contradicted", String(summary.contradicted));
  core.setOutput("claims-undecided", String(summary.ambiguous + summary.unverifiable));
  core.setOutput("writes", String(written));
}

/** The pull request that the input or the event names; undefined when there is none. */
function pullNumber(): number | undefined {
  const input = core.getInput("pr-number");
  if (input !== "") return readNumber(input);
  const path = process.env.GITHUB_EVENT_PATH;
  if (path === undefined) return undefined;
  const event = eventSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!event.success) return undefined;
  const { pull_request: pull, issue } = event.data;
  return pull?.number ?? (issue?.pull_request === undefined ? undefined : issue.number);
}

function readNumber(input: string): number {
  if (/^[1-9]\d{0,8}$/.test(input)) return Number(input);
  throw new UsageError([
    { code: "DV1108", message: `Unexpected pr-number "${input}", expected a number.`, fix: "Correct the input." },
  ]);
}

function annotationPlace({
  file,
  line,
  column,
}: {
  file: string;
  line?: number;
  column?: number;
}): core.AnnotationProperties {
  return {
    file,
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  };
}
