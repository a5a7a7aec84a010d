import type { Config, FlagSystem } from "../../config.ts";
import { fail } from "../../github/answer.ts";
import { readKey } from "../../reference-key.ts";
import type { Evidence, FlagFacts, Reference } from "../../types/index.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";
import { resolveFlag } from "./prerequisites.ts";
import { flagVendors } from "./readers.ts";

/**
 * State of feature flags in every project of the configured systems; a flag that several of them hold has a record for
 * each. A flag that none of them shows is unavailable, never "off".
 */
export const flagProvider: Provider = {
  kind: "flag",
  name: "feature flags",
  answers: ["flag"],
  create: (config, clients) => ({
    lookup: async ({ references }, signal) => {
      const found = await Promise.all(references.map((reference) => lookUp(reference, { config, clients, signal })));
      return found.flat();
    },
  }),
};

type Run = { readonly config: Config; readonly clients: Clients; readonly signal: AbortSignal };
type Place = { readonly system: FlagSystem; readonly project: string };
type Seen = Awaited<ReturnType<typeof resolveFlag>>;

async function lookUp({ key }: Reference, run: Run): Promise<readonly Evidence[]> {
  const parsed = readKey(key);
  const vendor = parsed.kind === "flag" ? parsed.vendor : "any";
  const flag = parsed.kind === "flag" ? parsed.flag : key;
  const places = run.config.flags
    .filter((system) => vendor === "any" || system.vendor === vendor)
    .flatMap((system) => [system.project, ...system.projects].map((project): Place => ({ system, project })));
  if (places.length === 0) {
    const none = fail("not-configured", "no feature flag system is configured for it");
    return [unavailableEvidence({ kind: "flag", key }, observerOf(key, run), none)];
  }
  const seen: { readonly place: Place; readonly answer: Seen }[] = [];
  for (const place of places) seen.push({ place, answer: await readAt(place, flag, run) });
  const isThere = seen.some(({ answer }) => answer.ok);
  // What one project holds another need not; any other failure may hide the flag.
  const telling = seen.filter(({ answer }) => answer.ok || answer.reason !== "not-found-or-no-access");
  const shown = isThere ? telling : [...telling, ...seen].slice(0, 1);
  return shown.map(({ place, answer }) => evidenceOf(key, { place, answer }, run));
}

function readAt({ system, project }: Place, flag: string, { clients, signal }: Run): Promise<Seen> {
  if (signal.aborted) return Promise.resolve(fail("aborted", "the run was stopped"));
  const { read } = flagVendors[system.vendor];
  return resolveFlag(flag, (key) => read({ system, project, flag: key, clients, signal }));
}

function evidenceOf(
  key: string,
  { place, answer }: { readonly place: Place; readonly answer: Seen },
  run: Run,
): Evidence {
  const { system, project } = place;
  const name = flagVendors[system.vendor].name;
  const source = system.projects.length === 0 ? name : `${name}, project ${project}`;
  const observer = { ...observerOf(key, run), source };
  if (!answer.ok) return unavailableEvidence({ kind: "flag", key }, observer, answer);
  const { commit, ...facts } = answer.value;
  return {
    subject: { kind: "flag", key },
    ...observer,
    ...(facts.url === undefined ? {} : { permalink: facts.url }),
    ...(commit === undefined ? {} : { commit }),
    status: "found",
    data: withProduction(facts, system.production),
  };
}

/** An environment of customers that the flag does not know is unknown: the others must not speak for it. */
function withProduction(facts: FlagFacts, production: readonly string[]): FlagFacts {
  const known = new Set(facts.environments.map(({ name }) => name.toLowerCase()));
  const missing = production
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({ name, state: "unknown", how: "the flag has no such environment" }) as const);
  return { ...facts, environments: [...facts.environments, ...missing] };
}

function observerOf(key: string, { clients }: Run) {
  return {
    source: "feature flags",
    observedAt: clients.now(),
    audience: { of: key, visibility: "private" },
    seenBy: "source",
  } as const;
}
