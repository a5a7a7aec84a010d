import semver from "semver";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { folderOf } from "./paths.ts";

/** A page may speak of an earlier release of the product itself, and a runtime is that of the package around the page. */
export function isRivalVersion({ scope, place }: Fact, value: string, claim: Claim): boolean {
  // `workspace:*` and `latest` tell no version.
  if (/^(?:image|self)$/.test(scope.type ?? "") || !/\d/.test(value) || isWithin(claim.value, value)) return false;
  return !runtime.test(claim.qualifiers.subject ?? "") || isManifestOf(place, claim.place.path);
}

/** Whether one version lies in a range that another text states: a version that is allowed is no other requirement. */
function isWithin(version: string, range: string): boolean {
  const exact = /^v?\d/.test(version) && !version.includes("+") ? semver.coerce(version) : null;
  // Python joins the parts of a range by commas.
  const joined = range.replaceAll(",", " ");
  return exact !== null && semver.validRange(joined) !== null && semver.satisfies(exact, joined);
}

/** What every package of a repository runs on, each in its own version. */
const runtime = /^(?:bun|deno|go|java|node|php|python|ruby|rust)$/i;

/** A manifest of the whole repository, of the page's folder, or of the part that the page is about. */
function isManifestOf({ path }: Fact["place"], page: string): boolean {
  return page.startsWith(folderOf(path)) || subjectOfPage(page)(path);
}
