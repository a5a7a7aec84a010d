import { type Answer, fail } from "../../github/answer.ts";
import type { FlagFacts } from "../../types/index.ts";
import { archivedFlag, type FlagExposure } from "./exposure.ts";
import type { EnvironmentReading, FlagReader, FlagReading, Requirement } from "./reader.ts";

/** Longest chain of prerequisites that is followed, in flags. */
const longestChain = 8;

/** Reads one flag of a system by its key; the system and its project are settled. */
export type ReadFlag = (flag: string) => ReturnType<FlagReader>;

/** Where a flag stands once all that it requires was looked up; a prerequisite that could not be read makes it unknown. */
export async function resolveFlag(flag: string, read: ReadFlag): Promise<Answer<FlagFacts & Origin>> {
  const known = new Map<string, ReturnType<FlagReader>>();
  const once: ReadFlag = (key) => {
    const asked = known.get(key) ?? read(key);
    known.set(key, asked);
    return asked;
  };
  const reading = await resolved(flag, { read: once, trail: [] });
  if (!reading.ok) return reading;
  const { archived, environments, url, commit } = reading.value;
  const plain = environments.map(({ name, state, how }) =>
    how === undefined ? { name, state } : { name, state, how },
  );
  return {
    ok: true,
    value: {
      ...(archived ? archivedFlag(plain) : { archived, environments: plain }),
      ...(url === undefined ? {} : { url }),
      ...(commit === undefined ? {} : { commit }),
    },
  };
}

/** The commit that was read, for flags in a file. */
type Origin = { readonly commit?: string };
type Search = { readonly read: ReadFlag; readonly trail: readonly string[] };

async function resolved(flag: string, { read, trail }: Search): Promise<Answer<FlagReading>> {
  if (trail.includes(flag)) return fail("unsupported", "its prerequisites lead in a circle");
  if (trail.length >= longestChain) return fail("over-budget", `more than ${longestChain} prerequisites in a row`);
  const reading = await read(flag);
  if (!reading.ok) return reading;
  const environments: EnvironmentReading[] = [];
  for (const { requires = [], ...own } of reading.value.environments) {
    environments.push(await gated(own, requires, { read, trail: [...trail, flag] }));
  }
  return { ok: true, value: { ...reading.value, environments } };
}

async function gated(own: FlagExposure, requires: readonly Requirement[], search: Search): Promise<FlagExposure> {
  let exposure = own;
  for (const requirement of requires) {
    // Whoever gets nothing without prerequisites gets nothing with them.
    if (exposure.state === "nobody") return exposure;
    exposure = narrowed(exposure, await parentOf(requirement, own.name, search));
  }
  return exposure;
}

/** For whom a requirement is met in an environment. */
async function parentOf(requirement: Requirement, environment: string, search: Search): Promise<FlagExposure> {
  const name = `prerequisite ${requirement.flag}`;
  const parent = await resolved(requirement.flag, search);
  if (!parent.ok) return { name, state: "unknown", how: parent.detail };
  const { archived, environments, values } = parent.value;
  if (archived) return { name, state: "unknown", how: "archived" };
  const found = environments.find((one) => one.name.toLowerCase() === environment.toLowerCase());
  if (found === undefined) return { name, state: "unknown", how: "no such environment" };
  const how = found.how === undefined ? {} : { how: found.how };
  const expected = expectation(requirement, values);
  if (expected === undefined) return { name, state: "unknown", how: "a value of it that is not true or false" };
  if (expected === "on" || found.state === "partial" || found.state === "unknown")
    return { name, state: found.state, ...how };
  return { name, state: found.state === "everyone" ? "nobody" : "everyone", ...how };
}

function expectation({ expects }: Requirement, values: readonly unknown[] | undefined): "on" | "off" | undefined {
  if (typeof expects === "string") return expects;
  const value = values?.[expects.variation];
  return value === true ? "on" : value === false ? "off" : undefined;
}

function narrowed(own: FlagExposure, parent: FlagExposure): FlagExposure {
  const because = parent.how === undefined ? "" : `: ${parent.how}`;
  switch (parent.state) {
    case "everyone":
      return own;
    case "nobody":
      return { name: own.name, state: "nobody", how: `${parent.name} is not met` };
    case "unknown":
      return { name: own.name, state: "unknown", how: `${parent.name} is not known${because}` };
    case "partial": {
      if (own.state === "unknown") return own;
      const how = `${parent.name} is met for some${because}`;
      return { name: own.name, state: "partial", how: own.how === undefined ? how : `${own.how}, ${how}` };
    }
  }
}
