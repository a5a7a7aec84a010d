import { z } from "zod";
import { counted, exposureOfFirst, type ServedRule } from "./exposure.ts";
import {
  askerOf,
  type Door,
  type EnvironmentReading,
  type FlagReader,
  type FlagReading,
  type Requirement,
  readWith,
  segment,
} from "./reader.ts";

const conditionSchema = z.looseObject({
  type: z.string(),
  operator: z.string().nullish(),
  targetValue: z.unknown().optional(),
});
const ruleSchema = z.object({
  passPercentage: z.number().min(0).max(100),
  conditions: z.array(conditionSchema),
  environments: z.array(z.string()).nullish(),
});
const gateSchema = z.object({
  data: z.object({
    isEnabled: z.boolean(),
    status: z.string(),
    rules: z.array(ruleSchema),
    holdoutIDs: z.array(z.string()).nullish(),
  }),
});

type Gate = z.infer<typeof gateSchema>["data"];
type Condition = z.infer<typeof conditionSchema>;
type Rule = ServedRule & { readonly requires: readonly Requirement[] };

/** Address and token of Statsig. */
export const statsigDoor: Door = {
  address: "https://statsigapi.net",
  headers: (token) => ({ "STATSIG-API-KEY": token }),
};

/** https://docs.statsig.com/api-reference/gates/read-gate */
export const askStatsig: FlagReader = async (question) => {
  const ask = askerOf(question, statsigDoor);
  if (!ask.ok) return ask;
  const answer = await ask.value(`/console/v1/gates/${segment(question.flag)}`);
  return readWith((json) => readStatsig(json, question.system.production), answer);
};

/** Reads the answer of `GET /console/v1/gates/<id>` for the given environments and those its rules name; undefined when it has another shape. */
export function readStatsig(json: unknown, production: readonly string[]): FlagReading | undefined {
  const parsed = gateSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const gate = parsed.data.data;
  const named = gate.rules.flatMap((rule) => [...(rule.environments ?? []), ...rule.conditions.flatMap(tiersOf)]);
  const environments = [...new Set([...production, ...named])].map((name) => environmentOf(gate, name));
  return { archived: gate.status.toLowerCase() === "archived", environments };
}

function environmentOf(gate: Gate, name: string): EnvironmentReading {
  if (!gate.isEnabled) return { name, state: "nobody" };
  const holdouts = gate.holdoutIDs ?? [];
  const rules = gate.rules
    .filter(({ environments }) => environments === null || environments === undefined || environments.includes(name))
    .filter(({ conditions }) => !conditions.some((one) => isElsewhere(one, name)))
    .map(({ passPercentage, conditions }) => ruleOf(passPercentage, conditions));
  const held: readonly ServedRule[] =
    holdouts.length === 0 ? [] : [{ share: 0, limits: [counted(holdouts.length, "holdout")] }];
  const [only] = rules;
  // A gate that only passes on what another gate says is as far open as that one.
  if (rules.length === 1 && only !== undefined && only.limits.length === 0 && held.length === 0) {
    return { name, ...exposureOfFirst([only], 0), requires: only.requires };
  }
  const limited = rules.map(({ share, limits, requires }) => ({
    share,
    limits: [...limits, ...requires.map(({ flag }) => `gate ${flag}`)],
  }));
  return { name, ...exposureOfFirst([...held, ...limited], 0) };
}

function ruleOf(share: number, conditions: readonly Condition[]): Rule {
  const gates = conditions.map(requirementsOf);
  const others = conditions.filter((one, index) => gates[index] === undefined && one.type !== "public");
  const limits = others.filter(({ type }) => type !== "environment_tier").map(({ type }) => `people by ${type}`);
  return { share, limits, requires: gates.flatMap((gate) => gate ?? []) };
}

/** Undefined for a condition that speaks of no other gate. */
function requirementsOf({ type, targetValue }: Condition): readonly Requirement[] | undefined {
  if (type !== "passes_gate" && type !== "fails_gate") return undefined;
  const expects = type === "passes_gate" ? "on" : "off";
  return textsOf(targetValue).map((flag) => ({ flag, expects }));
}

function tiersOf(condition: Condition): readonly string[] {
  return condition.type === "environment_tier" ? textsOf(condition.targetValue) : [];
}

function isElsewhere(condition: Condition, name: string): boolean {
  if (condition.type !== "environment_tier") return false;
  const isNamed = tiersOf(condition).includes(name);
  return condition.operator === "none" ? isNamed : !isNamed;
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === "string");
}
