import type { Claim, Fact } from "../../types/index.ts";
import { isFieldOfSample } from "./in-words.ts";

/** A field of Go in small letters is seen by its package alone, and a function is no key that a sample sets. */
export function cannotBeMeant({ role, place, value }: Fact, claim: Claim): boolean {
  if (claim.kind !== "config-key") return false;
  if (role === "exported" && isFieldOfSample(claim)) return true;
  return role === "member" && place.path.endsWith(".go") && /^[a-z]/.test(value);
}
