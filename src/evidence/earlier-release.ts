/** A folder named by a version: `v2`, `2.x`, `v1.4`, and with the product's name before it `kiln-2.x`. */
const version = /^(?:v?(?<major>\d+)(?:\.(?:\d+|x))*|[a-z]+-v?(?<named>\d+)(?:\.(?:\d+|x))+)$/i;
/** Versions of an API live beside each other. */
const ofApi = /(?:^|[/_-])(?:api|apis|rest|endpoints?|openapi|graphql)(?:[/_-]|$)/i;
/** Pages that stand outside of a folder, too, before all of it is taken for a copy. */
const fewestTwins = 3;

type Copy = { readonly folder: string; readonly release: string; readonly newer: readonly string[] };

/**
 * The pages that are kept for an earlier release, with its folder: `v2` for `docs/v2/kiln.mdx` where `docs/kiln.mdx` stands
 * too, or `docs/v3/kiln.mdx`, or where that holds for most pages of the folder. Pages of today have no entry. `others` are all
 * files at hand; they are gone through only for pages in the folder of a version.
 */
export function earlierReleases(pages: ReadonlySet<string>, others: Iterable<string>): ReadonlyMap<string, string> {
  const copies = [...pages].flatMap((page) => {
    const copy = copyOf(page);
    return copy === undefined ? [] : [{ page, copy }];
  });
  if (copies.length === 0) return new Map();
  const paths = new Set([...pages, ...others]);
  const folders = new Map(copies.map(({ copy: { folder } }) => [folder, isCopied(folder, paths)]));
  return new Map(
    copies
      .filter(({ copy }) => hasTwin(copy, paths) || folders.get(copy.folder) === true)
      .map(({ page, copy }) => [page, copy.release]),
  );
}

/** True for a folder most of whose pages have newer ones. */
function isCopied(folder: string, paths: ReadonlySet<string>): boolean {
  const within = [...paths].filter((path) => path.startsWith(folder) && /\.mdx?$/.test(path));
  const twins = within.map(copyOf).filter((copy) => copy !== undefined && hasTwin(copy, paths)).length;
  return twins >= fewestTwins && 2 * twins > within.length;
}

/** Takes the path of a page in the folder of a version apart, and names the pages that would be newer. */
function copyOf(page: string): Copy | undefined {
  const segments = page.split("/");
  const at = segments.findIndex((segment, index) => index < segments.length - 1 && version.test(segment));
  const release = segments[at];
  if (release === undefined) return undefined;
  const { major: bare, named } = version.exec(release)?.groups ?? {};
  const major = Number(bare ?? named);
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
