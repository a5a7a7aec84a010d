import { subjectOfPage, typeOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { type Comparison, strong } from "../draft.ts";
import { isOfOwner, isOpenTwin, type Stated, takesFromSettings } from "./same-setting.ts";

/** What tells whether a fact stands in the part that the page is about, or in the type that bears its name. */
export function isOfThePage({ place: { path } }: Claim): (fact: Fact) => boolean {
  const [isSubject, bearsName] = [subjectOfPage(path), typeOfPage(path)];
  return ({ place, scope }) => isSubject(place.path) || bearsName(scope.in ?? "");
}

/**
 * True where the same option of another command, whose default could not be computed, may be the one that is meant. What
 * stands in the part that the page or the name of the setting is about is meant, not what another part leaves open.
 */
export function mayBeOpen({ fact: stated }: Stated, subject: string, { claim, source }: Comparison): boolean {
  const isOwn = isOfThePage(claim);
  return source.facts.some(
    (fact) =>
      isOpenTwin(fact, stated, subject) &&
      !(isOwn(stated) && !isOwn(fact)) &&
      !(isOfOwner(stated, subject) && !isOfOwner(fact, subject)) &&
      !takesFromSettings(fact, stated, claim),
  );
}

/**
 * Where the part that the page is about has an object of defaults that states the setting, or its type bears the name of the
 * page, no other part counts.
 */
export function ownDefaults(stated: readonly Stated[], claim: Claim): readonly Stated[] {
  const isOfPage = typeOfPage(claim.place.path);
  // What a field holds at first is no default by itself: another place may take it from what the reader gives.
  const ofType = stated.filter(
    ({ fact }) => isOfPage(fact.scope.in ?? "") && fact.role !== "constant" && strong([fact]).length > 0,
  );
  if (ofType.length > 0) return ofType;
  const isSubject = subjectOfPage(claim.place.path);
  const own = stated.filter(({ fact }) => isSubject(fact.place.path) && strong([fact]).length > 0);
  const isOfDefaults = ({ fact }: Stated): boolean =>
    /default/i.test(`${fact.scope.in ?? ""} ${outerName(fact.scope.subject ?? "")}`);
  return own.some(isOfDefaults) ? own : stated;
}

/** What stands before the last dot: empty where there is none. */
function outerName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
