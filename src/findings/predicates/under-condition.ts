import type { Claim } from "../../types/index.ts";

const condition = /\b(?:when|if|while|unless|in case)\b(?<what>[^,;:]*)/gi;
/** "If it is not set" is what a default is for. */
const givesNone =
  /\b(?:not|n['’]t|no|none|nothing|neither|without|omit\w*|missing|absent|empty|blank|left|unset|unspecified|undefined|unknown|null|nil|never)\b/i;

/**
 * True where the sentence states its value for a case only: "when the file store is used, the default is `900`". A sentence
 * that has the value twice may say it of a case once: "off when the value is 0; defaults to 0".
 */
export function isUnderCondition({ sentence, value }: Pick<Claim, "sentence" | "value">): boolean {
  const places = placesOf(value, sentence);
  return (
    places.length > 0 &&
    places.every((at) => isConditional(sentence.slice(0, at)) || isLimited(sentence.slice(at + value.length)))
  );
}

function placesOf(value: string, sentence: string): readonly number[] {
  const places: number[] = [];
  for (let at = value === "" ? -1 : sentence.indexOf(value); at >= 0; at = sentence.indexOf(value, at + 1))
    if (!/[\w.]$/.test(sentence.slice(0, at)) && !/^\.?\w/.test(sentence.slice(at + value.length))) places.push(at);
  return places.length > 0 ? places : [Math.max(0, sentence.indexOf(value))];
}

/** "Kiln 5 and older had another default: `0`" says it of them. */
const ofOlder = /\b(?:and|or) (?:older|earlier|below|before)\b[^.;]*\b(?:had|was|were|used)\b/i;

/** "Defaults to true if the lid is open, false otherwise", "Defaults to true when the lid is open". */
function isLimited(after: string): boolean {
  const { what } = /^["'`)]*\s+(?:only\s+)?(?:if|when)\b(?<what>[^.;]*)/i.exec(after)?.groups ?? {};
  return what !== undefined && (/\botherwise\b/i.test(what) || !givesNone.test(what));
}

function isConditional(text: string): boolean {
  const before = text.split(/[.!?]\s+|\s\|\s/).at(-1) ?? "";
  if (ofOlder.test(before)) return true;
  return [...before.matchAll(condition)].some(({ groups }) => !givesNone.test(groups?.what ?? ""));
}
