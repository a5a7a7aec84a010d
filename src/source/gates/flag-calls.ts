import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { InternalError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";

const name = z.string().regex(/^[A-Za-z_$][\w$.]*\??$/);
const callSchema = z.strictObject({
  vendor: z.string().regex(/^[a-z]+$/),
  names: z.array(name).min(1),
  near: z.array(z.string().min(3)).default([]),
  argument: z.number().int().min(1).max(9),
});
const fileSchema = z.strictObject({
  calls: z.array(callSchema),
  elements: z.array(z.strictObject({ vendor: z.string(), names: z.array(name).min(1), attribute: name })),
  analytics: z.array(name),
});

/** How code asks for flags: calls by vendor, elements, and the calls that only report. */
export type FlagCalls = z.infer<typeof fileSchema>;

/** A function of the project that asks for a flag; `argument` is the place of the flag's key, from 1. */
export type FlagWrapper = { readonly name: string; readonly argument: number };

/** The calls that ship with the tool in `rules/flags.yml`, together with the wrappers of a configuration. */
export function builtInFlagCalls(wrappers: readonly FlagWrapper[]): FlagCalls {
  const shipped = fileSchema.safeParse(parse(readFileSync(join(packageRoot(), "rules", "flags.yml"), "utf8")));
  if (!shipped.success) throw new InternalError("The shipped rules/flags.yml cannot be read.");
  const own = wrappers.map((one) => ({ vendor: "any", names: [one.name], near: [], argument: one.argument }));
  return { ...shipped.data, calls: [...own, ...shipped.data.calls] };
}

/** How many names are searched for. */
export function countNames({ calls, elements }: FlagCalls): number {
  return new Set([...calls, ...elements].flatMap(({ names }) => names)).size;
}
