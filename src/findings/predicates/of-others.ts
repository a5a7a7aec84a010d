import { lastSegment, wordsOf } from "../../names.ts";
import type { Claim, Fact, SourceFacts } from "../../types/index.ts";
import { type Comparison, type Draft, unverifiable } from "../draft.ts";

/** What handlers are given is called so. */
const handed = /^(?:ctx|context|req|request|res|response|event)$/;

/** Words in the name of what a handler is given, in any case: `KilnContext`, `request.ts`. */
const ofHandler = new Set("ctx context req request res response reply event handler middleware".split(" "));

/** Names shorter than this are those of variables, which say nothing of what they hold. */
const shortestOwner = 4;

/**
 * What bears the name belongs to something else than the page says: it is a function that stands for itself and no member
 * of what a handler is given, or it is called by a plain word and nothing around it is called as the page calls what it is in.
 */
export function ofOthers({ claim, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  if (proven.some((fact) => mayBeMeant(fact, claim) && !isBesideRoot(fact, claim, source))) return undefined;
  const [first] = proven;
  return unverifiable("elsewhere", { of: first?.scope.in ?? first?.place.path ?? "" }, proven.slice(0, 1));
}

/** The type that has the name has one called as the page calls its owner, too: `lid` stands beside `kiln`, and not in it. */
function isBesideRoot({ scope }: Fact, { value, qualifiers: { root } }: Claim, { closedLists }: SourceFacts): boolean {
  if (root === undefined || scope.in === undefined || !handed.test(root)) return false;
  return closedLists.some(
    (list) => list.scope.in === scope.in && [root, value].every((name) => list.members.includes(name)),
  );
}

function mayBeMeant(fact: Fact, { value, qualifiers: { root } }: Claim): boolean {
  const { role, scope, place } = fact;
  if (handed.test(root ?? "")) {
    const file = place.path.slice(place.path.lastIndexOf("/") + 1);
    const isOfHandler = wordsOf(`${scope.in ?? ""} ${file}`).some((word) => ofHandler.has(word));
    return role === "member" ? isOfHandler : !/^(?:exported|declared)$/.test(role) || scope.in !== undefined;
  }
  const owners = root === undefined ? value.split(".").slice(0, -1) : [root];
  if (fact.value.includes(".") || owners.join("").length < shortestOwner || wordsOf(lastSegment(value)).length > 1)
    return true;
  const owner = owners.at(-1) ?? "";
  if (fact.snippet.replaceAll("?.", ".").includes(`${owner}.${lastSegment(value)}`)) return true;
  const around = new Set(wordsOf(`${scope.in ?? ""} ${scope.module ?? ""} ${place.path}`));
  return owners.flatMap((owner) => wordsOf(owner)).some((word) => around.has(word));
}
