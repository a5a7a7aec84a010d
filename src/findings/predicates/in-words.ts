import type { Claim } from "../../types/index.ts";

/** What a sample declares is its reader's own: `toBeHot: (heat?: number) => R`; "in the example below, `toBeHot` is …". */
export function isOfSample(name: string, sentence: string): boolean {
  if (/\bin (?:the|this) (?:example (?:above|below)|(?:above|following|last|next|previous) example)\b/i.test(sentence))
    return true;
  return /^\??:\s*\([^()]*\)\s*=>\s*\w/.test(sentence.slice(sentence.indexOf(name) + name.length));
}

/** "Replace `KILN_ADDRESS` with your address": the reader writes something else for it. */
export function isToReplace(name: string, sentence: string): boolean {
  const at = sentence.indexOf(name);
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + name.length)];
  return (
    /\b(?:replac(?:e|ing)|substitut(?:e|ing)|chang(?:e|ing))\b[^.;]*$/i.test(before) &&
    /^\W{0,3}(?:with|to|by|for)\b/i.test(after)
  );
}

/** "The `oilLadders` `afterPickTask`", "the `oilLadder` type": one of what the setting lists, called by the setting's name. */
export function isCalledOneOf({ sentence, value }: Claim): boolean {
  const after = sentence.slice(sentence.indexOf(value) + value.length);
  if (/^\W?\s+(?:type|item|entry|element|instance)\b/i.test(after)) return true;
  return /\b(?:the|an?|each|every)\s+\w*[a-z][A-Z]\w*\s+$/.test(sentence.slice(0, sentence.indexOf(value)));
}

/** The page sets the very name, or says what it is: `lidAngles: 30`, "the `lidAngles` option". */
export function isSetThere({ sentence, value }: Claim): boolean {
  const after = sentence.slice(sentence.indexOf(value) + value.length);
  return /^["']?\s*[:=]\s*[^\s:=]/.test(after) || /^["']?\s+(?:option|argument|parameter|keyword|kwarg)\b/i.test(after);
}

/** The page calls the name an option: "the configuration option `lidAngle`", "the `lidAngle` option". */
export function isCalledOption({ sentence, value }: Claim): boolean {
  const at = sentence.indexOf(value);
  const after = sentence.slice(at + value.length);
  return /\b(?:option|setting)\s+\W?$/i.test(sentence.slice(0, at)) || /^\W?\s+(?:option|setting)\b/i.test(after);
}

/** A line of a sample that gives a field its type or value: `lidId: string;`. */
export function isFieldOfSample({ sentence, value }: Claim): boolean {
  const [before = "", after = ""] = sentence.split(value, 2);
  return /^\s*$/.test(before) && /^\??:\s+\S.*[,;]$/.test(after);
}

/** The page calls the name what holds several: "the `lidAngle` array", "the `lidAngle` option". */
export function isCalledList(claim: Claim): boolean {
  const { sentence, value } = claim;
  return (
    isCalledOption(claim) || /^\W?\s+(?:array|list)\b/i.test(sentence.slice(sentence.indexOf(value) + value.length))
  );
}
