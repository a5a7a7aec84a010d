import { lastSegment, wordsOf } from "../names.ts";
import type { Claim, Fact, SourceFacts } from "../types/index.ts";

/**
 * True for an exported field of Go that has no tag, where the page writes its name as a key: decoders of Go take the key in
 * any letter case (`encoding/json`, `mapstructure`). One word is a field of too many types; a tag says another key.
 */
export function isFieldOfGo({ role, value, place }: Fact, claim: Claim, { facts }: SourceFacts): boolean {
  if (claim.kind !== "config-key" || role !== "member" || !place.path.endsWith(".go")) return false;
  const key = lastSegment(claim.value);
  const isSame = /^[a-z]/.test(key) && /^[A-Z]/.test(value) && key.toLowerCase() === value.toLowerCase();
  const isTagged = (other: Fact): boolean =>
    other.role === "key-declared" && other.place.path === place.path && other.place.startLine === place.startLine;
  return isSame && wordsOf(value).length > 1 && !facts.some(isTagged);
}
