import type { Claim } from "../types/index.ts";

/** Lines between two neighbours of one list or table: an item may have a second line, and a blank one may follow. */
const widestGap = 3;

/**
 * The names that stand together with each claim, by its id: claims of its kind in the rows and items right above and
 * below, each a few lines from the next. What a list of options holds beside the claimed one tells whose options they are.
 */
export function companyOf(claims: readonly Claim[]): ReadonlyMap<string, readonly string[]> {
  const company = new Map<string, readonly string[]>();
  const kinds = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.polarity !== "present") continue;
    const key = `${claim.kind} ${claim.place.path}`;
    kinds.set(key, [...(kinds.get(key) ?? []), claim]);
  }
  for (const group of kinds.values())
    for (const run of runsOf(group.sort((a, b) => a.place.startLine - b.place.startLine))) {
      for (const claim of run) {
        const others = run.filter((other) => other.value !== claim.value && !isOfOtherProgram(claim, other));
        company.set(claim.id, [...new Set(others.map(({ value }) => value))]);
      }
    }
  return company;
}

/** Options of two programs in one sample have nothing to do with each other. */
function isOfOtherProgram(one: Claim, other: Claim): boolean {
  const [program, otherProgram] = [one, other].map(({ qualifiers }) => qualifiers.command?.split(" ")[0]);
  return program !== undefined && otherProgram !== undefined && program !== otherProgram;
}

function runsOf(sorted: readonly Claim[]): readonly (readonly Claim[])[] {
  const runs: Claim[][] = [];
  for (const claim of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || claim.place.startLine - last.place.endLine > widestGap)
      runs.push([claim]);
    else run.push(claim);
  }
  return runs;
}
