import { wordsOf } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import { type Comparison, contradicted, type Draft } from "../draft.ts";
import { propertiesNamed } from "./setting-name.ts";
import { countsAsThere } from "./what-counts.ts";
import { isWrittenIn } from "./written-in.ts";

/** Words that types of all sorts end with: they tell nothing of what is meant. */
const everyType =
  /^(?:options?|config\w*|settings?|props?|params?|args?|types?|data|result|input|output|base|default|any)$/;

/**
 * The type that a page gives a property stands nowhere, and every property of that name is declared with one other type,
 * which shares a telling word with the stated one: `LidState` where the source has `KilnLidState`.
 */
export function typedOtherwise(comparison: Comparison): Draft | undefined {
  const { claim, source } = comparison;
  const { subject } = claim.qualifiers;
  if (claim.kind !== "sdk-symbol" || subject === undefined || source.skipped.length > 0) return undefined;
  if (source.facts.some((fact) => countsAsThere(fact, comparison) && isWrittenIn(fact.value, comparison)))
    return undefined;
  const declared = propertiesNamed(source, subject);
  const [only, ...others] = new Set(declared.map(typeOf));
  if (only === undefined || only === "" || others.length > 0 || !sharesWord(only, claim.value)) return undefined;
  return contradicted("slot-holds-other", declared.slice(0, 3), only, only);
}

/** The one named type of a property, without what only says how many there are; empty for any other. */
function typeOf({ scope: { type = "" } }: Fact): string {
  const plain = type.replace(/\s*\|\s*(?:undefined|null)\b/g, "").replace(/(?:\[\])+$/, "");
  return /^(?:Array<)?([A-Z]\w*[a-z]\w*)(?:<[^|&]*>)?>?$/.exec(plain)?.[1] ?? "";
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word) && !everyType.test(word));
}
