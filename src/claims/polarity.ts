import type { Polarity } from "../types/index.ts";

/** What a sentence says of a value in it; `unstated` when it names the value only to deny or replace it. */
export type Stance = { readonly polarity: Polarity; readonly from?: string } | { readonly polarity: "unstated" };

/** A sentence and where the value stands in it, in UTF-16 units. */
export type Mention = { readonly sentence: string; readonly start: number; readonly end: number };

const verbs =
  "accept|support|read|send|use|require|expose|return|need|provide|include|work|recogni[sz]e|honou?r|respect";
const goneBefore = new RegExp(
  `\\b(?:no longer (?:${verbs})\\w*|stopped (?:${verbs})ing|(?:has |have |was |were |been )?(?:removed?|removes|dropped?|drops|deleted?|deletes|discontinued)(?: support)?(?: for| of)?|do(?:es)? not (?:${verbs})\\w*(?: any more)?|doesn't (?:${verbs})\\w*|don't (?:${verbs})\\w*|cannot (?:be )?use)\\b[^,;:]*$`,
  "i",
);
const goneAfter = new RegExp(
  `^[^,;:.]*?\\b(?:(?:is|are|was|were|has been|have been|gets?|will be) (?:now )?(?:removed|dropped|gone|deleted|no longer (?:${verbs})\\w*)|no longer (?:${verbs})\\w*|no longer (?:accepted|supported|read|available|needed|required|sent|used|valid))\\b`,
  "i",
);
const denied =
  /\b(?:not|never|rather than|instead of|as opposed to|unlike|in place of)(?: (?:an?|the|by|with|in|your|via|using))*\s*["'“`(*]*$/i;
const renamedInto =
  /\b(?:renamed|changed|moved|migrated)\b(?:[^;:]*?\bfrom)?\s+["'“`*]*(?<from>[\w./:@<>{}-]+)["'”`*]*\s+(?:to|into)\s+["'“`(*]*$/i;
const becameNow =
  /["'“`*]*(?<from>[\w./:@<>{}-]+)["'”`*]*\s+(?:is now(?: called| named)?|(?:has been|was|is) (?:renamed|replaced)(?: to| by| with)|became)\s+["'“`(*]*$/i;
const renamedFrom = /\b(?:renamed|changed|moved|migrated)\b(?:[^;:]*?\bfrom)?\s+["'“`(*]*$/i;
const renameFollows = /^["'”`*]*\s+(?:to|into)\s+["'“`(*]*[\w./:@<>{}-]+/;
const becomesFollows =
  /^["'”`*)]*\s+(?:is now(?: called| named)|(?:has been|was|is) (?:renamed|replaced)(?: to| by| with))\s+/i;

/**
 * Reads whether the sentence says that the value is there, is gone, or has a new name. Only the clause with the value
 * counts: "not" in another clause denies nothing here. Deprecated names are still there.
 */
export function stanceOf({ sentence, start, end }: Mention): Stance {
  const before = sentence.slice(0, start).replace(/^.*(?:[.;!?]\s|\bbut\b|\bhowever\b)/is, "");
  const after = sentence.slice(end).replace(/(?:[.;!?]\s|\bbut\b|\bhowever\b).*$/is, "");
  const from = (renamedInto.exec(before) ?? becameNow.exec(before))?.groups?.from;
  if (from !== undefined) return { polarity: "renamed", from };
  if (becomesFollows.test(after) || (renamedFrom.test(before) && renameFollows.test(after)))
    return { polarity: "unstated" };
  if (denied.test(before)) return { polarity: "unstated" };
  if (goneBefore.test(clauseEnd(before)) || goneAfter.test(after)) return { polarity: "absent" };
  return { polarity: "present" };
}

/** The last clause of a text: a denial before a comma with a new subject says nothing of what follows. */
function clauseEnd(text: string): string {
  return text.replace(/^.*,\s+(?:and|so|which|while|it|they|we|you|the)\b/is, "");
}
