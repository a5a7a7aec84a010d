import { createHash } from "node:crypto";
import { type Report, type Suggestion, suggestionMarker, type WiringFinding } from "../types/index.ts";
import { markdownOf, paragraph } from "./nodes.ts";
import { untrusted, untrustedSuggestion } from "./untrusted.ts";
import { visibleBlock } from "./visible-text.ts";

/** Suggestions on one docs pull request: more than this is work for `wire --write`. */
const maxSuggestions = 10;

/**
 * New lines for differences in the wiring that one line mends, on lines that the docs pull request changes. A line with
 * characters that a reader cannot see is not offered.
 */
export function suggestionsOf(
  { wiring = [] }: Pick<Report, "wiring">,
  changedLines: ReadonlyMap<string, readonly number[]>,
): readonly Suggestion[] {
  return wiring
    .flatMap((finding) => {
      const { suggestion, place } = finding;
      if (suggestion === undefined || visibleBlock(suggestion.text) !== suggestion.text) return [];
      const { startLine, endLine, text } = suggestion;
      const changed = new Set(changedLines.get(place.path));
      const isOffered = Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index).every((line) =>
        changed.has(line),
      );
      return isOffered ? [offer(finding, { startLine, endLine, text })] : [];
    })
    .slice(0, maxSuggestions);
}

function offer(
  { place, message }: WiringFinding,
  { startLine, endLine, text }: NonNullable<WiringFinding["suggestion"]>,
): Suggestion {
  const digest = createHash("sha256")
    .update(JSON.stringify([place.path, message, text]))
    .digest("hex")
    .slice(0, 20);
  const content = markdownOf([paragraph(untrusted(message, 300)), untrustedSuggestion(text)]);
  return { path: place.path, startLine, endLine, body: `${suggestionMarker}${digest} -->\n${content}`, digest };
}
