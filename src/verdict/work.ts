import { compareKeys, compareText, gateKeys, readKey } from "../reference-key.ts";
import type { Evidence, FollowUpFacts, Ledger, LedgerEntry, Reference, ReferenceRole } from "../types/index.ts";
import { entryState } from "./ledger.ts";
import { roleIn } from "./reference-roles.ts";
import { isRequired, strongerRole } from "./role.ts";

/** One thing the docs wait for. */
export type Work = {
  readonly key: string;
  readonly role: ReferenceRole;
  /** The standing entry of the ledger; absent when nothing was recorded or the entry is proven. */
  readonly entry?: LedgerEntry;
  /** What led to it, when no text names it: the work or repository it was found at, and what ties it to that. */
  readonly found?: { readonly of: string; readonly tie: string; readonly place?: string };
};

/**
 * What the docs wait for: the required references, every entry of the ledger that no person released, and what
 * evidence leads to from there. Ordered by key.
 */
export function requiredWork(
  references: readonly Reference[],
  ledger: Ledger,
  evidence: readonly Evidence[],
): readonly Work[] {
  const recorded = new Map<string, Work>();
  const released = new Set<string>();
  for (const entry of ledger.entries) {
    const state = entryState(entry);
    if (state === "released") released.add(entry.key);
    else add(recorded, { key: entry.key, role: entry.role, ...(state === "standing" ? { entry } : {}) });
  }
  const work = new Map(recorded);
  const isReleased = (key: string): boolean => released.has(key) && !recorded.has(key);
  const required = references.filter(({ role }) => isRequired(role)).map(({ key, role }): Work => ({ key, role }));
  const first = [...gatesOfClaims(evidence), ...required, ...ticketWork(references, evidence), ...overlapsIn(evidence)];
  for (const started of first) if (!isReleased(started.key)) add(work, started);
  for (const found of work.values()) {
    for (const led of leadsFrom(found.key, evidence)) if (!isReleased(led.key)) add(work, led);
  }
  return [...work.values()].sort((a, b) => compareKeys(a.key, b.key));
}

/** The references to look up in a run: those the text names, those only the ledger remembers, and tickets that may lead to more. */
export function referencesToFollow(references: readonly Reference[], ledger: Ledger): readonly Reference[] {
  const named = new Map(references.map((reference) => [reference.key, reference]));
  const required = requiredWork(references, ledger, []).flatMap(({ key, role }): readonly Reference[] => {
    const { kind } = readKey(key);
    if (kind === "other") return [];
    return [named.get(key) ?? { kind, key, role, foundIn: "ledger", quote: "" }];
  });
  const known = new Set(required.map(({ key }) => key));
  return [...required, ...references.filter((reference) => leads(reference) && !known.has(reference.key))];
}

/** Whether a key names a change of the source, the only thing that can be merged. */
export function isChange(key: string): boolean {
  const { kind } = readKey(key);
  return kind === "pull" || kind === "commit";
}

/** Adds work; a map visits what is added while it is walked, so chains of children are followed to their end. */
function add(work: Map<string, Work>, more: Work): void {
  const known = work.get(more.key);
  if (known === undefined) {
    work.set(more.key, more);
    return;
  }
  const entry = [known.entry, more.entry].toSorted((a, b) => holdOf(b) - holdOf(a))[0];
  const found = firstFound(known.found, more.found);
  const role = strongerRole(known.role, more.role);
  work.set(more.key, {
    key: more.key,
    role,
    ...(entry === undefined ? {} : { entry }),
    ...(found === undefined ? {} : { found }),
  });
}

/** States of a ledger entry that a merge alone does not end. */
export const outlivesMerge: ReadonlySet<string> = new Set(["reverted", "held"]);

/** How firmly an entry holds where the work cannot be looked at; of two entries of one key the firmer counts. */
function holdOf(entry: LedgerEntry | undefined): number {
  if (entry === undefined) return 0;
  if (entry.seen === undefined) return 1;
  return outlivesMerge.has(entry.seen.state) ? 3 : 2;
}

/** What a text names was not found; of several finds one is told, the same whatever their order. */
function firstFound(left: Work["found"], right: Work["found"]): Work["found"] {
  if (left === undefined || right === undefined) return undefined;
  return compareText(JSON.stringify(left), JSON.stringify(right)) <= 0 ? left : right;
}

/** Flags that stand around the places that confirm claims. */
function gatesOfClaims(evidence: readonly Evidence[]): readonly Work[] {
  return evidence.flatMap((item) =>
    item.status === "found" && "gates" in item.data
      ? gateKeys(item.data.gates ?? []).map((key): Work => ({ key, role: "child" }))
      : [],
  );
}

function leadsFrom(key: string, evidence: readonly Evidence[]): readonly Work[] {
  return evidence.flatMap((item): readonly Work[] => {
    if (item.subject.key !== key || item.status !== "found") return [];
    if ("uses" in item.data) return gateKeys(item.data.uses).map((flag) => ({ key: flag, role: "child" as const }));
    if ("children" in item.data) return item.data.children.map((child) => ({ key: child, role: "child" as const }));
    return "followUps" in item.data ? followUpWork(key, item.data) : [];
  });
}

/**
 * What the named tickets lead to; one that is only named as related leads nowhere, and an attempt that was given up is
 * none of the work.
 */
export function ticketWork(references: readonly Reference[], evidence: readonly Evidence[]): readonly Work[] {
  const tickets = new Set(references.filter(leads).map(({ key }) => key));
  if (tickets.size === 0) return [];
  const given = new Set(
    evidence.flatMap((item) =>
      item.status === "found" && "headCommit" in item.data && item.data.state === "closed" ? [item.subject.key] : [],
    ),
  );
  return evidence.flatMap((item): readonly Work[] => {
    const of = item.subject.key;
    if (item.status !== "found" || !("leadsTo" in item.data) || !tickets.has(of)) return [];
    const open = item.data.leadsTo.filter((key) => !given.has(key));
    return open.map((key) => ({ key, role: "primary", found: { of, tie: "ticket" } }));
  });
}

/** Whether a reference is a ticket that may lead to work. */
function leads({ kind, quote }: Reference): boolean {
  return (kind === "ticket" || kind === "issue") && roleIn(quote) !== "context";
}

/** Overlaps are found at a repository, not at one piece of work. */
function overlapsIn(evidence: readonly Evidence[]): readonly Work[] {
  return evidence.flatMap((item): readonly Work[] =>
    item.status === "found" && "followUps" in item.data && !isChange(item.subject.key)
      ? followUpWork(item.subject.key, item.data)
      : [],
  );
}

function followUpWork(of: string, { followUps }: FollowUpFacts): readonly Work[] {
  return followUps
    .filter(({ blocks }) => blocks)
    .map(({ key, tie, place }): Work => {
      const role = tie === "base" || tie === "stacked" ? "child" : "follow-up";
      return { key, role, found: { of, tie, ...(place === undefined ? {} : { place }) } };
    });
}
