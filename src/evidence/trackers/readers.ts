import type { TrackerSettings } from "../../config.ts";
import { readJira } from "./jira.ts";
import { readLinear } from "./linear.ts";
import type { ReadTickets } from "./reader.ts";

/** Reader of each tracker. */
export const ticketReaders: Readonly<Record<TrackerSettings["system"], ReadTickets>> = {
  linear: readLinear,
  jira: readJira,
};
