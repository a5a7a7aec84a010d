import type { TrackerSettings } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import type { TicketFacts } from "../../types/index.ts";
import type { Clients } from "../provider.ts";

/** A ticket as a tracker tells it: the addresses in it are read by the provider. */
export type Ticket = Omit<TicketFacts, "leadsTo"> & { readonly links: readonly string[] };

/** Tickets of one tracker. */
export type TicketQuestion = {
  readonly settings: TrackerSettings;
  /** Such as `TRUNK-12`. */
  readonly ids: readonly string[];
  readonly clients: Clients;
  readonly signal: AbortSignal;
};

/** Reads tickets, as few requests as the tracker allows; every id gets an answer. */
export type ReadTickets = (question: TicketQuestion) => Promise<ReadonlyMap<string, Answer<Ticket>>>;
