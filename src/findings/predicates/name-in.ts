import { lastSegment, wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";

/** What a fact is called in the page's words: a page may name a key without the keys around it. */
export function nameIn({ role, value }: Pick<Fact, "role" | "value">, claim: Claim): string {
  if (role === "option-declared" && !claim.value.startsWith("-")) return value.replace(/^-+/, "");
  return role === "key-declared" && !claim.value.includes(".") ? lastSegment(value) : value;
}

/**
 * The last part of a key that the page names with the keys around it, where the place that declares the other one bears the
 * name of these: `kiln.lidAngel` and the `lidAngle` of `KilnOptions`.
 */
export function lastPart({ value, scope }: Fact, { kind, value: claimed }: Claim): string | undefined {
  const owners = claimed.split(".").slice(0, -1);
  if (kind !== "config-key" || owners.length === 0 || value.includes(".")) return undefined;
  const within = wordsOf(scope.in ?? "");
  return owners.flatMap((owner) => wordsOf(owner)).some((word) => within.includes(word))
    ? lastSegment(claimed)
    : undefined;
}
