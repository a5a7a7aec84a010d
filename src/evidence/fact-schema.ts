import { z } from "zod";
import { type ClosedList, type Fact, type FactRole, factRoles, strengths } from "../types/index.ts";

/** Longest text in a bundle, in UTF-16 units. */
export const text = z.string().max(20_000_000);
/** A map of short texts. */
export const textMap = z.record(z.string(), text);
/** A count or a line. */
export const count = z.number().int().min(0);

const role = z
  .string()
  .refine((value): value is FactRole => Object.hasOwn(factRoles, value), "expected a role of a fact");
/** Lines of one file. */
export const sourcePlace = z.strictObject({ path: text, startLine: count, endLine: count });

/** One observation in the source. */
export const factSchema = z.strictObject({
  role,
  value: text,
  scope: textMap,
  default: text.exactOptional(),
  place: sourcePlace,
  blob: text,
  strength: z.enum(strengths),
  via: z.array(text),
  snippet: text,
}) satisfies z.ZodType<Fact>;

/** A list that was read completely. */
export const closedListSchema = z.strictObject({
  role,
  scope: textMap,
  members: z.array(text),
  place: sourcePlace,
  blob: text,
  snippet: text,
}) satisfies z.ZodType<ClosedList>;
