import { z } from "zod";

/** Stars in one segment, `**` in one glob and braces in one glob at most: more of them can take minutes to compare. */
const maxStars = 2;
const maxGlobstars = 2;
const maxBraces = 4;

/**
 * Whether a glob can be compared with any path in no time. Patterns in brackets such as `+(a|b)` are refused altogether:
 * they are regular expressions in disguise.
 */
export function isBoundedGlob(glob: string): boolean {
  if (/[()]/.test(glob)) return false;
  const segments = glob.split("/");
  const stars = segments.map((segment) => (segment === "**" ? 0 : segment.split("*").length - 1));
  return (
    Math.max(...stars) <= maxStars &&
    segments.filter((segment) => segment.includes("**")).length <= maxGlobstars &&
    glob.split("{").length - 1 <= maxBraces
  );
}

const advice = "expected a glob without round brackets, with at most two * in a segment, two ** and four {} in all";

/** A glob of paths. */
export const globText = z.string().min(1).max(200).refine(isBoundedGlob, advice);

/** Globs of paths. */
export const globs = z.array(globText).max(200);

/** Folders, by their names or by globs; a name may hold round brackets, as those of frameworks do. */
export const folders = z
  .array(
    z
      .string()
      .min(1)
      .max(200)
      .refine((text) => !/[*?[{]/.test(text) || isBoundedGlob(text), advice),
  )
  .max(200);
