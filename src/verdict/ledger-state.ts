import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Ledger } from "../types/index.ts";
import { emptyLedger, mergeLedgers, toSecond } from "./ledger.ts";
import { packLedger, unpackLedger } from "./ledger-packing.ts";

/** Version of the stored form; a newer one is read by nobody and overwritten by nobody. */
const stateVersion = 1;
/** Longest state that is read, in characters: a comment holds 65,536, a file on a ref more. */
const maxLength = 1_000_000;
/** Transitions kept at each step of making a state smaller; entries are never dropped. */
const transitionSteps = [50, 10, 2] as const;

/** How to store a ledger. */
export type StateOptions = {
  /** Signs the state; without it a checksum guards against accidents only. */
  readonly key?: string;
  /** Characters the state should take. */
  readonly budget: number;
};

/** A stored ledger: ASCII letters, digits, `-`, `_` and `.` only. */
export type EncodedLedger = {
  readonly text: string;
  /** False when even without its history the ledger is longer than the budget; it is complete all the same. */
  readonly fits: boolean;
};

/**
 * What a stored state holds. `altered`: the seal does not fit or nothing can be read; the blockers that can still be
 * read are kept, every resolution and dismissal is dropped, because a forged one would loosen the verdict.
 */
export type StoredLedger =
  | { readonly state: "ok"; readonly ledger: Ledger }
  | { readonly state: "lost" }
  | { readonly state: "altered"; readonly ledger: Ledger }
  | { readonly state: "newer"; readonly text: string };

/** A ledger to start a run with, and what is known to be wrong with it. */
export type OpenedLedger = {
  readonly ledger: Ledger;
  readonly problem?: "lost" | "altered" | "newer";
  /** What is wrong with the ref that keeps it too; holds nothing back. */
  readonly refProblem?: string;
};

/** Key of the entry that remembers a loss until a person has looked. */
export const lossKey = "state:lost";

/** Writes a ledger as `<version>.<base64url>.<seal>`; history is shortened to fit, entries never are. */
export function encodeLedger(ledger: Ledger, options: StateOptions): EncodedLedger {
  let text = "";
  for (const kept of transitionSteps) {
    const payload = Buffer.from(JSON.stringify(packLedger(withTransitions(ledger, kept)))).toString("base64url");
    text = `${stateVersion}.${payload}.${sealOf(payload, options.key)}`;
    if (text.length <= options.budget) return { text, fits: true };
  }
  return { text, fits: false };
}

/** Reads a stored ledger; `lost` for nothing, `altered` for anything that is not what was written. */
export function decodeLedger(text: string | undefined, key?: string): StoredLedger {
  if (text === undefined || text === "") return { state: "lost" };
  const [, version, payload, seal] = /^(\d{1,6})\.([\w-]+)\.([\w-]+)$/.exec(text.slice(0, maxLength)) ?? [];
  if (version !== undefined && Number(version) > stateVersion) return { state: "newer", text };
  const ledger = payload === undefined ? undefined : readPayload(payload);
  if (ledger === undefined || payload === undefined || seal === undefined) {
    return { state: "altered", ledger: emptyLedger };
  }
  const isWhole = Number(version) === stateVersion && isSealed(payload, seal, key);
  return isWhole ? { state: "ok", ledger } : { state: "altered", ledger: withoutTrust(ledger) };
}

/** What was found where the ledger is stored. */
export type LedgerSource = {
  /** Absent when no comment of ours was found. */
  readonly stored: string | undefined;
  /** True when the docs pull request carries a verdict label: then a ledger was there. */
  readonly wasLabelled: boolean;
  readonly key?: string;
};

/**
 * Opens the ledger of a docs pull request. A loss is itself recorded, so that the next run does not start afresh:
 * only a person's release ends it.
 */
export function openLedger(source: LedgerSource, now: string): OpenedLedger {
  const stored = decodeLedger(source.stored, source.key);
  if (stored.state === "ok") return { ledger: stored.ledger };
  if (stored.state === "newer") return { ledger: emptyLedger, problem: "newer" };
  if (stored.state === "altered") return { ledger: recordLoss(stored.ledger, "altered", now), problem: "altered" };
  if (source.stored === undefined && !source.wasLabelled) return { ledger: emptyLedger };
  return { ledger: recordLoss(emptyLedger, "lost", now), problem: "lost" };
}

/**
 * Opens the ledgers of several comments of ours, oldest first: the first one is the ledger, and what the others recorded
 * is added, so that no entry goes with a duplicate.
 */
export function openLedgers(
  { stored, wasLabelled }: { readonly stored: readonly string[]; readonly wasLabelled: boolean },
  now: string,
): OpenedLedger {
  const [first, ...others] = stored;
  const opened = openLedger({ stored: first, wasLabelled }, now);
  const ledgers = others.map((text) => decodeLedger(text)).flatMap((one) => ("ledger" in one ? [one.ledger] : []));
  return { ...opened, ledger: ledgers.reduce(mergeLedgers, opened.ledger) };
}

function recordLoss(ledger: Ledger, note: string, now: string): Ledger {
  return mergeLedgers(ledger, {
    ...emptyLedger,
    entries: [{ key: lossKey, role: "blocker", foundIn: "ledger", recordedAt: toSecond(now), note }],
  });
}

function readPayload(payload: string): Ledger | undefined {
  try {
    return unpackLedger(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
}

function sealOf(payload: string, key: string | undefined): string {
  const digest = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  return digest
    .update(`${stateVersion}.${payload}`)
    .digest("base64url")
    .slice(0, key === undefined ? 16 : 43);
}

function isSealed(payload: string, seal: string, key: string | undefined): boolean {
  const wanted = Buffer.from(sealOf(payload, key));
  const given = Buffer.from(seal);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function withoutTrust(ledger: Ledger): Ledger {
  return {
    ...ledger,
    dismissals: [],
    entries: ledger.entries.map(({ resolved: _resolved, ...entry }) => entry),
  };
}

function withTransitions(ledger: Ledger, kept: number): Ledger {
  if (ledger.transitions.length <= kept) return ledger;
  return { ...ledger, transitions: [...ledger.transitions.slice(0, 1), ...ledger.transitions.slice(1 - kept)] };
}
