import type { z } from "zod";
import type { FlagSystem } from "../../config.ts";
import { type Answer, fail } from "../../github/answer.ts";
import type { Clients } from "../provider.ts";
import type { FlagExposure } from "./exposure.ts";

/** One flag of one project of one system. */
export type FlagQuestion = {
  readonly system: FlagSystem;
  readonly project: string;
  readonly flag: string;
  readonly clients: Clients;
  readonly signal: AbortSignal;
};

/** Another flag that must stand on or off before this one reaches anybody; `variation` is an index into its values. */
export type Requirement = { readonly flag: string; readonly expects: "on" | "off" | { readonly variation: number } };

/** Where a flag stands in one environment if all that it requires is met. */
export type EnvironmentReading = FlagExposure & { readonly requires?: readonly Requirement[] };

/** One flag as its system tells it, before prerequisites are looked up. */
export type FlagReading = {
  readonly archived: boolean;
  readonly environments: readonly EnvironmentReading[];
  /** What its variations serve, where the system numbers them. */
  readonly values?: readonly unknown[];
  /** Where a person can look; absent when there is no such page. */
  readonly url?: string;
  /** The commit that was read, for flags in a file. */
  readonly commit?: string;
};

/** Asks one system for one flag; what is not answered as documented is a failure, never "off". */
export type FlagReader = (question: FlagQuestion) => Promise<Answer<FlagReading>>;

/** How a vendor wants to be asked: its usual address, and the headers that carry the token. */
export type Door = {
  /** Absent where every customer has an address of their own. */
  readonly address?: string;
  readonly headers: (token: string) => Readonly<Record<string, string>>;
};

/** Reads one address of the question's system. */
export type Ask = (path: string) => Promise<Answer<unknown>>;

/** Prepares asking the question's system; a missing address or token is a failure. */
export function askerOf({ system, clients, signal }: FlagQuestion, door: Door): Answer<Ask> {
  const address = system.url ?? door.address;
  if (address === undefined) return fail("not-configured", "the address of the flag system is not configured");
  const token = system.tokenEnv === undefined ? undefined : clients.secret(system.tokenEnv);
  if (token === undefined || token === "")
    return fail("not-configured", "the environment variable with the token is not set");
  const headers = { ...door.headers(token), Accept: "application/json" };
  const base = address.replace(/\/+$/, "");
  return { ok: true, value: (path) => clients.getJson({ url: `${base}${path}`, headers, signal }) };
}

/**
 * Reads an answer against the documented shape. Where it differs is not told: the way there may name other flags and
 * environments of the system, and the reason of a failure is shown to every reader.
 */
export function shaped<Schema extends z.ZodType>(answer: Answer<unknown>, schema: Schema): Answer<z.infer<Schema>> {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return fail("malformed", "the answer has another shape than documented");
}

/** Applies a pure reading to an answer; undefined from it means that the answer is not of the documented shape. */
export function readWith(
  read: (json: unknown) => FlagReading | undefined,
  answer: Answer<unknown>,
): Answer<FlagReading> {
  if (!answer.ok) return answer;
  const reading = read(answer.value);
  return reading === undefined
    ? fail("malformed", "the answer has another shape than documented, or does not hold the flag")
    : { ok: true, value: reading };
}

/** The failure for a flag that its system does not list: it may be deleted, which is not "off". */
export function noSuchFlag(): Answer<never> {
  return fail("not-found-or-no-access", "the flag is not listed: it was deleted, never made, or may not be seen");
}

/** A name as one segment of a path. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}
