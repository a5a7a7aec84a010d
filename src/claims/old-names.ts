import type { Fragment } from "../types/index.ts";

/** Pages of what is no longer as it was. */
const ofChanges = /deprecat|migrat|upgrad|breaking|removal/i;

/**
 * True for a heading on a page of deprecations or migrations: it may name what was there before, and the words below say
 * what is there now.
 */
export function mayBeOldName({ context, around, owner: { headings } }: Fragment, page: string): boolean {
  const isHeading = context === "heading" || headings.at(-1) === around;
  return (
    isHeading &&
    (ofChanges.test(page.slice(page.lastIndexOf("/") + 1)) || headings.some((text) => ofChanges.test(text)))
  );
}
