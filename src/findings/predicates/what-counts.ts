import { isPermuted } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { agrees, type Comparison } from "../draft.ts";

/** A field of code that the same place declares as a key, in the style of the settings. */
export function isKeyToo({ role, place }: Fact, all: readonly Fact[]): boolean {
  const isHere = (other: Fact): boolean => other.place.path === place.path && other.place.startLine === place.startLine;
  return role === "member" && all.some((other) => other.role === "key-declared" && isHere(other));
}

/** The type of what a setting lists, where a key of the setting's own style is as like. */
export function isTypeBesideKey({ value }: Fact, all: readonly Fact[], claim: Claim): boolean {
  const isOwnStyle = (name: string): boolean => /^\p{Lu}/u.test(name) === /^\p{Lu}/u.test(claim.value);
  return (
    claim.kind === "config-key" &&
    !isOwnStyle(value) &&
    all.some((other) => other.role === "key-declared" && isOwnStyle(other.value))
  );
}

/** Roles of names that code alone uses: the function of a command `tray pin` is called `tray_pin`. */
const isOfCode = /^(?:called|exported|declared|member|identifier)$/;

/** True where the source tells all options of the very command that the page gives the option to. */
function isOfKnownCommand({ claim, source }: Pick<Comparison, "claim" | "source">): boolean {
  if (!claim.qualifiers.command?.includes(" ")) return false;
  return source.closedLists.some(
    (list) => list.role === "option-declared" && list.scope.command !== undefined && agrees(list, claim, ["command"]),
  );
}

/**
 * Tests and documents may repeat the page's mistake; what code or a comment says is there. Where the source declares most
 * options of the page in one place, a word of code is no option.
 */
export function countsAsThere({ strength, role, value }: Fact, { claim, source }: Comparison): boolean {
  if (strength === "test" || strength === "prose") return false;
  // A loop over what a setting lists calls each of it by the singular; with underscores, arguments of any call are read as keys.
  const isLoop = !value.includes("_") && role === "identifier" && claim.kind === "config-key" && value === claim.value;
  if (isLoop && source.nearest.some((fact) => fact.role === "key-declared" && fact.value === `${value}s`)) return false;
  if (claim.kind === "cli-flag" && isOfCode.test(role) && isOfKnownCommand({ claim, source })) return false;
  if (claim.kind !== "cli-flag" || (role !== "identifier" && role !== "key-declared")) return true;
  return !source.closedLists.some((list) => list.role === "option-declared" && list.scope.type === "page");
}

/** Options that a place must declare, all that stand beside the claimed one, before a word of code is none. */
const leastBeside = 3;

/**
 * One place declares all options that the page states beside the claimed one, and one of the same words in another order: a
 * variable `lid_shut` in code is no option `--lid-shut` beside `--shut-lid`.
 */
export function isOptionInOtherOrder({ role }: Fact, { claim, source }: Comparison): boolean {
  if (claim.kind !== "cli-flag" || !(isOfCode.test(role) || role === "key-declared")) return false;
  return source.closedLists.some(
    ({ role: of, scope, members }) =>
      of === "option-declared" &&
      scope.type !== "page" &&
      scope.met === scope.of &&
      Number(scope.met) >= leastBeside &&
      members.some((member) => isPermuted(claim.value, member, 2)),
  );
}
