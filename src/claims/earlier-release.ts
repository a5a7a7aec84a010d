import type { Document, Fragment } from "../types/index.ts";

/** Names of pages that tell what every release brought. */
const listsReleases =
  /(?:^|[/_-])(?:change-?log|changes|history|release-?notes?|releases|whats-?new|news)(?:\.[\w-]+)?\.mdx?$/i;

/**
 * Pages that tell what one release brought: `3.1-announcement.md`, `releases/v2.4.md`, `changelogs/2-4.mdx`,
 * `latest-releases/kiln-v0110.mdx`; an entry of a day is no release.
 */
const ofRelease =
  /(?:^|\/)(?:v?(\d+\.\d+)(?:\.\d+)*[-_](?:announce|release|what|change|upgrad|notes)|(?:(?:[a-z]+-)?releases?|release-notes|announcements?|whats-?new|breaking-changes)\/(?:[\w-]*[-_])?(v\d{3,4}(?=\.mdx?$)|v?\d+(?:\.\d+)+)|change-?logs?\/v?(\d{1,3}(?:[.-]\d{1,3}){1,2})(?=\.mdx?$))[\w.-]*$/i;

/** Guides from one release to the next: `migrating-to-kiln-4.md`, `migration-guide/v3.mdx`, `26-migration-guide-5-0.mdx`. */
const ofMigration =
  /(?:^|[/_-])(?:migrat(?:e|ion|ing)|upgrad(?:e|ing))[a-z-]*(?:[/_-][\w-]*)?[/_-](?:v?(\d+(?:[.-]\d+)*))(?:-[a-z]+)?\.mdx?$/i;

/** Guides that do not say in their path from where they lead: pages about migrations of a database are called otherwise. */
const ofUpgrade = /(?:^|\/)(?:(?:migration|upgrade|upgrading|migrating)(?:-(?:guide|notes))?|breaking-changes)\.mdx?$/i;

/** Copies of the pages that are made at a release: `versioned_docs/version-2.x/kiln.md` (Docusaurus), `docs/v1.15.2/kiln.mdx`. */
const copied = /(?:^|\/)(?:version-(\d[\w.-]*)|v?(\d+\.\d+\.\d+))\//i;

/** Pages that are kept for what was once thought, and those of what may be one day. */
const keptAside = /(?:^|\/)(?:archived?|archives|proposals|rfcs|adrs?)\//i;

/** Guides from one release to the next with the words of their name joined: `UpgradingToKiln29.md`. */
const joinedGuide = /(?:^|\/)(?:Upgrad(?:e|ing)|Migrat(?:e|ing|ion))(?:[A-Z][a-z]+)*?[A-Z][a-z]*V?(\d+)\.mdx?$/;

/** Posts of a blog tell what held on their day. */
const post = /(?:^|\/)blogs?\/(?:.*\/)?([\w.-]+)\.mdx?$/i;

/** Entries of a changelog that a component holds, the newest first: `<Update label="2026-04-09" description="v1.2">`. */
const update = /^[ \t]*<Update\b[^>]{0,300}?\blabel=["'](?<label>[^"'\n]+)["']/gm;

/** Headings that name a release: a version or a day. */
const release = /\bv?\d+\.\d+(?:\.\d+)?\b|\b\d{4}-\d{2}-\d{2}\b/i;

/**
 * Tells under which earlier release of a list of releases a fragment stands, by its heading; undefined for the newest one,
 * for what stands above it, and on all other pages. A page about one release may be of any: all of it is taken for earlier,
 * and the release is empty where the page does not name it.
 */
export function earlierReleases({ path, fragments, text }: Document): (fragment: Fragment) => string | undefined {
  const [, before, within, ofLog] = ofRelease.exec(path) ?? [];
  const [, version, number] = copied.exec(path) ?? [];
  const whole = before ?? within ?? ofLog ?? ofMigration.exec(path)?.[1] ?? version ?? number ?? post.exec(path)?.[1];
  const named = whole ?? joinedGuide.exec(path)?.[1];
  if (named !== undefined) return () => named;
  if (keptAside.test(path)) return () => "";
  if (ofUpgrade.test(path) && namesTwoReleases(text)) return () => "";
  const [, ...older] = [...text.matchAll(update)].map(({ index, groups }) => ({ at: index, label: groups?.label }));
  if (older.length > 0) return ({ place }) => older.findLast(({ at }) => at < place.startOffset)?.label;
  if (!listsReleases.test(path) && !isHeadedByReleases(fragments)) return () => undefined;
  const releaseOf = ({ owner }: Fragment): string | undefined =>
    owner.headings.find((heading) => release.test(heading));
  const first = [...fragments].sort((a, b) => a.place.startOffset - b.place.startOffset).find(releaseOf);
  const newest = first && releaseOf(first);
  return (fragment) => {
    const own = releaseOf(fragment);
    return own === newest ? undefined : own;
  };
}

/** Headings that begin with a version: `v1.19.0 - 2026-03-25`, `[2.4.1]`. */
const ofOneRelease = /^\[?v?\d+\.\d+\.\d+\b/;
/** Releases that a list of them has at least. */
const leastReleases = 3;

/** True for a page that tells what every release brought, whatever it is called. */
function isHeadedByReleases(fragments: readonly Fragment[]): boolean {
  const headings = fragments.flatMap(({ owner }) => owner.headings.filter((heading) => ofOneRelease.test(heading)));
  return new Set(headings).size >= leastReleases;
}

/** True where a text speaks of two major versions: `V1`, `v2.3`. */
function namesTwoReleases(text: string): boolean {
  return new Set([...text.matchAll(/\bv(\d+)(?:\.[\dx]+)*\b/gi)].map(([, major]) => major)).size > 1;
}
