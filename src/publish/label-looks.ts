import type { LabelNames } from "../config.ts";
import type { LabelSpec } from "../types/index.ts";

/** Colour and description of each label when this tool creates it; descriptions say what to do (at most 100 characters). */
const looks = {
  live: ["1a7f37", "Verified: customers can use this. Ready to publish."],
  staged: ["0969da", "Works before production only. Hold."],
  pending: ["bf8700", "Merged, but off for customers. Hold."],
  blocked: ["cf222e", "Engineering work is in the way. Hold."],
  unknown: ["6e7781", "Not enough could be established. See the comment."],
  contradicted: ["a40e26", "The source contradicts a claim. An engineer should look."],
  verified: ["2da44e", "Every claim is confirmed in the source."],
  partial: ["9a6700", "Some claims could not be decided."],
  changelog: ["8250df", "Touches the changelog."],
} as const satisfies Record<keyof LabelNames, readonly [string, string]>;

/** The label of a meaning under its configured name. */
export function labelOf(meaning: keyof LabelNames, names: LabelNames): LabelSpec {
  const [color, description] = looks[meaning];
  return { name: names[meaning], color, description };
}

/** The label with a configured name; undefined when no meaning has it. */
export function labelNamed(name: string, names: LabelNames): LabelSpec | undefined {
  const meanings = Object.keys(looks).filter((key): key is keyof LabelNames => key in looks);
  const meaning = meanings.find((candidate) => names[candidate] === name);
  return meaning === undefined ? undefined : labelOf(meaning, names);
}
