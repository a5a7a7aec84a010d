import { wordsOf } from "../../names.ts";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";

/**
 * What a setting is given when the reader gives none bounds nothing: a bound is enforced, or bears the name of one. It speaks
 * of the same end, and not of what every object has one of.
 */
export function isBound({ role, scope, value: named, place }: Fact, value: string, claim: Claim): boolean {
  if (!/^-?\d/.test(value.trim())) return false;
  const end = endOf(claim);
  if (scope.bound !== undefined && end !== undefined && scope.bound !== end) return false;
  // Where no word tells an end, one plain word may be of anything: `policies` of a cache are not those of a form.
  const isOfAll = endInWords(claim) === undefined ? /^[a-z]+$/ : ofEverything;
  if (isOfAll.test(claim.qualifiers.subject ?? "") && !subjectOfPage(claim.place.path)(place.path)) return false;
  // A `minLid` "between 0 and 1" is itself bounded, whatever it bounds.
  const isOfBound = /^(?:max|min)/.test(wordsOf(claim.qualifiers.subject ?? "")[0] ?? "");
  if (isOfBound && /\bbetween\b[^;]*\band\b/i.test(claim.sentence)) return false;
  return role === "limit" || wordsOf(scope.subject ?? named).some((word) => /^(?:max|min|limit)/.test(word));
}

/** What objects of all sorts have one of, whatever bounds it. */
const ofEverything =
  /^(?:max|min|name|title|description|label|message|content|text|body|value|key|id|slug|url|uri|path|email|type|status|duration|time|length|size|width|height|depth|age|level|amount|total|number|score|weight)$/;
const upper =
  /(?:\b(?:max(?:imum)?|up to|at most|no more than|limit(?:ed)?|exceed(?:s|ing)?|less than or equal to|(?:not|cannot|never|n['’]t) (?:be |have )?(?:larger|bigger|longer|greater|more|higher|older) than)\b|≤|<=?)[^.;|\d]{0,40}$/i;
const lower =
  /(?:\b(?:min(?:imum)?|at least|no (?:less|fewer) than|greater than or equal to|(?:not|cannot|never|n['’]t) (?:be |have )?(?:smaller|shorter|lower|fewer|less|younger) than)\b|≥|>=?)[^.;|\d]{0,40}$/i;

/** Which end the page speaks of, by the words before the number; undefined where they do not tell. */
function endOf(claim: Claim): string | undefined {
  return claim.qualifiers.bound ?? endInWords(claim);
}

function endInWords({ sentence, value }: Claim): "max" | "min" | undefined {
  const before = sentence.slice(0, Math.max(0, sentence.indexOf(value)));
  if (upper.test(before) === lower.test(before)) return undefined;
  return upper.test(before) ? "max" : "min";
}
