import type { Config } from "../config.ts";
import { failureOf } from "../github/answer.ts";
import { compareKeys, compareText, gateKeys, readKey } from "../reference-key.ts";
import type { Evidence, Reference } from "../types/index.ts";
import { type Miss, unavailableEvidence } from "./observation.ts";
import type { Clients, Lookup, Provider } from "./provider.ts";

/** Rounds of following children and follow-ups. */
const maxRounds = 6;
/** References looked up in one run. */
const maxReferences = 1000;

/** What a run asks for. */
export type GatherInput = {
  readonly references: readonly Reference[];
  readonly providers: readonly Provider[];
  readonly config: Config;
  readonly clients: Clients;
  /** How long gathering may take, in ms; what is not answered by then is `unavailable: timeout`. */
  readonly deadlineMs: number;
  /** Stops the run; what is not answered by then is `unavailable: aborted`. */
  readonly signal?: AbortSignal;
};

/**
 * Asks every provider about every reference of its kinds, follows what they lead to, and returns one record for every
 * question asked, in a stable order. A failure is a record, never an exception; only bugs are thrown.
 */
export async function gather(input: GatherInput): Promise<readonly Evidence[]> {
  const deadline = AbortSignal.timeout(input.deadlineMs);
  const signal = input.signal === undefined ? deadline : AbortSignal.any([input.signal, deadline]);
  const asking = input.providers.filter(({ isAsked }) => isAsked?.(input.config) ?? true);
  const working = asking.map((provider) => ({ provider, ...provider.create(input.config, input.clients) }));
  const evidence: Evidence[] = [];
  const asked = new Set<string>();
  let open = input.references;
  for (let round = 0; round < maxRounds && open.length > 0; round += 1) {
    const references = distinctReferences(open, asked);
    const found = await askAll(references, { working, known: [...evidence], input, signal });
    evidence.push(...found);
    open = leadsOf(found);
  }
  const beyond = distinctReferences(open, asked).map(({ key }) => overBudget(key, input.clients));
  return ordered([...evidence, ...beyond]);
}

type Working = Lookup & { readonly provider: Provider };
type Round = {
  readonly working: readonly Working[];
  readonly known: readonly Evidence[];
  readonly input: GatherInput;
  readonly signal: AbortSignal;
};

async function askAll(references: readonly Reference[], round: Round): Promise<readonly Evidence[]> {
  const within = references.slice(0, maxReferences);
  const found: Evidence[] = references.slice(maxReferences).map(({ key }) => overBudget(key, round.input.clients));
  for (const one of round.working) {
    const mine = within.filter(({ kind }) => one.provider.answers.includes(kind));
    if (mine.length > 0) found.push(...(await ask(one, mine, { ...round, known: [...round.known, ...found] })));
  }
  return found;
}

async function ask(
  { provider, lookup }: Working,
  references: readonly Reference[],
  round: Round,
): Promise<readonly Evidence[]> {
  const missing = (miss: Miss): readonly Evidence[] =>
    references.map(({ key }) =>
      unavailableEvidence({ kind: provider.kind, key }, observerOf(key, provider.name, round.input.clients), miss),
    );
  if (round.signal.aborted) return missing(stopOf(round.input));
  try {
    const answers = await Promise.race([
      lookup({ references, known: round.known }, round.signal),
      stopped(round.signal),
    ]);
    return answers === undefined ? missing(stopOf(round.input)) : answers.map((item) => renamed(item, round));
  } catch (error) {
    return missing(round.signal.aborted ? stopOf(round.input) : failureOf(error));
  }
}

/** A stopped run says so itself: a client cannot tell a deadline of ours from one of its own. */
function renamed(item: Evidence, { input, signal }: Round): Evidence {
  return item.status === "unavailable" && item.reason === "aborted" && signal.aborted
    ? { ...item, ...stopOf(input) }
    : item;
}

function stopOf({ signal }: GatherInput): Miss {
  return signal?.aborted === true
    ? { reason: "aborted", detail: "the run was stopped" }
    : { reason: "timeout", detail: "the time for gathering evidence was over" };
}

/** Ends when the run is stopped, also when a provider does not. */
function stopped(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
}

function distinctReferences(references: readonly Reference[], asked: Set<string>): readonly Reference[] {
  return references.filter(({ key }) => {
    if (asked.has(key)) return false;
    asked.add(key);
    return true;
  });
}

/** References that the evidence leads to: what tickets name, flags that gate, children of stacks, and follow-ups that block. */
export function leadsOf(evidence: readonly Evidence[]): readonly Reference[] {
  return evidence.flatMap((item) => {
    if (item.status !== "found") return [];
    if ("leadsTo" in item.data) return item.data.leadsTo.map((key) => discovered(key, "primary"));
    if ("uses" in item.data) return gateKeys(item.data.uses).map((key) => discovered(key, "child"));
    if ("children" in item.data) return item.data.children.map((key) => discovered(key, "child"));
    if (!("followUps" in item.data)) return [];
    return item.data.followUps.filter(({ blocks }) => blocks).map(({ key }) => discovered(key, "follow-up"));
  });
}

function discovered(key: string, role: Reference["role"]): Reference {
  const { kind } = readKey(key);
  return { kind: kind === "other" ? "pull" : kind, key, role, foundIn: "discovered", quote: "" };
}

function overBudget(key: string, clients: Clients): Evidence {
  const miss = {
    reason: "over-budget",
    detail: `more than ${maxReferences} references or ${maxRounds} rounds`,
  } as const;
  return unavailableEvidence({ kind: "pull", key }, observerOf(key, "docs-verdict", clients), miss);
}

function observerOf(key: string, source: string, clients: Clients): Parameters<typeof unavailableEvidence>[1] {
  return {
    source,
    observedAt: clients.now(),
    audience: { of: key, visibility: "unknown" },
    seenBy: "none",
  };
}

/** One order for every machine; the same observation made twice stays once. */
function ordered(evidence: readonly Evidence[]): readonly Evidence[] {
  const byText = new Map(evidence.map((item) => [JSON.stringify(item), item]));
  return [...byText]
    .sort(
      ([aText, a], [bText, b]) =>
        compareKeys(a.subject.key, b.subject.key) ||
        compareText(a.subject.kind, b.subject.kind) ||
        compareText(aText, bText),
    )
    .map(([, item]) => item);
}
