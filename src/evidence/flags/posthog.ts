import { z } from "zod";
import { fail } from "../../github/answer.ts";
import { counted, exposureOfAny, type ServedRule } from "./exposure.ts";
import {
  askerOf,
  type Door,
  type EnvironmentReading,
  type FlagReader,
  type FlagReading,
  noSuchFlag,
  type Requirement,
  segment,
  shaped,
} from "./reader.ts";

const propertySchema = z.looseObject({
  key: z.union([z.string(), z.number()]),
  type: z.string().nullish(),
  value: z.unknown().optional(),
});
const groupSchema = z.looseObject({
  properties: z.array(propertySchema),
  rollout_percentage: z.number().min(0).max(100).nullable(),
});
const flagSchema = z.object({
  id: z.number(),
  key: z.string(),
  active: z.boolean(),
  deleted: z.boolean(),
  filters: z.looseObject({
    groups: z.array(groupSchema),
    multivariate: z.object({ variants: z.array(z.unknown()) }).nullish(),
    super_groups: z.array(z.unknown()).nullish(),
    holdout_groups: z.array(z.unknown()).nullish(),
  }),
  evaluation_tags: z.array(z.string()).nullish(),
});
const pageSchema = z.object({ next: z.string().nullable(), results: z.array(flagSchema) });

type PostHogFlag = z.infer<typeof flagSchema>;

/** Address and token of PostHog. */
export const postHogDoor: Door = {
  address: "https://us.posthog.com",
  headers: (token) => ({ Authorization: `Bearer ${token}` }),
};

/** https://posthog.com/docs/api/feature-flags: by key through the list, a prerequisite (`#<id>`) by its number. */
export const askPostHog: FlagReader = async (question) => {
  const ask = askerOf(question, postHogDoor);
  if (!ask.ok) return ask;
  const { flag, project, system } = question;
  const flags = `/api/projects/${segment(project)}/feature_flags`;
  const [environment = "production"] = system.production;
  if (/^#\d+$/.test(flag)) {
    const one = shaped(await ask.value(`${flags}/${flag.slice(1)}/`), flagSchema);
    return one.ok ? { ok: true, value: readPostHog(one.value, environment) } : one;
  }
  const page = shaped(await ask.value(`${flags}/?search=${segment(flag)}&limit=100`), pageSchema);
  if (!page.ok) return page;
  const named = page.value.results.filter(({ key }) => key === flag);
  const found = named.find(({ deleted }) => !deleted) ?? named[0];
  if (found !== undefined) return { ok: true, value: readPostHog(found, environment) };
  return page.value.next === null
    ? noSuchFlag()
    : fail("truncated", "more flags have this word in their name than were read");
};

/** Reads one flag; a PostHog project is one environment. */
export function readPostHog(flag: PostHogFlag, environment: string): FlagReading {
  return { archived: flag.deleted, environments: [{ name: environment, ...stateOf(flag) }] };
}

function stateOf({ active, filters, evaluation_tags }: PostHogFlag): Omit<EnvironmentReading, "name"> {
  if (!active) return { state: "nobody" };
  // Which variant of several the docs speak of is not ours to guess.
  if ((filters.multivariate?.variants.length ?? 0) > 0) return { state: "unknown", how: "a flag with variants" };
  const common = [
    ...some(filters.super_groups, "early access group"),
    ...some(filters.holdout_groups, "holdout"),
    ...some(evaluation_tags, "evaluation tag"),
  ];
  const groups = filters.groups.map(({ properties, rollout_percentage }) => ({
    share: rollout_percentage ?? 100,
    limits: [
      ...some(
        properties.filter((one) => requirementOf(one) === undefined),
        "property filter",
      ),
      ...common,
    ],
    requires: properties.flatMap((one) => requirementOf(one) ?? []),
  }));
  const [only] = groups;
  // A flag that only passes on what another flag says is as far open as that one.
  if (groups.length === 1 && only !== undefined && only.limits.length === 0) {
    return { ...exposureOfAny([only]), requires: only.requires };
  }
  const rules = groups.map(({ share, limits, requires }): ServedRule => {
    return { share, limits: [...limits, ...requires.map((one) => `flag ${one.flag}`)] };
  });
  return exposureOfAny(rules);
}

/** Undefined for a property that speaks of no other flag, or of a variant of one. */
function requirementOf({ type, key, value }: z.infer<typeof propertySchema>): Requirement | undefined {
  if (type !== "flag" || typeof value !== "boolean") return undefined;
  return { flag: /^\d+$/.test(String(key)) ? `#${key}` : String(key), expects: value ? "on" : "off" };
}

function some(list: readonly unknown[] | null | undefined, word: string): readonly string[] {
  return list === null || list === undefined || list.length === 0 ? [] : [counted(list.length, word)];
}
