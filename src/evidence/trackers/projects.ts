import { z } from "zod";
import { type Answer, fail } from "../../github/answer.ts";
import { headersOf } from "./jira.ts";
import { linearUrl } from "./linear.ts";
import type { TicketQuestion } from "./reader.ts";

/** What is asked of a tracker before any ticket. */
type TrackerQuestion = Omit<TicketQuestion, "ids">;

const linearQuery = "query { teams(first: 250) { nodes { key } } }";
const linearSchema = z.object({
  data: z.object({ teams: z.object({ nodes: z.array(z.object({ key: z.string() })) }) }),
});
const jiraSchema = z.array(z.object({ key: z.string() }));

/** Keys of the projects or teams that the token sees: that the tracker answers shows that address and token are right. */
export function readProjects(question: TrackerQuestion): Promise<Answer<readonly string[]>> {
  return question.settings.system === "linear" ? linearTeams(question) : jiraProjects(question);
}

async function linearTeams({ settings, clients, signal }: TrackerQuestion): Promise<Answer<readonly string[]>> {
  const token = settings.tokenEnv === undefined ? undefined : clients.secret(settings.tokenEnv);
  if (token === undefined || token === "") return fail("not-configured", "the token of Linear is not set");
  const reply = await clients.getJson({
    url: settings.url ?? linearUrl,
    headers: { Authorization: token, "Content-Type": "application/json" },
    body: JSON.stringify({ query: linearQuery }),
    signal,
  });
  if (!reply.ok) return reply;
  const parsed = linearSchema.safeParse(reply.value);
  if (!parsed.success) return fail("malformed", "the answer of Linear could not be read");
  return { ok: true, value: parsed.data.data.teams.nodes.map(({ key }) => key) };
}

async function jiraProjects({ settings, clients, signal }: TrackerQuestion): Promise<Answer<readonly string[]>> {
  if (settings.url === undefined) return fail("not-configured", "the address of Jira is not in the configuration");
  const headers = headersOf(settings.tokenEnv === undefined ? undefined : clients.secret(settings.tokenEnv));
  const url = `${settings.url.replace(/\/+$/, "")}/rest/api/2/project`;
  const reply = await clients.getJson({ url, headers, signal });
  if (!reply.ok) return reply;
  const parsed = jiraSchema.safeParse(reply.value);
  return parsed.success
    ? { ok: true, value: parsed.data.map(({ key }) => key) }
    : fail("malformed", "the answer of Jira could not be read");
}
