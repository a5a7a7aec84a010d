import { z } from "zod";
import { type Answer, fail } from "../../github/answer.ts";
import { exposureOfFirst } from "./exposure.ts";
import {
  type Ask,
  askerOf,
  type Door,
  type EnvironmentReading,
  type FlagReader,
  type FlagReading,
  noSuchFlag,
  segment,
  shaped,
} from "./reader.ts";

/** Environments of one project that are asked at most. */
const maxEnvironments = 20;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ next: z.string().nullable(), results: z.array(item) });
const featureSchema = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string().nullish(),
  is_archived: z.boolean(),
});
const environmentSchema = z.object({ id: z.number(), name: z.string(), api_key: z.string() });
const stateSchema = z.object({
  enabled: z.boolean(),
  feature: z.number(),
  // Segment and identity overrides carry these; required, so that an override is never read as the default.
  feature_segment: z.number().nullable(),
  identity: z.unknown(),
});

type State = z.infer<typeof stateSchema>;
type Environment = z.infer<typeof environmentSchema>;

/** Address and token of Flagsmith. */
export const flagsmithDoor: Door = {
  address: "https://api.flagsmith.com",
  headers: (token) => ({ Authorization: `Api-Key ${token}` }),
};

/**
 * https://docs.flagsmith.com/integrating-with-flagsmith/flagsmith-api-overview/admin-api: the flag of a project, the
 * project's environments, and for each of them every state with its segment and identity overrides.
 */
export const askFlagsmith: FlagReader = async (question) => {
  const asker = askerOf(question, flagsmithDoor);
  if (!asker.ok) return asker;
  const ask = asker.value;
  const project = segment(question.project);
  const search = `/api/v1/projects/${project}/features/?search=${segment(question.flag)}&page_size=100`;
  const features = shaped(await ask(search), pageOf(featureSchema));
  if (!features.ok) return features;
  const feature = features.value.results.find(({ name }) => name.toLowerCase() === question.flag.toLowerCase());
  if (feature === undefined)
    return features.value.next === null
      ? noSuchFlag()
      : fail("truncated", "more flags have this word in their name than were read");
  const environments = shaped(await ask(`/api/v1/environments/?project=${project}`), pageOf(environmentSchema));
  if (!environments.ok) return environments;
  if (environments.value.next !== null || environments.value.results.length > maxEnvironments)
    return fail("truncated", `the project has more than ${maxEnvironments} environments`);
  return stateOfEach(environments.value.results, feature, ask);
};

async function stateOfEach(
  environments: readonly Environment[],
  feature: z.infer<typeof featureSchema>,
  ask: Ask,
): Promise<Answer<FlagReading>> {
  const read: EnvironmentReading[] = [];
  for (const { id, name } of environments) {
    const path = `/api/v1/features/featurestates/?environment=${id}&feature=${feature.id}&page_size=100`;
    const states = shaped(await ask(path), pageOf(stateSchema));
    if (!states.ok) return states;
    if (states.value.next !== null) return fail("truncated", "the flag has more overrides than were read");
    const own = states.value.results.filter((state) => state.feature === feature.id);
    read.push(environmentOf(name, own));
  }
  return { ok: true, value: { archived: feature.is_archived, environments: read } };
}

/** Overrides come before the state of the environment; each either turns the flag on or off for some people. */
export function environmentOf(name: string, states: readonly State[]): EnvironmentReading {
  const share = ({ enabled }: State): number => (enabled ? 100 : 0);
  const isIdentity = ({ identity }: State): boolean => identity !== null && identity !== undefined;
  const defaults = states.filter((state) => state.feature_segment === null && !isIdentity(state));
  const [standard] = defaults;
  if (standard === undefined || defaults.length > 1)
    return { name, state: "unknown", how: "the state of the environment is not told" };
  const overrides = states.filter((state) => state !== standard);
  const rules = overrides.map((state) => ({
    share: share(state),
    limits: [isIdentity(state) ? "1 identity" : "1 segment"],
  }));
  return { name, ...exposureOfFirst(rules, share(standard)) };
}
