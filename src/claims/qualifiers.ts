import type { Fragment, Matcher, QualifierSource } from "../types/index.ts";
import type { Hit } from "./hits.ts";
import { findAll, matches } from "./pattern.ts";

/** Qualifiers that a matcher adds to a hit; undefined when a required one is not there, so that there is no claim. */
export function addedQualifiers(
  matcher: Matcher,
  fragment: Fragment,
  hit: Hit,
): Readonly<Record<string, string>> | undefined {
  const added: Record<string, string> = {};
  for (const [name, source] of Object.entries(matcher.qualifiers ?? {})) {
    const value = typeof source === "string" ? source : readSource(source, fragment, hit);
    if (value !== undefined) added[name] = value;
    else if (typeof source !== "string" && source.required === true && hit.qualifiers[name] === undefined)
      return undefined;
  }
  return added;
}

function readSource(source: QualifierSource, fragment: Fragment, hit: Hit): string | undefined {
  const at = fragment.at ?? fragment.around.indexOf(fragment.text);
  const isInside = at >= 0;
  switch (source.from) {
    case "around":
      return firstIn(source, fragment.around);
    case "before":
      return findAll(source.pattern, isInside ? fragment.around.slice(0, at + hit.span.start) : fragment.around).at(-1)
        ?.captures.value;
    case "after":
      return firstIn(source, isInside ? fragment.around.slice(at + hit.span.end) : "");
    case "heading":
      return [...fragment.owner.headings]
        .reverse()
        .map((heading) => firstIn(source, heading))
        .find((value) => value !== undefined);
    case "row":
      return cellOf(source, fragment);
    case "value":
      return firstIn(source, hit.value);
  }
}

function firstIn(source: QualifierSource, text: string): string | undefined {
  return findAll(source.pattern, text)[0]?.captures.value;
}

/** The capture in the first cell whose column header matches; without a column, in the first cell that matches. */
function cellOf(source: QualifierSource, { owner }: Fragment): string | undefined {
  const cells = owner.tableRow ?? [];
  const { column } = source;
  const wanted =
    column === undefined ? cells : cells.filter((_, index) => matches(column, owner.tableHeaders?.[index] ?? ""));
  return wanted.map((cell) => firstIn(source, cell)).find((value) => value !== undefined);
}
