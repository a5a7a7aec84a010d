import { lastSegment, wordsOf } from "../names.ts";
import { type Departure, departuresOf } from "../source/history/departures.ts";
import type { FindOptions } from "../source/query.ts";
import type { SourceTree } from "../source/tree.ts";
import type { Claim, ClaimKind, SourceFacts } from "../types/index.ts";

/** A claim whose name the source gave up, the change that took it, and the claim under the name that came instead. */
export type Departed = { readonly claim: Claim; readonly departure: Departure; readonly now?: Claim };

/** Names that are looked for in the history of one commit; each is one more to compare with every version read. */
const mostNames = 80;
/** Shorter pieces of paths stand for too many things; in characters. */
const shortestPiece = 5;

/** Kinds of claims that state the name of something. */
const named: ReadonlySet<ClaimKind> = new Set([
  "cli-flag",
  "config-key",
  "env-var",
  "http-header",
  "package-version",
  "route",
  "sdk-symbol",
]);

/**
 * Looks in the history of the source for what became of names that nothing in it states. Claims of what was
 * removed or of an earlier release, and those of pages about changes, are left out: what they name may well be gone.
 */
export async function findDeparted(
  tree: SourceTree,
  asked: readonly { readonly claim: Claim; readonly facts: SourceFacts | undefined }[],
  options: FindOptions,
): Promise<readonly Departed[]> {
  const open = asked
    .filter(({ claim, facts }) => mayBeReplaced(claim) && !isStated(claim, facts))
    .map(({ claim }) => claim);
  const names = [...new Set(open.flatMap(namesOf))].slice(0, mostNames);
  if (names.length === 0) return [];
  const departures = await departuresOf(tree, names, options);
  return open.flatMap((claim): readonly Departed[] => {
    const found = namesOf(claim).flatMap((name) => {
      const departure = departures.get(name);
      return departure === undefined ? [] : [{ departure, now: restated(claim, name, departure.successor ?? name) }];
    });
    const [best] = [...found.filter(({ now }) => now !== undefined), ...found];
    if (best === undefined) return [];
    return [{ claim, departure: best.departure, ...(best.now === undefined ? {} : { now: best.now }) }];
  });
}

/** Pages about what has changed name what there was before. */
const ofChanges =
  /(?:^|[/_.-])(?:upgrad\w*|migrat\w*|change-?logs?|releases?|release-?notes?|what-?s-?new|breaking\w*|compat\w*)(?:[/_.-]|$)/i;

/** Words that say how it was, or what was done once: "Added lids to the kiln". */
const before =
  /^\W*(?:@[\w-]+\W+)?(?:added|fixed|implemented|introduced|improved|refactored|contributed)\b|\b(?:previously|formerly|originally|used to|was used|were used|earlier versions?|(?:before|prior to|until|up to)\s+(?:version\s+)?v?\d)/i;

function mayBeReplaced({ kind, ownership, place, polarity, qualifiers, sentence }: Claim): boolean {
  const isOfToday = qualifiers.release === undefined && !ofChanges.test(place.path) && !before.test(sentence);
  return named.has(kind) && ownership.owner === "project" && polarity === "present" && isOfToday;
}

/** True when code or configuration states the very name, in any letter case: some languages have one of their own for it. */
function isStated(claim: Claim, source: SourceFacts | undefined): boolean {
  const names = new Set(namesOf(claim).map((name) => name.toLowerCase()));
  return (source?.facts ?? []).some(
    ({ strength, value }) => (strength === "code" || strength === "config") && names.has(lastPart(value).toLowerCase()),
  );
}

/** A name in the spellings in which source may write it; none when it is of one word, which stands for many things. */
function namesOf({ kind, value }: Claim): readonly string[] {
  if (kind === "route") return partsOf(value);
  const name = kind === "package-version" ? value : lastPart(value);
  const spellings = kind === "http-header" ? [name, name.toLowerCase()] : kind === "cli-flag" ? spelled(name) : [name];
  return spellings.filter((each) => wordsOf(each).length > 1 && !/\s/.test(each));
}

/** Stretches of a path between its parameters, whole and by their ends: source composes routes of such pieces. */
function partsOf(path: string): readonly string[] {
  const stretches = path.split(/\/[^/]*[{}<>:$*[\]][^/]*/).filter((stretch) => stretch.length >= shortestPiece);
  return [...new Set(stretches.flatMap((stretch) => [stretch, stretch.slice(stretch.lastIndexOf("/"))]))].filter(
    (part) => part.length >= shortestPiece && part.startsWith("/"),
  );
}

/** An option as it is given, and as the field or variable that it is derived from. */
function spelled(option: string): readonly string[] {
  const bare = option.replace(/^-+/, "");
  const [first = "", ...rest] = wordsOf(bare);
  const camel = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return [...new Set([bare, bare.replaceAll("-", "_"), camel])];
}

/** A path is one name, dots and all. */
function lastPart(name: string): string {
  return name.includes("/") ? name : lastSegment(name);
}

/** The claim with another name in it; undefined where that name cannot stand in its place. */
function restated(claim: Claim, name: string, other: string): Claim | undefined {
  if (/[./]/.test(other) !== /[./]/.test(name) || isAnyWord(claim, name, other)) return undefined;
  if (claim.kind === "route") return restatedPath(claim, name, other);
  const renamed = (text: string): string => {
    if (claim.kind === "cli-flag") return `--${other.includes("-") ? other : wordsOf(other).join("-")}`;
    return text.toLowerCase().endsWith(name.toLowerCase()) ? text.slice(0, -name.length) + other : text;
  };
  const { path } = claim.qualifiers;
  const qualifiers = path === undefined ? claim.qualifiers : { ...claim.qualifiers, path: renamed(path) };
  const value = renamed(claim.value);
  return value === claim.value ? undefined : { ...claim, value, qualifiers };
}

/** A key of one word that has nothing of the old name stands in some object anyway. */
function isAnyWord({ kind }: Claim, name: string, other: string): boolean {
  const words = wordsOf(other);
  return kind === "config-key" && words.length === 1 && !wordsOf(name).some((word) => words.includes(word));
}

function restatedPath(claim: Claim, name: string, other: string): Claim | undefined {
  const at = `${claim.value}/`.indexOf(`${name}/`);
  if (at < 0 || !other.startsWith("/") || other === name) return undefined;
  return { ...claim, value: claim.value.slice(0, at) + other + claim.value.slice(at + name.length) };
}
