import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import type { Comparison } from "../draft.ts";
import { isOtherForm } from "../not-coined.ts";
import { coined } from "./company.ts";
import { lastPart, nameIn } from "./name-in.ts";
import { isOtherStyle, isTypeOf } from "./other-style.ts";
import { isPluralOfKey } from "./plurals.ts";

/** A slip that makes no other word, no other spelling and no name of another sort. */
export function isPlainSlip(fact: Fact, { claim, proof }: Comparison): boolean {
  const name = nameIn(fact, claim);
  // Some libraries put the underscore behind a prefix themselves, and no value begins as an option does.
  if (claim.kind === "key-prefix" && (/[.]|^-/.test(name) || isSameBeginning(claim.value, name))) return false;
  // No program looks for a file under each form of a word.
  if (coined.has(claim.kind) || /^(?:package-version|file-path)$/.test(claim.kind)) return true;
  if (claim.qualifiers.stance === "mentioned" && isOtherForm(claim.value, name)) return false;
  if (isReadOfAnything(fact, claim)) return false;
  const isImported = claim.qualifiers.module !== undefined;
  const claimed = lastPart(fact, claim) ?? claim.value;
  const isOther = isOtherForm(claimed, name) && !isPluralOfKey(fact, claim);
  if (isTypeOf(claimed, name) ? !isImported : isOther) return false;
  return !proof.confirms.includes("exported") || !isOtherStyle(claim.value, name);
}

/** What begins a name is the same with and without what joins it to the rest, in any letter case. */
function isSameBeginning(one: string, other: string): boolean {
  const bare = (text: string): string => text.replace(/[_-]$/, "").toLowerCase();
  return bare(one) === bare(other);
}

/** One word that JavaScript reads from some object is no setting that a reader could have meant. */
function isReadOfAnything({ role, place }: Fact, { kind, value }: Claim): boolean {
  return (
    kind === "config-key" && role === "key-read" && /\.[cm]?[jt]sx?$/.test(place.path) && wordsOf(value).length < 2
  );
}
