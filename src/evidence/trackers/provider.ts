import type { Config, TrackerSettings } from "../../config.ts";
import { type Answer, fail } from "../../github/answer.ts";
import { readKey } from "../../reference-key.ts";
import type { Evidence, Reference } from "../../types/index.ts";
import type { Observer } from "../observation.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";
import { pullsIn } from "./links.ts";
import type { Ticket } from "./reader.ts";
import { ticketReaders } from "./readers.ts";

/** State of tickets and the pull requests they lead to: a hint, never a proof. */
export const ticketProvider: Provider = {
  kind: "ticket",
  name: "trackers",
  answers: ["ticket"],
  create: (config, clients) => ({
    async lookup({ references }, signal) {
      const answers = new Map<string, Seen>();
      for (const settings of config.trackers) {
        const open = references.filter(({ key }) => !answers.has(key) && holdsTicket(settings, key));
        const ids = new Map(open.map(({ key }) => [key, ticketIdOf(key)]));
        if (ids.size === 0) continue;
        const read = ticketReaders[settings.system];
        const found = await read({ settings, ids: [...new Set(ids.values())], clients, signal });
        for (const [key, id] of ids) answers.set(key, { settings, answer: found.get(id) ?? silent });
      }
      return references.map((reference) => recordOf(reference, answers.get(reference.key), { config, clients }));
    },
  }),
};

type Seen = { readonly settings: TrackerSettings; readonly answer: Answer<Ticket> };
type Run = { readonly config: Config; readonly clients: Clients };

const silent = fail("malformed", "the tracker gave no answer");
const names: Readonly<Record<TrackerSettings["system"], string>> = { linear: "Linear", jira: "Jira" };

/** Whether a key can be a ticket of this tracker; one whose tracker is not named may be of any. */
export function holdsTicket({ system, projects }: TrackerSettings, key: string): boolean {
  const read = readKey(key);
  if (read.kind !== "ticket" || (read.tracker !== "ticket" && read.tracker !== system)) return false;
  return projects.length === 0 || projects.includes(read.id.split("-")[0] ?? "");
}

/** The id of a ticket, such as `TRUNK-12`; the key itself when it is of no ticket. */
export function ticketIdOf(key: string): string {
  const read = readKey(key);
  return read.kind === "ticket" ? read.id : key;
}

function recordOf({ key }: Reference, seen: Seen | undefined, { config, clients }: Run): Evidence {
  const subject = { kind: "ticket", key } as const;
  const observer: Observer = {
    source: seen === undefined ? "trackers" : names[seen.settings.system],
    observedAt: clients.now(),
    audience: { of: key, visibility: "private" },
    seenBy: "source",
  };
  if (seen === undefined) {
    return unavailableEvidence(subject, observer, {
      reason: "not-configured",
      detail: "no tracker is configured for it",
    });
  }
  if (!seen.answer.ok) return unavailableEvidence(subject, observer, seen.answer);
  const { links, ...facts } = seen.answer.value;
  const data = { ...facts, leadsTo: pullsIn(links, config) };
  return { subject, ...observer, permalink: facts.url, status: "found", data };
}
