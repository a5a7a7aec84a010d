import { z } from "zod";
import { type Answer, fail } from "../../github/answer.ts";
import type { ReadTickets, Ticket, TicketQuestion } from "./reader.ts";

const issueSchema = z.object({
  fields: z.object({
    summary: z.string(),
    status: z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) }),
  }),
});
const linksSchema = z.array(z.object({ object: z.object({ url: z.string() }) }));

/** Reads tickets of Jira, in the cloud or on a server of one's own; pull requests are among their web links. */
export const readJira: ReadTickets = async (question) => {
  const answers = new Map<string, Answer<Ticket>>();
  for (const id of question.ids) answers.set(id, await readTicket(id, question));
  return answers;
};

async function readTicket(id: string, { settings, clients, signal }: TicketQuestion): Promise<Answer<Ticket>> {
  if (settings.url === undefined) return fail("not-configured", "the address of Jira is not in the configuration");
  const base = settings.url.replace(/\/+$/, "");
  const headers = headersOf(settings.tokenEnv === undefined ? undefined : clients.secret(settings.tokenEnv));
  const read = (path: string) => clients.getJson({ url: `${base}/rest/api/2/issue/${id}${path}`, headers, signal });
  const issue = await read("?fields=summary,status");
  if (!issue.ok) return issue;
  const links = await read("/remotelink");
  if (!links.ok) return links;
  const parsed = issueSchema.safeParse(issue.value);
  const linked = linksSchema.safeParse(links.value);
  if (!parsed.success || !linked.success) return fail("malformed", "the answer of Jira could not be read");
  const { summary, status } = parsed.data.fields;
  const value = {
    title: summary,
    state: status.name,
    done: status.statusCategory.key === "done",
    url: `${base}/browse/${id}`,
    links: linked.data.map(({ object }) => object.url),
  };
  return { ok: true, value };
}

/** Headers for Jira. In the cloud a token belongs to an address, on a server it stands alone. */
export function headersOf(token: string | undefined): Readonly<Record<string, string>> {
  if (token === undefined) return {};
  const isOwned = token.includes(":");
  return { Authorization: isOwned ? `Basic ${Buffer.from(token).toString("base64")}` : `Bearer ${token}` };
}
