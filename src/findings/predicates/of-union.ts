import { byLikeness, isSlip, likeness } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { type Comparison, contradicted, type Draft, unproven } from "../draft.ts";
import { propertiesNamed } from "./setting-name.ts";

/** A union of texts, and of what stands for none: `"matt" | "gloss" | undefined`. */
const union =
  /^\|?\s*(?:(["'])[^"']*\1|undefined|null|true|false)(?:\s*\|\s*(?:(["'])[^"']*\2|undefined|null|true|false))+$/;
/** Longest type that is kept whole. */
const longestType = 80;
/** Least likeness of a text that is offered for the claimed one. */
const leastLike = 0.5;

/**
 * No place states a value of the setting. Its declared type may tell all texts that it can be, and the claimed one be none of
 * them, only like one.
 */
export function outsideUnion(comparison: Comparison, subject: string): Draft {
  const [nearest, declared] = nearestOfUnion(comparison, subject) ?? [];
  if (nearest === undefined || declared === undefined) return unproven(comparison);
  return contradicted("slot-holds-other", declared.slice(0, 3), nearest, nearest);
}

function nearestOfUnion(
  { claim, source }: Comparison,
  subject: string,
): readonly [string, readonly Fact[]] | undefined {
  const value = textOf(claim);
  if (value === undefined) return undefined;
  const declared = propertiesNamed(source, subject);
  const members = declared.map(membersOf);
  if (declared.length === 0 || members.some((texts) => texts.length < 2 || texts.includes(value))) return undefined;
  const [nearest] = byLikeness(value, [...new Set(members.flat())]);
  if (nearest === undefined || !(isSlip(value, nearest) || likeness(value, nearest) >= leastLike)) return undefined;
  return [nearest, declared];
}

/** A word that may be a text of a union; undefined for a number, a list, a path or several words. */
function textOf({ value }: Claim): string | undefined {
  return /^["'`]?([A-Za-z][\w-]*)["'`]?$/.exec(value)?.[1];
}

/** The texts that a declared type is made of; empty for any other type. */
function membersOf({ scope: { type = "" } }: Fact): readonly string[] {
  if (type.length >= longestType || !union.test(type)) return [];
  return [...type.matchAll(/["']([^"']*)["']/g)].map(([, text = ""]) => text);
}
