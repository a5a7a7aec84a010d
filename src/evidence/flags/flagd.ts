import { z } from "zod";
import type { Exposure } from "./exposure.ts";
import { readFlagFile } from "./flag-file.ts";
import { type FlagReader, type FlagReading, noSuchFlag, readWith } from "./reader.ts";

const fileSchema = z.object({ flags: z.record(z.string(), z.unknown()) });
const flagSchema = z.object({
  state: z.enum(["ENABLED", "DISABLED"]),
  variants: z.record(z.string(), z.unknown()),
  defaultVariant: z.string().nullish(),
  targeting: z.record(z.string(), z.unknown()).nullish(),
});

/** Which flag of a flagd file is read, and the environment that the file configures. */
export type FlagdQuestion = { readonly key: string; readonly environment: string };

/** https://flagd.dev/reference/flag-definitions/ */
export const askFlagd: FlagReader = async (question) => {
  const file = await readFlagFile(question);
  if (!file.ok) return file;
  const { data, ...origin } = file.value;
  const parsed = fileSchema.safeParse(data);
  if (parsed.success && !Object.hasOwn(parsed.data.flags, question.flag)) return noSuchFlag();
  const [environment = "production"] = question.system.production;
  const read = readWith((json) => readFlagd(json, { key: question.flag, environment }), { ok: true, value: data });
  return read.ok ? { ok: true, value: { ...read.value, ...origin } } : read;
};

/** Reads one flag of a parsed flagd file; undefined when the file has another shape or does not hold the flag. */
export function readFlagd(json: unknown, { key, environment }: FlagdQuestion): FlagReading | undefined {
  const file = fileSchema.safeParse(json);
  if (!file.success || !Object.hasOwn(file.data.flags, key)) return undefined;
  const flag = flagSchema.safeParse(file.data.flags[key]);
  if (!flag.success) return undefined;
  return { archived: false, environments: [{ name: environment, ...exposureOf(flag.data) }] };
}

function exposureOf(flag: z.infer<typeof flagSchema>): Exposure {
  // flagd answers a disabled flag with an error, so the value comes from the calling code.
  if (flag.state === "DISABLED") return { state: "unknown", how: "disabled: the code's own default decides" };
  const { defaultVariant, variants, targeting } = flag;
  if (targeting && Object.keys(targeting).length > 0) return { state: "partial", how: "targeting rules" };
  const served =
    typeof defaultVariant === "string" && Object.hasOwn(variants, defaultVariant)
      ? variants[defaultVariant]
      : undefined;
  if (served === true) return { state: "everyone" };
  return served === false ? { state: "nobody" } : { state: "unknown", how: "its default is not true or false" };
}
