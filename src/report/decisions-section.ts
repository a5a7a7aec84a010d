import type { PhrasingContent, RootContent } from "mdast";
import type { Ledger, LedgerEntry, Report } from "../types/index.ts";
import type { View } from "./audience.ts";
import { shortId } from "./claims-section.ts";
import { details, table, text } from "./nodes.ts";
import type { Phrase } from "./phrase.ts";
import { linkedPhrase } from "./reference-links.ts";
import { untrusted } from "./untrusted.ts";

/** Decisions that are listed, newest first. */
const maxListed = 50;

type Said = {
  readonly at: string;
  readonly login: string;
  readonly what: Phrase;
  readonly reason: string;
  /** Head commit that the person saw; empty when it was not recorded. */
  readonly headCommit: string;
};

/** What authorised people decided: when, who, what, why, at which commit; nothing when nobody decided anything. */
export function decisionsSection(report: Report, view: View): readonly RootContent[] {
  const said = decisionsOf(report.ledger, view);
  if (said.length === 0) return [];
  const rows = said
    .slice(0, maxListed)
    .map(({ at, login, what, reason, headCommit }): PhrasingContent[][] => [
      [text(at.slice(0, 10))],
      [untrusted(login)],
      linkedPhrase(what, report),
      [untrusted(reason, 300)],
      [headCommit === "" ? text("–") : untrusted(headCommit.slice(0, 12))],
    ]);
  return details(`Decisions (${said.length})`, [table(["Date", "Who", "Decision", "Reason", "At commit"], rows)]);
}

function decisionsOf({ entries, dismissals }: Ledger, view: View): readonly Said[] {
  const dismissed = dismissals.map(
    ({ claim, ...said }): Said => ({
      ...said,
      what: ["dismissed the contradiction of claim ", { quoted: shortId(claim) }],
    }),
  );
  return [
    ...entries.flatMap((entry) => blockOf(entry, view)),
    ...entries.flatMap((entry) => releaseOf(entry, view)),
    ...dismissed,
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** A block is an entry that a comment recorded, with a note. */
function blockOf({ key, foundIn, recordedAt, note, seen, headCommit }: LedgerEntry, view: View): readonly Said[] {
  const login = /^comment by (.+)$/.exec(foundIn)?.[1];
  if (login === undefined || note === undefined) return [];
  const at = seen?.state === "held" ? seen.at : recordedAt;
  return [
    { at, login, what: ["blocked by ", { quoted: view.subject(key) }], reason: note, headCommit: headCommit ?? "" },
  ];
}

function releaseOf({ key, resolved }: LedgerEntry, view: View): readonly Said[] {
  if (resolved?.by !== "release") return [];
  const what: Phrase =
    key === "docs-only" ? ["rests on no engineering work"] : ["released ", { quoted: view.subject(key) }];
  return [{ ...resolved, what }];
}
