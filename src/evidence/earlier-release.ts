/** A folder named by a version: `v2`, `2.x`, `v1.4`. */
const version = /^v?(?<major>\d+)(?:\.(?:\d+|x))*$/i;
/** Versions of an API live beside each other. */
const ofApi = /(?:^|[/_-])(?:api|apis|rest|endpoints?|openapi|graphql)(?:[/_-]|$)/i;
/** Pages that stand outside of a folder, too, before all of it is taken for a copy. */
const fewestTwins = 3;

type Copy = { readonly folder: string; readonly release: string; readonly newer: readonly string[] };

/**
 * Tells for which earlier release a page is kept: `v2` for `docs/v2/kiln.mdx` where `docs/kiln.mdx` stands too, or
 * `docs/v3/kiln.mdx`, or where that holds for most pages of its folder. `paths` are all files at hand. Undefined for
 * pages of today.
 */
export function earlierRelease(page: string, paths: ReadonlySet<string>): string | undefined {
  const copy = copyOf(page);
  if (copy === undefined || hasTwin(copy, paths)) return copy?.release;
  const beside = [...paths].filter((path) => path.startsWith(copy.folder) && /\.mdx?$/.test(path));
  const twins = beside.map(copyOf).filter((other) => other !== undefined && hasTwin(other, paths)).length;
  return twins >= fewestTwins && 2 * twins > beside.length ? copy.release : undefined;
}

/** Takes the path of a page in the folder of a version apart, and names the pages that would be newer. */
function copyOf(page: string): Copy | undefined {
  const segments = page.split("/");
  const at = segments.findIndex((segment, index) => index < segments.length - 1 && version.test(segment));
  const release = segments[at];
  if (release === undefined) return undefined;
  const major = Number(version.exec(release)?.groups?.major);
  const later = ofApi.test(page) ? [] : [1, 2, 3].map((more) => release.replace(/\d+/, String(major + more)));
  return {
    folder: `${segments.slice(0, at + 1).join("/")}/`,
    release,
    newer: [segments.toSpliced(at, 1), ...later.map((other) => segments.with(at, other))].map((path) => path.join("/")),
  };
}

function hasTwin({ newer }: Copy, paths: ReadonlySet<string>): boolean {
  return newer.some((path) => paths.has(path));
}
