import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@actions/core";
import { commandCache } from "./cli/cache.ts";
import { postToChat } from "./cli/chat.ts";
import { createClients } from "./cli/environment.ts";
import { digestRow } from "./cli/sweep.ts";
import { exitCodeOf } from "./cli/verify.ts";
import type { Request, RunClients } from "./clients.ts";
import { runCommand } from "./command.ts";
import { exitCodes, UsageError } from "./errors.ts";
import { type CommentEvent, readEvent, type Task } from "./event.ts";
import { writeBundle } from "./evidence/bundle.ts";
import type { Failure } from "./github/answer.ts";
import { keepMemoryLow } from "./memory.ts";
import { answerGroup } from "./merge-group.ts";
import { renderPlan } from "./publish/dry-run.ts";
import { pullKey } from "./reference-key.ts";
import { titleOf } from "./report/annotations.ts";
import { type Digest, renderChatDigest, renderDigest } from "./report/digest.ts";
import { renderSummary } from "./report/markdown.ts";
import { visibleLine } from "./report/visible-text.ts";
import { planSweep, readShard, readTimeLimit, sweep } from "./sweep.ts";
import { type Reconciled, reconcile, type Verified, verify } from "./verify.ts";

keepMemoryLow();
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
  const cacheDir = core.getInput("cache-dir");
  const cache = cacheDir === "" ? undefined : commandCache({ cacheDir });
  const clients = createClients(tokens, (line) => core.info(visibleLine(line, 500)), cache);
  return carryOut(task(), clients);
}

/** What the inputs and the event ask for. */
function task(): Task | { readonly kind: "plan" } {
  const input = core.getInput("pr-number");
  const mode = core.getInput("mode");
  if (mode === "plan" || mode === "sweep") return { kind: mode };
  if (input !== "") return { kind: "verify", number: readNumber(input) };
  const path = process.env.GITHUB_EVENT_PATH;
  if (path === undefined) return { kind: "nothing", why: "there is no event" };
  const found = readEvent(process.env.GITHUB_EVENT_NAME ?? "", JSON.parse(readFileSync(path, "utf8")));
  if (mode === "auto" || mode === "" || found.kind === "verify") return found;
  if (mode === "check") return { kind: "nothing", why: "the event is about no pull request" };
  throw new UsageError([
    { code: "DV1109", message: `Unexpected mode "${mode}", expected auto, check, plan or sweep.`, fix: "Correct it." },
  ]);
}

async function carryOut(todo: Task | { readonly kind: "plan" }, clients: RunClients): Promise<number> {
  switch (todo.kind) {
    case "nothing":
      core.info(`Nothing to verify: ${visibleLine(todo.why, 200)}.`);
      return exitCodes.proven;
    case "verify":
      return verifyOne({ repository: repository(), number: todo.number, configPath: configPath() }, clients);
    case "command":
      return answerComment(todo.comment, clients);
    case "plan":
      return printPlan(clients);
    case "sweep":
      return sweepAll(undefined, clients);
    case "waiting":
      return sweepAll(pullKey(todo.repository, todo.number), clients);
    case "merge-group":
      return answerQueue(todo, clients);
  }
}

function repository(): string {
  return process.env.GITHUB_REPOSITORY ?? "";
}

function configPath(): string {
  return core.getInput("config");
}

async function verifyOne(request: Request, clients: RunClients): Promise<number> {
  const isDryRun = core.getBooleanInput("dry-run");
  const reached = isDryRun ? await dryRun(request, clients) : await reconcile(request, clients);
  if (reached.ok) return finish(reached);
  return unreadable(
    `The docs pull request ${request.repository}#${request.number} could not be read: ${reached.detail}.`,
  );
}

async function dryRun(request: Request, clients: RunClients): Promise<Reconciled | Failure> {
  const verified = await verify(request, clients);
  if (!verified.ok) return verified;
  core.info(renderPlan(verified.plan, verified.present));
  return { ok: true, verified, result: { written: 0, failed: [] } };
}

/** A command that was answered is a success of the run, also when the verdict does not pass: the check says that. */
async function answerComment(comment: CommentEvent, clients: RunClients): Promise<number> {
  const result = await runCommand({ repository: repository(), comment, configPath: configPath() }, clients);
  if (result.kind === "failed") return unreadable(`The command could not be carried out: ${result.detail}.`);
  if (result.kind !== "publish") return exitCodes.proven;
  const reached = await reconcile(result.request, clients);
  if (!reached.ok) return unreadable(`The command could not be carried out: ${reached.detail}.`);
  await finish(reached);
  const { failed, stopped } = reached.result;
  if (failed.length > 0 || stopped !== undefined) return exitCodes.undetermined;
  await result.done();
  return exitCodes.proven;
}

async function printPlan(clients: RunClients): Promise<number> {
  const shards = await planSweep(repository(), clients);
  if ("ok" in shards) return unreadable(`The open pull requests could not be listed: ${shards.detail}.`);
  core.setOutput("matrix", JSON.stringify({ shard: shards }));
  return exitCodes.proven;
}

async function sweepAll(waitingFor: string | undefined, clients: RunClients): Promise<number> {
  const shard = readShard(core.getInput("shard"));
  if (shard === undefined) {
    throw new UsageError([
      {
        code: "DV1110",
        message: "Unexpected shard, expected i/n with i at most n.",
        fix: "Use the matrix of mode plan.",
      },
    ]);
  }
  const writes = core.getBooleanInput("dry-run") ? "none" : "publish";
  const deadlineMs = deadline(clients.now());
  const request = { repository: repository(), configPath: configPath(), shard, writes, deadlineMs } as const;
  const result = await sweep({ ...request, ...(waitingFor === undefined ? {} : { waitingFor }) }, clients);
  if (!result.ok) return unreadable(`The open pull requests could not be listed: ${result.detail}.`);
  const rows = result.swept.map(digestRow);
  const digest = { repository: repository(), rows, stopped: result.stopped, now: clients.now() };
  await core.summary.addRaw(renderDigest(digest)).write();
  if (writes === "publish") await tellChat(digest);
  core.setOutput("writes", String(rows.reduce((sum, { writes: count }) => sum + count, 0)));
  for (const { number, problems } of rows)
    for (const text of problems) core.warning(visibleLine(`#${number}: ${text}`));
  if (result.stopped !== undefined) core.warning(visibleLine(`The sweep stopped early: ${result.stopped}`));
  const isWhole = result.stopped === undefined && rows.every(({ problems }) => problems.length === 0);
  return isWhole ? exitCodes.proven : exitCodes.undetermined;
}

function deadline(now: string): number {
  const minutes = core.getInput("time-limit-minutes");
  const deadlineMs = readTimeLimit(minutes === "" ? "50" : minutes, now);
  if (deadlineMs !== undefined) return deadlineMs;
  throw new UsageError([
    {
      code: "DV1111",
      message: `Unexpected time-limit-minutes "${minutes}", expected a whole number from 1 to 9999.`,
      fix: "Correct the input.",
    },
  ]);
}

/** Sends the digest where a webhook is set and something is new; a chat that cannot be reached fails nothing. */
async function tellChat(digest: Digest): Promise<void> {
  const url = process.env.DOCS_VERDICT_SLACK_WEBHOOK ?? "";
  if (url === "") return;
  core.setSecret(url);
  const text = renderChatDigest(digest);
  if (text === undefined) return;
  const reply = await postToChat(url, text);
  if (!reply.ok) core.warning(`The digest could not be sent to Slack: ${visibleLine(reply.detail)}`);
}

async function answerQueue(group: Extract<Task, { kind: "merge-group" }>, clients: RunClients): Promise<number> {
  const answer = await answerGroup({ ...group, repository: repository(), configPath: configPath() }, clients);
  if (!answer.ok) return unreadable(`The group could not be answered: ${answer.detail}.`);
  core.setOutput("verdict", answer.verdict);
  core.setOutput("writes", String(answer.result.written));
  for (const { reason } of answer.result.failed) core.warning(`Could not answer: ${visibleLine(reason)}`);
  return answer.result.failed.length > 0 ? exitCodes.undetermined : exitCodeOf({ verdict: { value: answer.verdict } });
}

function unreadable(message: string): number {
  core.setFailed(visibleLine(message, 500));
  return exitCodes.undetermined;
}

async function finish({ verified, result }: Reconciled): Promise<number> {
  const { report, bundle } = verified;
  const record = core.getInput("record");
  if (record !== "") writeFileSync(record, writeBundle(bundle));
  const folder = core.getInput("report-dir");
  if (folder !== "") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "report.md"), renderSummary(report));
  }
  setOutputs(verified, result.written);
  await core.summary.addRaw(renderSummary(report)).write();
  for (const { write, reason } of result.failed) core.warning(`Could not ${write.kind}: ${visibleLine(reason)}`);
  if (result.unkept !== undefined) core.warning(visibleLine(`The ledger was not stored on its ref: ${result.unkept}`));
  if (result.stopped !== undefined) core.warning(`Stopped publishing: ${result.stopped}.`);
  core.info(visibleLine(titleOf(report), 500));
  if (result.failed.length > 0 || result.stopped !== undefined) return exitCodes.undetermined;
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
