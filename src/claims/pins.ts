import type { Claim, Document, Fragment, Pin, Problem } from "../types/index.ts";

/** Longest text of a pin that a message repeats, in UTF-16 units. */
const longestShown = 120;

/** The pins of a page as fragments, so that rules read them like everything else. */
export function pinFragments({ pins, text }: Pick<Document, "pins" | "text">): readonly Fragment[] {
  return pins.map((pin) => ({
    context: "pin",
    text: pin.text,
    around: pin.text,
    at: 0,
    owner: { headings: [], components: [] },
    place: pin.place,
    runs: [[0, startOf(pin, text)]],
  }));
}

/** Where the words of a pin begin in the page: inside the comment, behind `verify:`. */
function startOf({ text, place }: Pin, page: string): number {
  const within = page.slice(place.startOffset, place.endOffset).indexOf(text);
  return place.startOffset + Math.max(0, within);
}

/** A located problem for every pin that no rule could read; claims are those of the same page. */
export function unreadPins({ pins }: Pick<Document, "pins">, claims: readonly Claim[]): readonly Problem[] {
  const read = claims.filter(({ kind }) => kind === "pinned");
  return pins
    .filter(({ place }) => !read.some((claim) => isInside(claim.place, place)))
    .map(({ text, place }) => ({
      code: "pin",
      message: `Unexpected pin "${text.slice(0, longestShown)}", expected a path, "path#name", "path#name = value" or "path#name: first < second".`,
      place,
    }));
}

function isInside(inner: Claim["place"], outer: Claim["place"]): boolean {
  return inner.path === outer.path && inner.startOffset >= outer.startOffset && inner.startOffset < outer.endOffset;
}
