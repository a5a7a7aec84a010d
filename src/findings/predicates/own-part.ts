import { subjectOfPage } from "../../page-subject.ts";
import type { Fact } from "../../types/index.ts";
import { ambiguous, type Comparison, confirmed, type Draft, strong } from "../draft.ts";
import { isRival } from "./rival.ts";
import type { Stated } from "./same-setting.ts";

/** Confirms a value; not where the part that the page is about states another one, and what states this one is another part. */
export function confirmedByPart(
  stated: readonly Stated[],
  proven: readonly [Fact, ...Fact[]],
  comparison: Comparison,
): Draft {
  const { claim, proof } = comparison;
  const isSubject = subjectOfPage(claim.place.path);
  const isOfPackages = proof.confirms.includes("package-declared");
  if (isOfPackages || proven.some(({ place }) => isSubject(place.path))) return confirmed(proven, proof);
  const own = stated.filter(
    ({ fact, value }) => isSubject(fact.place.path) && strong([fact]).length > 0 && isRival(fact, value, comparison),
  );
  const [first] = own;
  if (first === undefined) return confirmed(proven, proof);
  const values = [...new Set([claim.value, ...own.map(({ value }) => value)])].slice(0, 5).join(", ");
  return ambiguous("several-places-differ", [...proven.slice(0, 2), first.fact], { values });
}
