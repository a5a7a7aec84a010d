import { z } from "zod";
import { counted, type Exposure } from "./exposure.ts";
import {
  askerOf,
  type Door,
  type EnvironmentReading,
  type FlagReader,
  type FlagReading,
  readWith,
  segment,
} from "./reader.ts";

const environmentSchema = z.object({
  on: z.boolean(),
  offVariation: z.number().int().nullish(),
  // Shortened answers leave these out: required, so that silence is never read as "no rule".
  targets: z.array(z.unknown()),
  contextTargets: z.array(z.unknown()).default([]),
  rules: z.array(z.unknown()),
  prerequisites: z.array(z.object({ key: z.string(), variation: z.number().int() })),
  fallthrough: z.object({
    variation: z.number().int().optional(),
    rollout: z
      .object({ variations: z.array(z.object({ variation: z.number().int(), weight: z.number().min(0) })) })
      .optional(),
  }),
});
const flagSchema = z.object({
  kind: z.string(),
  archived: z.boolean().default(false),
  variations: z.array(z.object({ value: z.unknown() })),
  environments: z.record(z.string(), environmentSchema),
});

type Environment = z.infer<typeof environmentSchema>;

/** Address and token of LaunchDarkly. */
export const launchDarklyDoor: Door = {
  address: "https://app.launchdarkly.com",
  headers: (token) => ({ Authorization: token }),
};

/** https://apidocs.launchdarkly.com/tag/Feature-flags#operation/getFeatureFlag */
export const askLaunchDarkly: FlagReader = async (question) => {
  const ask = askerOf(question, launchDarklyDoor);
  if (!ask.ok) return ask;
  const path = `/api/v2/flags/${segment(question.project)}/${segment(question.flag)}`;
  return readWith(readLaunchDarkly, await ask.value(path));
};

/** Reads the answer of `GET /api/v2/flags/<project>/<key>`; undefined when it has another shape. */
export function readLaunchDarkly(json: unknown): FlagReading | undefined {
  const parsed = flagSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { kind, archived, variations, environments } = parsed.data;
  const values = variations.map((one) => one.value);
  const states = Object.entries(environments).map(([name, one]): EnvironmentReading => {
    // Which value of several the docs speak of is not ours to guess.
    if (kind !== "boolean") return { name, state: "unknown", how: `a ${kind} flag` };
    return { name, ...exposureOf(one, values) };
  });
  return { archived, environments: states, values };
}

function exposureOf(environment: Environment, values: readonly unknown[]): Omit<EnvironmentReading, "name"> {
  if (!environment.on) return whenOff(environment, values);
  const exceptions = exceptionsOf(environment);
  const share = shareOf(environment, values);
  if (share === undefined) return { state: "unknown", how: "the default rule is not readable" };
  const requires = environment.prerequisites.map(
    ({ key, variation }) => ({ flag: key, expects: { variation } }) as const,
  );
  // An unmet prerequisite serves the value for "off", which may be true.
  if (requires.length > 0 && whenOff(environment, values).state !== "nobody")
    return { state: "unknown", how: "prerequisites decide between two values that are not false" };
  if (exceptions.length === 0 && share === 100) return { state: "everyone", requires };
  if (exceptions.length === 0 && share === 0) return { state: "nobody" };
  return { state: "partial", how: [`${share} %`, ...exceptions].join(", "), requires };
}

function whenOff({ offVariation }: Environment, values: readonly unknown[]): Exposure {
  const served = offVariation === null || offVariation === undefined ? false : values[offVariation];
  return served === false ? { state: "nobody" } : { state: "unknown", how: "targeting is off" };
}

function exceptionsOf(environment: Environment): string[] {
  const targets = environment.targets.length + environment.contextTargets.length;
  return [
    ...(environment.rules.length > 0 ? [counted(environment.rules.length, "rule")] : []),
    ...(targets > 0 ? [counted(targets, "target")] : []),
  ];
}

/** Percentage that the default rule gives `true`; LaunchDarkly weighs in thousandths of a percent. */
function shareOf({ fallthrough }: Environment, values: readonly unknown[]): number | undefined {
  const { variation, rollout } = fallthrough;
  const parts = rollout?.variations ?? (variation === undefined ? [] : [{ variation, weight: 100_000 }]);
  const readable = parts.every((one) => typeof values[one.variation] === "boolean");
  const total = parts.reduce((sum, one) => sum + one.weight, 0);
  if (!readable || total !== 100_000) return undefined;
  return parts.reduce((sum, one) => sum + (values[one.variation] === true ? one.weight : 0), 0) / 1000;
}
