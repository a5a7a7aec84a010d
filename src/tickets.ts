import type { RunClients } from "./clients.ts";
import type { Config, TrackerSettings } from "./config.ts";
import { linearUrl } from "./evidence/trackers/linear.ts";
import { holdsTicket, ticketIdOf } from "./evidence/trackers/provider.ts";
import { type AskTracker, planTicketComment, writeTicketComment } from "./publish/ticket-comments.ts";
import { renderTicketComment } from "./report/ticket-comment.ts";
import type { Bundle, Report, TicketWrite } from "./types/index.ts";

/** Tickets of one docs pull request that get a comment: a text that lists hundreds must not make this tool talk on each. */
const maxTickets = 5;
/** Time for one request to the tracker, in ms. */
const timeoutMs = 15_000;

/** What tickets are reached with. */
type TicketClients = Pick<RunClients, "getJson" | "secret">;

/** What to write on tickets, and what could not be looked at. */
export type TicketPlan = { readonly writes: readonly TicketWrite[]; readonly problems: readonly string[] };

/** What is needed to comment on the tickets of a docs pull request. */
export type TicketQuestion = {
  readonly report: Report;
  readonly bundle: Pick<Bundle, "evidence">;
  readonly config: Config;
};

/** Plans the comments on the tickets that a docs pull request names; nothing where no tracker asks for comments. */
export async function planTickets(question: TicketQuestion, clients: TicketClients): Promise<TicketPlan> {
  const writes: TicketWrite[] = [];
  const problems: string[] = [];
  const comment = renderTicketComment(question.report);
  for (const [ticket, settings] of ticketsToTell(question)) {
    const ask = askerOf(settings, clients);
    const write = ask === undefined ? undefined : await planTicketComment(ask, ticket, comment);
    if (write === undefined) problems.push(`${ticket}: ${settings.commentTokenEnv} is not set`);
    else if (!write.ok) problems.push(`${ticket}: ${write.detail}`);
    else if (write.value !== undefined) writes.push(write.value);
  }
  return { writes, problems };
}

/** Writes the planned comments; what goes wrong with one is told and touches nothing else. */
export async function publishTickets(
  writes: readonly TicketWrite[],
  config: Config,
  clients: TicketClients,
): Promise<{ readonly written: number; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  for (const write of writes) {
    const settings = commentingTrackers(config).find((one) => holdsTicket(one, `${one.system}:${write.ticket}`));
    const ask = settings === undefined ? undefined : askerOf(settings, clients);
    const reply = ask === undefined ? undefined : await writeTicketComment(ask, write);
    if (reply?.ok !== true) problems.push(`${write.ticket}: ${reply?.detail ?? "no tracker takes comments on it"}`);
  }
  return { written: writes.length - problems.length, problems };
}

/** Tickets that the docs pull request itself names and the tracker has shown, in order, with their tracker. */
function ticketsToTell({ report, bundle, config }: TicketQuestion): readonly (readonly [string, TrackerSettings])[] {
  const trackers = commentingTrackers(config);
  const seen = new Set(
    bundle.evidence.flatMap(({ subject, status }) =>
      subject.kind === "ticket" && status === "found" ? [subject.key] : [],
    ),
  );
  const named = report.references.taken.filter(({ key, foundIn }) => foundIn !== "discovered" && seen.has(key));
  const found = named.flatMap(({ key }) => {
    const settings = trackers.find((one) => holdsTicket(one, key));
    return settings === undefined ? [] : [[ticketIdOf(key), settings] as const];
  });
  return [...new Map(found)].slice(0, maxTickets);
}

function commentingTrackers({ trackers }: Config): readonly TrackerSettings[] {
  return trackers.filter(({ commentTokenEnv }) => commentTokenEnv !== undefined);
}

/** Asks the tracker with the token that may comment; undefined when it is not set. */
function askerOf({ commentTokenEnv, url }: TrackerSettings, clients: TicketClients): AskTracker | undefined {
  const token = commentTokenEnv === undefined ? undefined : clients.secret(commentTokenEnv);
  if (token === undefined || token === "") return undefined;
  return (query, variables) =>
    clients.getJson({
      url: url ?? linearUrl,
      headers: { Authorization: token, "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
}
