import type { WiringFinding, WiringPlace, WiringSite } from "../types/index.ts";
import { type FindingFacts, finding } from "./finding.ts";
import { type Lines, placeOf } from "./lines.ts";
import type { Piece, Section } from "./page-sections.ts";

/** Collects findings; those about something missing get their line once the page is in order. */
export type Reporter = {
  readonly at: (facts: Omit<FindingFacts, "site" | "place">, range: { start: number; end: number } | undefined) => void;
  readonly missing: (facts: Omit<FindingFacts, "site" | "place">, subject: Piece | Section) => void;
  readonly findings: (sections: readonly Section[]) => WiringFinding[];
  /** Paths of entries with a finding. */
  readonly entries: () => ReadonlySet<string | undefined>;
};

/** A reporter for one page. */
export function reporterOf(page: { readonly path: string; readonly site: WiringSite }, lines: Lines): Reporter {
  const found: WiringFinding[] = [];
  const waiting: { facts: Omit<FindingFacts, "site" | "place">; subject: Piece | Section }[] = [];
  return {
    at: (facts, range) =>
      found.push(
        finding({ ...facts, site: page.site, place: placeOf(page.path, lines, range ?? { start: 0, end: 1 }) }),
      ),
    missing: (facts, subject) => waiting.push({ facts, subject }),
    findings: (sections) => [
      ...found,
      ...waiting.map(({ facts, subject }) =>
        finding({
          ...facts,
          site: page.site,
          place: placeBefore(sections, subject, (start) => placeOf(page.path, lines, { start, end: start + 1 })),
        }),
      ),
    ],
    entries: () => new Set([...found, ...waiting.map(({ facts }) => facts)].map(({ entry }) => entry)),
  };
}

/** Line of what follows a missing piece or section; of what stands before it when nothing follows. */
function placeBefore(
  sections: readonly Section[],
  subject: Piece | Section,
  placeAt: (start: number) => WiringPlace,
): WiringPlace {
  let last = 0;
  let isPast = false;
  for (const section of sections) {
    for (const item of [section, ...section.pieces]) {
      if (item === subject) isPast = true;
      const block = "heading" in item ? item.heading : "block" in item ? item.block : undefined;
      if (block === undefined) continue;
      if (isPast) return placeAt(block.start);
      last = block.start;
    }
  }
  return placeAt(last);
}
