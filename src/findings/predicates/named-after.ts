import { wordsOf } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import { type Comparison, confirmed, type Draft, some, strong } from "../draft.ts";

/** Words by which a constant says that it holds the name of a setting. */
const ofSetting = new Set([
  "annotation",
  "attribute",
  "field",
  "key",
  "label",
  "metadata",
  "option",
  "param",
  "parameter",
  "property",
  "tag",
]);

/**
 * A constant that is called after the very key which it holds is where the key is kept: `LidModesKey = "lidModes"`. So is a
 * text of code that is all of a path of three keys and more.
 */
export function keptAsConstant({ claim, proof, source }: Comparison): Draft | undefined {
  if (claim.kind !== "config-key") return undefined;
  const words = wordsOf(claim.value);
  const isPath = claim.value.split(".").length >= leastOfPath;
  const kept = some(
    strong(source.facts).filter(
      (fact) => fact.value === claim.value && (isNamedAfter(fact, words) || (isPath && isTextOfCode(fact))),
    ),
  );
  return kept && confirmed(kept, proof);
}

/** Keys of a path that no other text is likely to be: a file or a host has fewer parts, or other ones. */
const leastOfPath = 3;

function isTextOfCode({ role, strength }: Fact): boolean {
  return strength === "code" && (role === "literal" || role === "constant");
}

function isNamedAfter({ role, scope: { subject = "", type } }: Fact, words: readonly string[]): boolean {
  if (role !== "constant" || type === "given" || subject === "") return false;
  const named = wordsOf(subject.split(".").at(-1) ?? subject);
  const whole = ` ${named.join(" ")} `;
  if (!whole.includes(` ${words.join(" ")} `)) return false;
  return words.length > 1 || named.some((word) => ofSetting.has(word) && !words.includes(word));
}
