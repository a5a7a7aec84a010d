import { subjectOfPage, typeOfPage } from "../../page-subject.ts";
import type { Claim } from "../../types/index.ts";
import { strong } from "../draft.ts";
import type { Stated } from "./same-setting.ts";

/**
 * Where the part that the page is about has an object of defaults that states the setting, or its type bears the name of the
 * page, no other part counts.
 */
export function ownDefaults(stated: readonly Stated[], claim: Claim): readonly Stated[] {
  const isOfPage = typeOfPage(claim.place.path);
  const ofType = stated.filter(({ fact }) => isOfPage(fact.scope.in ?? "") && strong([fact]).length > 0);
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
