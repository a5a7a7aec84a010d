import { z } from "zod";
import { type Answer, fail } from "../../github/answer.ts";
import type { ReadTickets, Ticket, TicketQuestion } from "./reader.ts";

/** Address of Linear's interface (https://linear.app/developers/graphql). */
export const linearUrl = "https://api.linear.app/graphql";

/** Tickets of a team in one query. */
const batchSize = 50;
/** States in which a ticket is done; a cancelled one is not. */
const done = "completed";

const text = `query($team: String!, $numbers: [Float!]) {
  issues(first: ${batchSize}, filter: { team: { key: { eq: $team } }, number: { in: $numbers } }) {
    nodes { identifier title url state { name type } attachments(first: 50) { nodes { url } } }
  }
}`;
const answerSchema = z.object({
  data: z.object({
    issues: z.object({
      nodes: z.array(
        z.object({
          identifier: z.string(),
          title: z.string(),
          url: z.string(),
          state: z.object({ name: z.string(), type: z.string() }),
          attachments: z.object({ nodes: z.array(z.object({ url: z.string() })) }),
        }),
      ),
    }),
  }),
});

/** Reads tickets of Linear, one query a team; pull requests are attached to them by Linear itself. */
export const readLinear: ReadTickets = async (question) => {
  const answers = new Map<string, Answer<Ticket>>();
  const teamOf = (id: string): string => id.split("-")[0] ?? "";
  for (const team of new Set(question.ids.map(teamOf))) {
    const ids = question.ids.filter((id) => teamOf(id) === team);
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize);
      const found = await readTeam(team, batch, question);
      for (const id of batch) answers.set(id, found.ok ? ticketOf(found.value.get(id)) : found);
    }
  }
  return answers;
};

async function readTeam(
  team: string,
  ids: readonly string[],
  { settings, clients, signal }: TicketQuestion,
): Promise<Answer<ReadonlyMap<string, Ticket>>> {
  const token = settings.tokenEnv === undefined ? undefined : clients.secret(settings.tokenEnv);
  if (token === undefined) return fail("not-configured", "the token of Linear is not set");
  const numbers = ids.map((id) => Number(id.split("-")[1]));
  const reply = await clients.getJson({
    url: settings.url ?? linearUrl,
    headers: { Authorization: token, "Content-Type": "application/json" },
    body: JSON.stringify({ query: text, variables: { team, numbers } }),
    signal,
  });
  if (!reply.ok) return reply;
  const parsed = answerSchema.safeParse(reply.value);
  if (!parsed.success) return fail("malformed", "the answer of Linear could not be read");
  const tickets = parsed.data.data.issues.nodes.map(({ identifier, title, url, state, attachments }) => {
    const links = attachments.nodes.map((node) => node.url);
    return [identifier.toUpperCase(), { title, url, state: state.name, done: state.type === done, links }] as const;
  });
  return { ok: true, value: new Map(tickets) };
}

function ticketOf(ticket: Ticket | undefined): Answer<Ticket> {
  if (ticket !== undefined) return { ok: true, value: ticket };
  return fail("not-found-or-no-access", "Linear shows the token no such ticket");
}
