import type { Evidence, EvidenceOf, FlagUse, GateFacts, Signal } from "../types/index.ts";
import { causeOf } from "./cause.ts";
import { type About, satisfied, unknown } from "./signal.ts";

/** Places that a sentence names at most. */
const mostNamed = 5;

/** One signal for each merged change: it was searched for feature flags, with this scope, or was not. The flags found have signals of their own. */
export function gateSignals(merged: ReadonlySet<string>, evidence: readonly Evidence[]): readonly Signal[] {
  return [...[...merged].flatMap((key) => searchSignals(key, evidence)), ...claimSignals(evidence)];
}

type FoundClaim = Extract<EvidenceOf<"claim">, { status: "found" }>;

/** A flag around the places that confirm a claim whose key cannot be read. */
function claimSignals(evidence: readonly Evidence[]): readonly Signal[] {
  const claims = evidence.filter((item): item is FoundClaim => unnamedAround(item).length > 0);
  const unnamed = claims.flatMap(unnamedAround);
  if (unnamed.length === 0) return [];
  const uses = listed([...new Set(unnamed.map(placeOf))]);
  return [unknown({ kind: "flag", subject: "claims" }, { code: "flag-unnamed", data: { uses } }, claims)];
}

function unnamedAround(item: Evidence): readonly FlagUse[] {
  return item.status === "found" && "gates" in item.data ? (item.data.gates ?? []).filter(isUnnamed) : [];
}

function isUnnamed({ purpose }: FlagUse): boolean {
  return purpose === "unnamed";
}

function searchSignals(key: string, evidence: readonly Evidence[]): readonly Signal[] {
  const about: About = { kind: "flag", subject: key };
  const searches = evidence.filter(
    (item): item is EvidenceOf<"gates"> => item.subject.kind === "gates" && item.subject.key === key,
  );
  if (searches.length === 0) return [unknown(about, causeOf(undefined), [])];
  return searches.flatMap((search) => {
    if (search.status !== "found") return [unknown(about, causeOf(search), [search])];
    const gaps = gapsOf(search.data).map((gap) => unknown(about, gap, [search]));
    return gaps.length > 0
      ? gaps
      : [satisfied(about, { code: "flags-searched", data: scopeOf(search.data) }, [search])];
  });
}

type Gap = {
  readonly code: "flag-unnamed" | "flags-not-searched";
  readonly data: Readonly<Record<string, string>>;
};

function gapsOf({ uses, unread }: GateFacts): readonly Gap[] {
  const unnamed = uses.filter(isUnnamed);
  return [
    ...(unnamed.length === 0 ? [] : [{ code: "flag-unnamed", data: { uses: listed(unnamed.map(placeOf)) } } as const]),
    ...(unread.length === 0 ? [] : [{ code: "flags-not-searched", data: { unread: listed(unread) } } as const]),
  ];
}

function scopeOf({ uses, filesSearched, calls }: GateFacts): Record<string, string> {
  const named = (purpose: FlagUse["purpose"]): string =>
    listed([...new Set(uses.filter((use) => use.purpose === purpose).map(({ flag }) => flag))]);
  const [flags, reported, removed] = [named("gate"), named("analytics"), named("removed")];
  return {
    files: String(filesSearched),
    calls: String(calls),
    gates: flags === "" ? "No" : String(uses.filter(({ purpose }) => purpose === "gate").length),
    ...(flags === "" ? {} : { flags }),
    ...(reported === "" ? {} : { reported }),
    ...(removed === "" ? {} : { removed }),
  };
}

function placeOf({ flag, call, place }: FlagUse): string {
  return `${call}(${flag}) at ${place.path}:${place.startLine}`;
}

function listed(items: readonly string[]): string {
  const more = items.length - mostNamed;
  return [...items.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
