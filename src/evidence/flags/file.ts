import { z } from "zod";
import { type Answer, fail } from "../../github/answer.ts";
import type { Exposure } from "./exposure.ts";
import { readFlagFile } from "./flag-file.ts";
import { type EnvironmentReading, type FlagReader, type FlagReading, noSuchFlag, type Requirement } from "./reader.ts";

/** Keys that say whether a flag is on, the first that is there decides. */
const switches = ["enabled", "on", "active", "state", "status", "value", "default"];
/** Keys that say for how many people, in percent. */
const shares = ["percentage", "percent", "rollout", "rolloutPercentage", "rollout_percentage"];
/** Keys that name other flags that must be on. */
const parents = ["requires", "prerequisites", "dependsOn", "depends_on"];
const onWords = new Set<unknown>([true, "true", "on", "enabled", "active", "yes"]);
const offWords = new Set<unknown>([false, "false", "off", "disabled", "inactive", "no"]);

const record = z.record(z.string(), z.unknown());

/** Which flag of a parsed file is read: where flags stand, and the environment of a file that names none. */
export type FileQuestion = { readonly key: string; readonly at: string; readonly environment: string };

/** A JSON or YAML file of flags in a repository; `at` of the configuration says where a flag stands in it. */
export const askFile: FlagReader = async (question) => {
  const file = await readFlagFile(question);
  if (!file.ok) return file;
  const { data, ...origin } = file.value;
  const [environment = "production"] = question.system.production;
  const read = readFile(data, { key: question.flag, at: question.system.at, environment });
  return read.ok ? { ok: true, value: { ...read.value, ...origin } } : read;
};

/**
 * Reads one flag of a parsed file. A flag is true or false, or an object with a switch and perhaps a percentage; what
 * else such an object lists limits it. `environments` inside a flag, or `{environment}` in the path, tells environments apart.
 */
export function readFile(data: unknown, { key, at, environment }: FileQuestion): Answer<FlagReading> {
  const found = entriesAt(
    data,
    at.split(".").map((part) => (part === "{flag}" ? { key } : part)),
  );
  if (found.length === 0) return noSuchFlag();
  const entries = found.flatMap(({ name, value }) => environmentsOf(value, name ?? environment));
  const readings = entries.map(({ name, value }) => stateOf(name, value));
  if (readings.every(({ state, how }) => state === "unknown" && how === unreadable))
    return fail("malformed", "the flag is neither on nor off in a way that is understood");
  return { ok: true, value: { archived: found.some(({ value }) => isArchived(value)), environments: readings } };
}

const unreadable = "neither on nor off";

type Entry = { readonly name?: string; readonly value: unknown };
type Part = string | { readonly key: string };

/** The values at a path, one for each environment that the path passes through. */
function entriesAt(data: unknown, path: readonly Part[], name?: string): readonly Entry[] {
  const [part, ...rest] = path;
  if (part === undefined) return [name === undefined ? { value: data } : { name, value: data }];
  const object = record.safeParse(data);
  if (!object.success) return [];
  if (part === "{environment}")
    return Object.entries(object.data).flatMap(([inner, value]) => entriesAt(value, rest, inner));
  const own = typeof part === "string" ? part : part.key;
  return Object.hasOwn(object.data, own) ? entriesAt(object.data[own], rest, name) : [];
}

/** A flag that tells its environments apart, as one entry each; what it says outside of them counts in each. */
function environmentsOf(value: unknown, name: string): readonly { readonly name: string; readonly value: unknown }[] {
  const object = record.safeParse(value);
  const inner = object.success ? record.safeParse(object.data.environments) : object;
  if (!object.success || !inner.success) return [{ name, value }];
  const { environments: _, ...common } = object.data;
  return Object.entries(inner.data).map(([environment, own]) => {
    const parsed = record.safeParse(own);
    return { name: environment, value: { ...common, ...(parsed.success ? parsed.data : { enabled: own }) } };
  });
}

function stateOf(name: string, value: unknown): EnvironmentReading {
  const object = record.safeParse(value);
  if (!object.success) return { name, ...exposureOf(value, 100, []) };
  const { data } = object;
  const first = (keys: readonly string[]): string | undefined => keys.find((key) => Object.hasOwn(data, key));
  const [switchKey, shareKey, parentKey] = [first(switches), first(shares), first(parents)];
  const share = shareKey === undefined ? 100 : percentage(data[shareKey]);
  if (share === undefined) return { name, state: "unknown", how: "an unreadable percentage" };
  const required = parentKey === undefined ? [] : requirementsOf(data[parentKey]);
  if (required === undefined) return { name, state: "unknown", how: "unreadable prerequisites" };
  const known = new Set([...switches, ...shares, ...parents]);
  const limits = Object.entries(data).flatMap(([key, item]) => (known.has(key) ? [] : limitOf(key, item)));
  const isOn = switchKey === undefined ? (shareKey === undefined ? undefined : true) : data[switchKey];
  return { name, ...exposureOf(isOn, share, limits), ...(required.length === 0 ? {} : { requires: required }) };
}

function exposureOf(value: unknown, share: number, limits: readonly string[]): Exposure {
  if (offWords.has(value)) return { state: "nobody" };
  if (!onWords.has(value)) return { state: "unknown", how: unreadable };
  if (share === 0) return { state: "nobody" };
  if (share === 100 && limits.length === 0) return { state: "everyone" };
  return { state: "partial", how: [`${share} %`, ...limits].join(", ") };
}

/** Lists and objects beside the switch choose people, whatever they are called; texts and numbers describe. */
function limitOf(key: string, value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const size = Object.keys(value).length;
  return size === 0 || /^(?:tags|labels|owners?|metadata|links?)$/i.test(key) ? [] : [`${key} (${size})`];
}

function percentage(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number(value.replace(/\s*%$/, "") || Number.NaN) : value;
  return typeof number === "number" && number >= 0 && number <= 100 ? number : undefined;
}

function requirementsOf(value: unknown): readonly Requirement[] | undefined {
  const names = z.union([z.array(z.string()), z.string().transform((one) => [one])]).safeParse(value);
  return names.success ? names.data.map((flag) => ({ flag, expects: "on" })) : undefined;
}

function isArchived(value: unknown): boolean {
  const object = record.safeParse(value);
  return object.success && ["archived", "deleted", "removed"].some((key) => object.data[key] === true);
}
