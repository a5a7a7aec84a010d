import type { Fragment } from "../types/index.ts";

/** Where a fragment's text begins in the words around it; undefined when they do not hold it. */
export function offsetInAround(fragment: Fragment): number | undefined {
  return fragment.at ?? (fragment.around === fragment.text ? 0 : undefined);
}
