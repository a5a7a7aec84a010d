import { z } from "zod";
import type { Ledger, LedgerEntry } from "../types/index.ts";
import { rolesByStrength } from "./role.ts";

const text = z.string().max(10_000);
/** Seconds since 1970 for a whole second, the text itself for anything else. */
const time = z.union([z.number().int(), text]);
const index = z.number().int().min(0);

const sightings = ["open", "closed-unmerged", "not-on-default-branch", "reverted", "held"] as const;

const packedResolution = z.union([z.tuple([text, time]), z.tuple([text, text, text, time])]);

const packedExtras = z.strictObject({
  note: text.optional(),
  head: text.optional(),
  id: z.number().int().optional(),
  seen: z.tuple([z.enum(sightings), time]).optional(),
  done: packedResolution.optional(),
});

/** A key is stored as the word before its `#`, by number in the list of words, and the rest. */
const packedEntry = z.tuple([index, text, z.enum(rolesByStrength), index, time, packedExtras.optional()]);

const packedLedger = z.strictObject({
  words: z.array(text).max(100_000),
  entries: z.array(packedEntry).max(100_000),
  transitions: z.array(z.tuple([time, text, text, text.optional()])).max(1000),
  dismissals: z.array(z.tuple([text, text, text, text, time])).max(10_000),
});

type Packed = z.infer<typeof packedLedger>;
type PackedEntry = Packed["entries"][number];

/** Makes a ledger short: words said often are stored once, so that a thousand blockers fit into a comment. */
export function packLedger(ledger: Ledger): Packed {
  const words = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = words.get(word) ?? words.size;
    words.set(word, known);
    return known;
  };
  const entries = ledger.entries.map((entry): PackedEntry => {
    const at = entry.key.lastIndexOf("#") + 1;
    const extras = packExtras(entry);
    const place = numberOf(entry.key.slice(0, at));
    const packed = [
      place,
      entry.key.slice(at),
      entry.role,
      numberOf(entry.foundIn),
      packTime(entry.recordedAt),
    ] as const;
    return Object.keys(extras).length === 0 ? [...packed] : [...packed, extras];
  });
  return {
    words: [...words.keys()],
    entries,
    transitions: ledger.transitions.map(({ at, to, cause, from }) =>
      from === undefined ? [packTime(at), to, cause] : [packTime(at), to, cause, from],
    ),
    dismissals: ledger.dismissals.map(({ claim, login, reason, headCommit, at }) => [
      claim,
      login,
      reason,
      headCommit,
      packTime(at),
    ]),
  };
}

/** Reads a packed ledger; undefined when it is not one. */
export function unpackLedger(packed: unknown): Ledger | undefined {
  const read = packedLedger.safeParse(packed);
  if (!read.success) return undefined;
  const { words, entries, transitions, dismissals } = read.data;
  return {
    schemaVersion: 1,
    entries: entries.map((entry) => unpackEntry(entry, words)),
    transitions: transitions.map(([at, to, cause, from]) => ({
      at: unpackTime(at),
      ...(from === undefined ? {} : { from }),
      to,
      cause,
    })),
    dismissals: dismissals.map(([claim, login, reason, headCommit, at]) => ({
      claim,
      login,
      reason,
      headCommit,
      at: unpackTime(at),
    })),
  };
}

function packExtras({ note, headCommit, id, seen, resolved }: LedgerEntry): z.infer<typeof packedExtras> {
  return {
    ...(note === undefined ? {} : { note }),
    ...(headCommit === undefined ? {} : { head: headCommit }),
    ...(id === undefined ? {} : { id }),
    ...(seen === undefined ? {} : { seen: [seen.state, packTime(seen.at)] }),
    ...(resolved === undefined ? {} : { done: packResolution(resolved) }),
  };
}

function packResolution(resolved: NonNullable<LedgerEntry["resolved"]>): z.infer<typeof packedResolution> {
  const at = packTime(resolved.at);
  return resolved.by === "proof"
    ? [resolved.permalink, at]
    : [resolved.login, resolved.reason, resolved.headCommit, at];
}

function unpackEntry(
  [place, rest, role, foundIn, recordedAt, extras]: PackedEntry,
  words: readonly string[],
): LedgerEntry {
  return {
    key: `${words[place] ?? ""}${rest}`,
    role,
    foundIn: words[foundIn] ?? "ledger",
    recordedAt: unpackTime(recordedAt),
    ...(extras?.note === undefined ? {} : { note: extras.note }),
    ...(extras?.head === undefined ? {} : { headCommit: extras.head }),
    ...(extras?.id === undefined ? {} : { id: extras.id }),
    ...(extras?.seen === undefined ? {} : { seen: { state: extras.seen[0], at: unpackTime(extras.seen[1]) } }),
    ...(extras?.done === undefined ? {} : { resolved: unpackResolution(extras.done) }),
  };
}

function unpackResolution(done: z.infer<typeof packedResolution>): NonNullable<LedgerEntry["resolved"]> {
  if (done.length === 2) return { by: "proof", permalink: done[0], at: unpackTime(done[1]) };
  return { by: "release", login: done[0], reason: done[1], headCommit: done[2], at: unpackTime(done[3]) };
}

function packTime(time: string): number | string {
  const seconds = Date.parse(time) / 1000;
  return Number.isInteger(seconds) && unpackTime(seconds) === time ? seconds : time;
}

function unpackTime(time: number | string): string {
  if (typeof time === "string") return time;
  const at = new Date(time * 1000);
  return Number.isNaN(at.getTime()) ? String(time) : `${at.toISOString().slice(0, 19)}Z`;
}
