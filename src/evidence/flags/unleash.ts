import { z } from "zod";
import { counted } from "./exposure.ts";
import {
  askerOf,
  type Door,
  type EnvironmentReading,
  type FlagReader,
  type FlagReading,
  type Requirement,
  readWith,
  segment,
  shaped,
} from "./reader.ts";

const strategySchema = z.object({
  name: z.string(),
  disabled: z.boolean().nullish(),
  parameters: z.looseObject({ rollout: z.unknown().optional() }).default({}),
  constraints: z.array(z.unknown()).default([]),
  segments: z.array(z.unknown()).default([]),
});
const environmentSchema = z.object({
  name: z.string(),
  enabled: z.boolean(),
  strategies: z.array(strategySchema),
});
const dependencySchema = z.object({
  feature: z.string(),
  enabled: z.boolean().default(true),
  variants: z.array(z.string()).nullish(),
});
const featureSchema = z.object({
  archived: z.boolean().default(false),
  environments: z.array(environmentSchema),
  dependencies: z.array(dependencySchema).default([]),
});

const archiveSchema = z.object({ features: z.array(z.object({ name: z.string() })) });

const unreadable = "an unreadable percentage";

type Strategy = z.infer<typeof strategySchema>;

/** Token of Unleash; every customer has an address of their own. */
export const unleashDoor: Door = { headers: (token) => ({ Authorization: token }) };

/** https://docs.getunleash.io/api/get-feature */
export const askUnleash: FlagReader = async (question) => {
  const ask = askerOf(question, unleashDoor);
  if (!ask.ok) return ask;
  const path = `/api/admin/projects/${segment(question.project)}/features/${segment(question.flag)}`;
  const answer = await ask.value(path);
  if (answer.ok || answer.reason !== "not-found-or-no-access") return readWith(readUnleash, answer);
  // Unleash answers 404 for an archived flag; only its search still lists it.
  const search = `/api/admin/search/features?query=${segment(question.flag)}&project=IS%3A${segment(question.project)}&archived=IS%3Atrue&limit=100`;
  const archived = shaped(await ask.value(search), archiveSchema);
  const isListed = archived.ok && archived.value.features.some(({ name }) => name === question.flag);
  return isListed ? { ok: true, value: { archived: true, environments: [] } } : answer;
};

/** Reads the answer of `GET /api/admin/projects/<project>/features/<key>`; undefined when it has another shape. */
export function readUnleash(json: unknown): FlagReading | undefined {
  const parsed = featureSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { archived, environments, dependencies } = parsed.data;
  const byVariant = dependencies.filter(({ variants }) => (variants?.length ?? 0) > 0);
  const requires = dependencies.map(
    ({ feature, enabled }): Requirement => ({ flag: feature, expects: enabled ? "on" : "off" }),
  );
  const states = environments.map((one): EnvironmentReading => {
    const own = exposureOf(one);
    if (own.state === "nobody" || byVariant.length === 0) return { ...own, requires };
    return { name: own.name, state: "unknown", how: `depends on variants of ${byVariant[0]?.feature ?? ""}` };
  });
  return { archived, environments: states };
}

function exposureOf(environment: z.infer<typeof environmentSchema>): EnvironmentReading {
  const { name, enabled, strategies } = environment;
  if (!enabled) return { name, state: "nobody" };
  const active = strategies.filter((one) => one.disabled !== true);
  // Without any strategy an enabled flag is on for everyone; with only disabled ones the server's answer is not documented.
  if (strategies.length === 0) return { name, state: "everyone" };
  if (active.length === 0) return { name, state: "unknown", how: "every strategy is disabled" };
  const limits = active.map(limitOf);
  // Strategies are alternatives: one without a limit reaches everyone.
  if (limits.includes(undefined)) return { name, state: "everyone" };
  if (limits.includes(unreadable)) return { name, state: "unknown", how: unreadable };
  if (limits.every((one) => one === "0 %")) return { name, state: "nobody" };
  return { name, state: "partial", how: limits.join(", or ") };
}

/** What keeps a strategy from reaching everyone; undefined when nothing does. */
function limitOf(strategy: Strategy): string | undefined {
  const { name, parameters, constraints, segments } = strategy;
  const known = name === "default" || name === "flexibleRollout";
  if (!known) return `strategy ${name}`;
  const parts: string[] = [];
  if (name === "flexibleRollout") {
    const rollout = percentage(parameters.rollout);
    if (rollout === undefined) return unreadable;
    else if (rollout < 100) parts.push(`${rollout} %`);
  }
  if (parts[0] === "0 %") return "0 %";
  if (constraints.length > 0) parts.push(counted(constraints.length, "constraint"));
  if (segments.length > 0) parts.push(counted(segments.length, "segment"));
  return parts.length > 0 ? parts.join(" with ") : undefined;
}

/** Unleash sends the percentage as text. */
function percentage(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && number >= 0 && number <= 100 ? number : undefined;
}
