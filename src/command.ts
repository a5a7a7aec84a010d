import { configOf } from "./assess.ts";
import type { Request, RunClients } from "./clients.ts";
import { authority, levelOf, mayGive } from "./commands/authority.ts";
import { argumentNotes, type Command, commandForms, commandPurposes, readCommand } from "./commands/grammar.ts";
import { holdKey, keyOf } from "./commands/reference.ts";
import type { CommentEvent } from "./event.ts";
import { readActor } from "./github/actor.ts";
import { createComment, hasCommentStarting } from "./github/comments.ts";
import { readPermission } from "./github/permissions.ts";
import { type Reaction, react } from "./github/reactions.ts";
import { claimsNamed, type HelpLine, renderClaims, renderHelp, renderReply, replyMarker } from "./report/reply.ts";
import type { Report } from "./types/index.ts";
import { holdsVerdict } from "./verdict/claim-signals.ts";
import type { Decision } from "./verdict/decision.ts";
import { type Verified, verify } from "./verify.ts";

/** A comment with the place it stands in. */
export type CommandRequest = {
  readonly repository: string;
  readonly comment: CommentEvent;
  /** Path of the configuration in the base branch. */
  readonly configPath: string;
};

/** What became of a comment: nothing to do, done, or what to verify and publish now. */
export type CommandResult =
  | { readonly kind: "nothing" }
  | { readonly kind: "answered"; readonly reaction: Reaction }
  | { readonly kind: "publish"; readonly request: Request; readonly done: () => Promise<void> }
  | { readonly kind: "failed"; readonly detail: string };

/** What the parts of a command share. */
type Run = { readonly request: CommandRequest; readonly clients: RunClients };

/**
 * Carries out the command of a comment. What the person may do is looked up now; what could not be looked up is refused.
 * A failed reaction or reply never fails a command.
 */
export async function runCommand(request: CommandRequest, clients: RunClients): Promise<CommandResult> {
  const { comment, repository } = request;
  const run: Run = { request, clients };
  const read = readCommand(comment.body, comment.number);
  if (read.kind === "none") return { kind: "nothing" };
  const found = await readPermission(clients.docs, repository, comment.login);
  const level = found.ok ? levelOf(found.value) : "none";
  const isAuthor = found.ok && comment.login.toLowerCase() === comment.pullAuthor.toLowerCase();
  const kind = read.kind === "command" ? read.command.kind : "help";
  const asker = { level, isAuthor };
  // Whoever may not even ask again gets a sign and no reply: strangers must not make this tool talk.
  if (!mayGive("help", asker)) return answered("-1", run);
  if (!mayGive(kind, asker)) {
    return replied("-1", renderReply(comment.id, [{ quoted: `/verify ${kind}` }, " needs write permission."]), run);
  }
  if (read.kind === "mistake") {
    const usage = ["This command could not be read. Expected: ", { quoted: read.expected }, "."];
    return replied("confused", renderReply(comment.id, usage, help), run);
  }
  await answered("eyes", run);
  return carryOut(read.command, run);
}

const help = [{ quoted: commandForms.help }, " lists all commands."];

const kinds = Object.keys(commandForms).filter((key): key is Command["kind"] => key in commandForms);
const helpLines = kinds.map(
  (kind): HelpLine => ({
    form: commandForms[kind],
    purpose: commandPurposes[kind],
    decides: authority[kind].author ? "question" : "decision",
  }),
);

async function carryOut(command: Command, run: Run): Promise<CommandResult> {
  const { comment } = run.request;
  if (command.kind === "help") return replied("rocket", renderHelp(comment.id, helpLines, argumentNotes), run);
  const { repository, configPath } = run.request;
  const request: Request = { repository, configPath, number: comment.number };
  if (command.kind === "verify") return toPublish(request, run);
  const first = await verify(request, run.clients);
  if (!first.ok) return failed(first.detail, run);
  if (command.kind === "explain") return explain(command.claim, first.report, run);
  if (first.bundle.pull?.state === "closed") {
    const closed = ["This pull request is closed, so nothing was recorded. Reopen it first."];
    return replied("confused", renderReply(comment.id, closed), run);
  }
  const decision = decisionOf(command, first, comment);
  if (decision === undefined) return replied("confused", renderReply(comment.id, notFound(command), help), run);
  return toPublish({ ...request, decision }, run);
}

function explain(word: string, report: Report, run: Run): Promise<CommandResult> {
  const { id } = run.request.comment;
  const findings = claimsNamed(report, word);
  if (findings.length === 0)
    return replied("confused", renderReply(id, ["No claim is named ", { quoted: word }, "."]), run);
  return replied("rocket", renderClaims(id, report, findings), run);
}

type DecisionCommand = Exclude<Command, { kind: "verify" | "help" | "explain" }>;

/** The decision that a command means; undefined when what it speaks of is not known or not one thing. */
function decisionOf(
  command: DecisionCommand,
  { report, bundle }: Verified,
  comment: CommentEvent,
): Decision | undefined {
  const { headCommit } = report.pull;
  const said = { login: comment.login, reason: command.reason, headCommit, at: comment.at };
  if (command.kind === "docs-only") return { ...said, kind: "docs-only" };
  if (command.kind === "dismiss") {
    const holding = claimsNamed(report, command.claim).filter(holdsVerdict);
    const ids = [...new Set(holding.map(({ claim }) => claim.id))];
    const [claim, ...others] = ids;
    return claim === undefined || others.length > 0 ? undefined : { ...said, kind: "dismiss", claim };
  }
  const keys = [
    ...report.ledger.entries.map(({ key }) => key),
    ...report.references.taken.map(({ key }) => key),
    ...report.verdict.reasons.map(({ subject }) => subject),
  ];
  const repositories = configOf(bundle).engineering.repositories.map(({ repository }) => repository);
  const named = keyOf(command.reference, { keys: [...new Set(keys)], repositories });
  const key = command.kind === "block" ? (named ?? holdKey(command.reference)) : named;
  if (key === undefined || (command.kind === "release" && !keys.includes(key))) return undefined;
  return { ...said, kind: command.kind, key };
}

function notFound(command: DecisionCommand): readonly (string | { quoted: string })[] {
  if (command.kind === "dismiss") {
    return [
      "No single claim that holds the verdict is named ",
      { quoted: command.claim },
      "; the table of claims has their ids.",
    ];
  }
  const named = "reference" in command ? command.reference : "";
  return [
    { quoted: named },
    " is no reference that is recorded here; write it as ",
    { quoted: "owner/repository#1" },
    ".",
  ];
}

function toPublish(request: Request, run: Run): CommandResult {
  return {
    kind: "publish",
    request,
    done: async () => {
      await answered("rocket", run);
    },
  };
}

async function failed(detail: string, run: Run): Promise<CommandResult> {
  await answered("confused", run);
  return { kind: "failed", detail };
}

async function answered(reaction: Reaction, { request, clients }: Run): Promise<CommandResult> {
  const reply = await react(clients.docs, { repository: request.repository, id: request.comment.id }, reaction);
  if (!reply.ok) clients.progress(`Could not react to the comment: ${reply.detail}`);
  return { kind: "answered", reaction };
}

/** Posts one reply, unless this very comment was answered before. */
async function replied(reaction: Reaction, body: string, run: Run): Promise<CommandResult> {
  const { request, clients } = run;
  const pull = { repository: request.repository, number: request.comment.number };
  const actor = await readActor(clients.docs);
  const marker = replyMarker(request.comment.id);
  const isThere = actor.ok ? await hasCommentStarting(clients.docs, pull, { authorId: actor.value.id, marker }) : actor;
  if (isThere.ok && !isThere.value) {
    const reply = await createComment(clients.docs, pull, body);
    if (!reply.ok) clients.progress(`Could not reply to the comment: ${reply.detail}`);
  }
  return answered(reaction, run);
}
