import { type Answer, fail } from "../../github/answer.ts";
import type { GitHub } from "../../github/client.ts";
import type { Landed } from "../../github/revert-chain.ts";
import { readRunning } from "../../github/running.ts";
import type { DeploymentFacts } from "../../types/index.ts";
import type { Candidate, Place, Places } from "./reader.ts";

/** Releases compared with one change. */
const maxReleases = 10;
/** Replaced deployments that are compared to tell a rollback from a deployment still to come. */
const maxEarlier = 3;
/** A release may carry a time this much before the merge, when clocks differ, in ms. */
const toleranceMs = 3_600_000;

/** A merged change and how to look for it. */
export type Change = {
  readonly landed: Landed;
  readonly mergedAt: string;
  readonly github: GitHub;
  readonly signal: AbortSignal;
};

/** What was found of a change, or what was looked at in vain. */
export type Held = Omit<DeploymentFacts, "means"> | { readonly absent: string };

/** Looks for a change in every place of production; the first place without it is the answer. */
export async function lookFor(change: Change, { production, staging }: Places): Promise<Answer<Held>> {
  let held: Answer<Held> = fail("not-configured", "no place of production is configured");
  for (const place of production) {
    held = await inPlace(change, place);
    if (!held.ok) return held;
    if ("absent" in held.value || !held.value.contains) return withStaging(change, held.value, staging);
  }
  return held;
}

function inPlace(change: Change, place: Place): Promise<Answer<Held>> {
  return place.counts === "newest" ? inNewest(change, place) : inAny(change, place);
}

async function inNewest(change: Change, { name, candidates }: Place): Promise<Answer<Held>> {
  const [current, ...earlier] = candidates;
  if (current === undefined) return { ok: true, value: { absent: `nothing is deployed to ${name}` } };
  const state = await readRunning(change.github, { ...change, revision: current.revision });
  if (!state.ok) return state;
  const facts = { ...described(name, current), ...state.value };
  if (state.value.contains) return { ok: true, value: facts };
  for (const one of since(change, earlier).slice(0, maxEarlier)) {
    const before = await readRunning(change.github, { ...change, revision: one.revision });
    if (before.ok && before.value.contains) {
      return { ok: true, value: { ...facts, before: { revision: one.revision, at: one.at ?? "" } } };
    }
  }
  return { ok: true, value: facts };
}

async function inAny(change: Change, { name, candidates, complete }: Place): Promise<Answer<Held>> {
  const later = since(change, candidates);
  let newest: Held = { absent: `nothing is among the ${name} since the merge` };
  for (const [index, one] of later.slice(0, maxReleases).entries()) {
    const state = await readRunning(change.github, { ...change, revision: one.revision });
    if (!state.ok) return state;
    const facts = { ...described(name, one), ...state.value };
    if (state.value.contains) return { ok: true, value: facts };
    if (index === 0) newest = facts;
  }
  const isCut = later.length > maxReleases || (!complete && later.length === candidates.length);
  return isCut ? fail("over-budget", `not all ${name} since the merge were compared`) : { ok: true, value: newest };
}

/** What production lacks may be in an environment before it; that it cannot be read there changes nothing. */
async function withStaging(change: Change, held: Held, staging: readonly Place[]): Promise<Answer<Held>> {
  for (const place of staging) {
    const seen = await inPlace(change, place);
    if (!seen.ok || "absent" in seen.value || !seen.value.contains) continue;
    const { environment, revision } = seen.value;
    const facts = "absent" in held ? { environment: held.absent, revision, contains: false } : held;
    return { ok: true, value: { ...facts, staged: environment } };
  }
  return { ok: true, value: held };
}

function since({ mergedAt }: Change, candidates: readonly Candidate[]): readonly Candidate[] {
  const from = Date.parse(mergedAt) - toleranceMs;
  return candidates.filter(({ at }) => at === undefined || !(Date.parse(at) < from));
}

function described(environment: string, { revision, at, version, url }: Candidate) {
  return {
    environment,
    revision,
    ...(at === undefined ? {} : { deployedAt: at }),
    ...(version === undefined ? {} : { version }),
    ...(url === undefined ? {} : { url }),
  };
}
