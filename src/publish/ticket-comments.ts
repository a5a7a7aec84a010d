import { createHash } from "node:crypto";
import { z } from "zod";
import { type Answer, fail, mayHaveHappened } from "../github/answer.ts";
import type { TicketCommentSpec, TicketWrite } from "../types/index.ts";

/** Sends one GraphQL query to the tracker; every failure is data. */
export type AskTracker = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>;

/** Comments of ours that are read in one request, and requests at most. */
const pageSize = 100;
const maxPages = 5;

const commentsQuery = `query($ticket: String!, $after: String) {
  issue(id: $ticket) {
    comments(first: ${pageSize}, after: $after, filter: { user: { isMe: { eq: true } } }) {
      nodes { id body createdAt user { isMe } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const createMutation = `mutation($input: CommentCreateInput!) {
  commentCreate(input: $input) { success }
}`;
const updateMutation = `mutation($id: String!, $input: CommentUpdateInput!) {
  commentUpdate(id: $id, input: $input) { success }
}`;

const commentsSchema = z.object({
  data: z.object({
    issue: z.object({
      comments: z.object({
        nodes: z.array(
          z.object({
            id: z.string(),
            body: z.string(),
            createdAt: z.string(),
            user: z.object({ isMe: z.boolean() }).nullable(),
          }),
        ),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      }),
    }),
  }),
});
const createdSchema = z.object({ data: z.object({ commentCreate: z.object({ success: z.literal(true) }) }) });
const updatedSchema = z.object({ data: z.object({ commentUpdate: z.object({ success: z.literal(true) }) }) });

/** Our comment on a ticket: its id, and the digest of what we wrote there. */
type TicketComment = { readonly id: string; readonly digest: string };

/** The write that a ticket needs; undefined when its comment says all of it already. Every failure to look is data. */
export async function planTicketComment(
  ask: AskTracker,
  ticket: string,
  comment: TicketCommentSpec,
): Promise<Answer<TicketWrite | undefined>> {
  const shown = await readComment(ask, ticket, comment.marker);
  if (!shown.ok) return shown;
  if (shown.value === undefined) return { ok: true, value: { kind: "create-ticket-comment", ticket, comment } };
  const { id, digest } = shown.value;
  const isShown = digest === comment.digest;
  return { ok: true, value: isShown ? undefined : { kind: "update-ticket-comment", ticket, id, comment } };
}

/**
 * Writes the comment. A new one carries an id made of ticket and docs pull request, so that the tracker itself refuses a
 * second one; after an answer that leaves it open whether it was stored, it is looked for before anything is repeated.
 */
export async function writeTicketComment(ask: AskTracker, write: TicketWrite): Promise<Answer<undefined>> {
  const first = await send(ask, write);
  if (first.ok) return first;
  const shown = await readComment(ask, write.ticket, write.comment.marker);
  if (shown.ok && shown.value?.digest === write.comment.digest) return { ok: true, value: undefined };
  return mayHaveHappened(first) && shown.ok ? send(ask, again(write, shown.value)) : first;
}

/** The same write for what the ticket shows by now. */
function again(write: TicketWrite, shown: TicketComment | undefined): TicketWrite {
  const { ticket, comment } = write;
  if (shown === undefined) return { kind: "create-ticket-comment", ticket, comment };
  return { kind: "update-ticket-comment", ticket, comment, id: shown.id };
}

async function send(ask: AskTracker, write: TicketWrite): Promise<Answer<undefined>> {
  const { body, marker } = write.comment;
  const isNew = write.kind === "create-ticket-comment";
  const reply = isNew
    ? await ask(createMutation, {
        input: { id: idOf(write.ticket, marker), issueId: write.ticket, body, doNotSubscribeToIssue: true },
      })
    : await ask(updateMutation, { id: write.id, input: { body } });
  if (!reply.ok) return reply;
  const isDone = (isNew ? createdSchema : updatedSchema).safeParse(reply.value).success;
  return isDone ? { ok: true, value: undefined } : fail("malformed", "the tracker did not say that it was written");
}

/** Our oldest comment with the marker; undefined when there is none. A list that has no end in sight is a failure. */
async function readComment(
  ask: AskTracker,
  ticket: string,
  marker: string,
): Promise<Answer<TicketComment | undefined>> {
  const own: (TicketComment & { readonly createdAt: string })[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const reply = await ask(commentsQuery, { ticket, after });
    if (!reply.ok) return reply;
    const parsed = commentsSchema.safeParse(reply.value);
    if (!parsed.success) return fail("malformed", "the comments of the ticket could not be read");
    const { nodes, pageInfo } = parsed.data.data.issue.comments;
    for (const { id, body, createdAt, user } of nodes) {
      const digest = user?.isMe === true ? digestIn(body, marker) : undefined;
      if (digest !== undefined) own.push({ id, createdAt, digest });
    }
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || after === null) {
      const [oldest] = own.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
      return { ok: true, value: oldest };
    }
  }
  return fail("truncated", "the ticket has too many comments to find the own one");
}

/** The digest in the last line of a comment; undefined when the line is not ours. The tracker may rewrite all the rest. */
function digestIn(body: string, marker: string): string | undefined {
  const line = body.trimEnd().split("\n").at(-1) ?? "";
  const start = line.indexOf(`\`${marker}`);
  return start === -1 ? undefined : /^[0-9a-f]{1,64}/.exec(line.slice(start + 1 + marker.length))?.[0];
}

/** A UUID of version 4 in form, the same for the same ticket and docs pull request. */
function idOf(ticket: string, marker: string): string {
  const hex = createHash("sha256").update(`${ticket} ${marker}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
