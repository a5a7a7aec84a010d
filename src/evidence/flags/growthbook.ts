import { z } from "zod";
import { counted, type Exposure, exposureOfFirst, type ServedRule } from "./exposure.ts";
import {
  askerOf,
  type Door,
  type FlagReader,
  type FlagReading,
  type Requirement,
  readWith,
  segment,
} from "./reader.ts";

const prerequisite = z.union([z.string(), z.object({ id: z.string(), condition: z.string().optional() })]);
const ruleSchema = z.looseObject({
  type: z.string(),
  enabled: z.boolean(),
  // Shortened answers leave these out: required, so that silence is never read as "all".
  allEnvironments: z.boolean(),
  environments: z.array(z.string()).default([]),
  value: z.unknown().optional(),
  coverage: z.number().min(0).max(1).optional(),
  condition: z.string().nullish(),
  savedGroupTargeting: z.array(z.unknown()).nullish(),
  prerequisites: z.array(z.unknown()).nullish(),
  scheduleRules: z.array(z.unknown()).nullish(),
});
const featureSchema = z.object({
  feature: z.object({
    archived: z.boolean(),
    valueType: z.string(),
    defaultValue: z.string(),
    environments: z.record(z.string(), z.object({ enabled: z.boolean(), defaultValue: z.string().optional() })),
    rules: z.array(ruleSchema),
    prerequisites: z.array(prerequisite).nullish(),
  }),
});

type Rule = z.infer<typeof ruleSchema>;

/** Address and token of GrowthBook. */
export const growthBookDoor: Door = {
  address: "https://api.growthbook.io",
  headers: (token) => ({ Authorization: `Bearer ${token}` }),
};

/** https://docs.growthbook.io/api/features-v2/operation/getFeatureV2 */
export const askGrowthBook: FlagReader = async (question) => {
  const ask = askerOf(question, growthBookDoor);
  return ask.ok ? readWith(readGrowthBook, await ask.value(`/api/v2/features/${segment(question.flag)}`)) : ask;
};

/** Reads the answer of `GET /api/v2/features/<key>`; undefined when it has another shape. */
export function readGrowthBook(json: unknown): FlagReading | undefined {
  const parsed = featureSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { archived, valueType, environments, rules, defaultValue, prerequisites } = parsed.data.feature;
  const requires = (prerequisites ?? []).map(requirementOf);
  const states = Object.entries(environments).map(([name, environment]) => {
    // Which value of several the docs speak of is not ours to guess.
    if (valueType !== "boolean") return { name, state: "unknown", how: `a ${valueType} flag` } as const;
    if (!environment.enabled) return { name, state: "nobody" } as const;
    const own = rules
      .filter((rule) => rule.enabled && (rule.allEnvironments || rule.environments.includes(name)))
      .filter(({ type, coverage }) => type !== "rollout" || coverage !== 0);
    return { name, ...exposureOf(own, environment.defaultValue ?? defaultValue), requires };
  });
  return { archived, environments: states };
}

function requirementOf(one: z.infer<typeof prerequisite>): Requirement {
  return { flag: typeof one === "string" ? one : one.id, expects: "on" };
}

function exposureOf(rules: readonly Rule[], defaultValue: string): Exposure {
  const served = rules.map(servedBy);
  const otherwise = shareOf(defaultValue);
  if (otherwise === undefined) return { state: "unknown", how: "its default is not true or false" };
  const readable = served.filter((one): one is ServedRule => one !== undefined);
  if (readable.length < served.length) return { state: "unknown", how: "a rule is not readable" };
  return exposureOfFirst(readable, otherwise);
}

/** Undefined for a rule whose value is not true or false. */
function servedBy(rule: Rule): ServedRule | undefined {
  const limits = limitsOf(rule);
  // Experiments give both values; how many people are in them is told elsewhere.
  if (rule.type !== "force" && rule.type !== "rollout") return { share: 50, limits: [rule.type, ...limits] };
  const share = shareOf(rule.value);
  if (share === undefined) return undefined;
  const coverage = rule.type === "rollout" ? rule.coverage : 1;
  if (coverage === undefined) return undefined;
  // Who is not covered goes on to the next rule.
  return { share, limits: coverage < 1 ? [`${Number((coverage * 100).toFixed(4))} %`, ...limits] : limits };
}

function limitsOf({ condition, savedGroupTargeting, prerequisites, scheduleRules }: Rule): string[] {
  const count = (list: readonly unknown[] | null | undefined, word: string): string[] =>
    list === null || list === undefined || list.length === 0 ? [] : [counted(list.length, word)];
  const isOpen = condition === null || condition === undefined || ["", "{}"].includes(condition.replace(/\s/g, ""));
  return [
    ...(isOpen ? [] : ["a condition"]),
    ...count(savedGroupTargeting, "saved group"),
    ...count(prerequisites, "prerequisite"),
    ...count(scheduleRules, "schedule"),
  ];
}

function shareOf(value: unknown): 0 | 100 | undefined {
  if (value === "true" || value === true) return 100;
  return value === "false" || value === false ? 0 : undefined;
}
