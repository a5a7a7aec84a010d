import { compare, parse } from "semver";
import type { WiringFinding } from "../types/index.ts";
import { isDay } from "./dates.ts";
import { finding, findingForPeople } from "./finding.ts";
import { type Lines, linesOf, placeOf } from "./lines.ts";
import { linkFindings } from "./release-links.ts";
import type { PagePlan } from "./update-page.ts";
import { scanUpdates } from "./update-scan.ts";

/** One release in a change log. */
export type Release = {
  /** As written, without brackets; `Unreleased` for what is to come. */
  readonly name: string;
  /** Empty when none is stated. */
  readonly date: string;
  /** Whether the name stands in brackets, and so is a link. */
  readonly isLink: boolean;
  readonly start: number;
  readonly end: number;
};

/** Longer headings name no release, and would take long to read. */
const maxHeading = 300;

const heading =
  /^(\[)?(v?\d+(?:\.\d+)*[\w.+-]*|unreleased)\]?(?:\([^)]*\))?\s*(?:[-–—(]\s*)?([\d./-]{8,10}(?![\w.]))?\)?\s*(?:\[YANKED\])?$/i;
const groups = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

/** Releases of a change log in their order, whether it keeps to Keep a Changelog or is written by a tool. */
export function releasesOf(text: string): Release[] {
  const found = scanUpdates(text, 0).blocks.flatMap((block): Release[] => {
    if (block.kind !== "heading" || (block.level ?? 9) > 2) return [];
    return releaseOf(block.heading ?? "", block);
  });
  return found.length > 0 ? found : underlinedReleases(text);
}

/** Releases in headings that are underlined. */
function underlinedReleases(text: string): Release[] {
  return [...text.matchAll(/^([^\s=-].*)\r?\n(?:=+|-{2,})[ \t]*\r?$/gm)].flatMap((match) => {
    const title = match[1] ?? "";
    return releaseOf(title.trimEnd(), { start: match.index, end: match.index + title.length });
  });
}

function releaseOf(title: string, { start, end }: { readonly start: number; readonly end: number }): Release[] {
  const match = title.length <= maxHeading ? heading.exec(title) : null;
  return match?.[2] === undefined
    ? []
    : [{ name: match[2], date: match[3] ?? "", isLink: match[1] === "[", start, end }];
}

/** Checks a `CHANGELOG.md`: every release once, newest first, real dates, group names, and links that compare the right versions. */
export function planReleaseNotes({ path }: { readonly path: string }, text: string): PagePlan {
  const releases = releasesOf(text);
  const lines = linesOf(text);
  const order = [...releaseFindings(path, releases, lines), ...orderFindings(path, releases, lines)];
  const undated = dateFindings(path, releases, lines);
  const groupNames = groupFindings(path, text, lines);
  // Which versions a link compares follows from their order, so that has to be right first.
  if (order.length > 0) return { findings: [...order, ...undated, ...groupNames], text };
  const links = linkFindings({ path, text, releases, lines });
  return { findings: [...undated, ...groupNames, ...links.findings], text: links.text };
}

function releaseFindings(path: string, releases: readonly Release[], lines: Lines): WiringFinding[] {
  const seen = new Set<string>();
  return releases.flatMap((release): WiringFinding[] => {
    const place = placeOf(path, lines, release);
    const found: WiringFinding[] = [];
    const key = release.name.toLowerCase().replace(/^v/, "");
    if (seen.has(key)) {
      const message = `Unexpected second release "${release.name}", expected each once.`;
      found.push(
        findingForPeople({ code: "duplicate", site: "changelog", place, message, fix: "Join the two sections." }),
      );
    }
    seen.add(key);
    if (release.date !== "" && !isDay(release.date)) {
      const message = `Unexpected date "${release.date}" of ${release.name}, expected a calendar day of the form YYYY-MM-DD.`;
      found.push(
        findingForPeople({ code: "wrong-label", site: "changelog", place, message, fix: "Correct the date." }),
      );
    }
    return found;
  });
}

/** Releases without a date where the others state one; the first may be still to come. */
function dateFindings(path: string, releases: readonly Release[], lines: Lines): WiringFinding[] {
  const past = releases.filter((release) => !isUnreleased(release)).slice(1);
  const undated = past.filter(({ date }) => date === "");
  if (past.length - undated.length < 3 || undated.length > Math.max(1, past.length / 10)) return [];
  return undated.map((release) =>
    findingForPeople({
      code: "wrong-label",
      site: "changelog",
      place: placeOf(path, lines, release),
      message: `Unexpected release ${release.name} without a date, expected one as the other releases have.`,
      fix: "Add the date of the release, as YYYY-MM-DD.",
    }),
  );
}

/** A release is misplaced when one below it is both later and of a higher version: releases of an older line may stand either way. */
function orderFindings(path: string, releases: readonly Release[], lines: Lines): WiringFinding[] {
  const found: WiringFinding[] = [];
  let above: Release | undefined;
  for (const release of releases) {
    if (isUnreleased(release)) {
      if (above !== undefined)
        found.push(misplaced(path, lines, { release, why: "expected what is unreleased first" }));
      continue;
    }
    if (above !== undefined && isNewer(release, above)) {
      found.push(
        misplaced(path, lines, {
          release,
          why: `expected it above ${above.name} of ${above.date || "no date"}: the newest release comes first`,
        }),
      );
    }
    above = release;
  }
  return found;
}

function misplaced(path: string, lines: Lines, { release, why }: { release: Release; why: string }): WiringFinding {
  const message = `Unexpected place of ${release.name}, ${why}.`;
  return findingForPeople({
    code: "misplaced",
    site: "changelog",
    place: placeOf(path, lines, release),
    message,
    fix: "Move the section.",
  });
}

/** Without dates only releases of one line can be told apart: an older line may get a release after a newer one. */
function isNewer(release: Release, other: Release): boolean {
  const areDated = isDay(release.date) && isDay(other.date);
  if (areDated && release.date <= other.date) return false;
  const [version, otherVersion] = [parse(release.name), parse(other.name)];
  if (version === null || otherVersion === null) return areDated;
  const isOneLine = version.major === otherVersion.major && version.minor === otherVersion.minor;
  return (areDated || isOneLine) && compare(version, otherVersion) > 0;
}

/** True for the section of what is to come. */
export function isUnreleased({ name }: Release): boolean {
  return name.toLowerCase() === "unreleased";
}

/** Names of groups that are nearly one of the six, in a file that uses the six. */
function groupFindings(path: string, text: string, lines: Lines): WiringFinding[] {
  const headings = scanUpdates(text, 0).blocks.filter(({ kind, level }) => kind === "heading" && level === 3);
  const known = headings.filter(({ heading: name = "" }) => groups.includes(name)).length;
  if (known * 2 <= headings.length) return [];
  return headings.flatMap((block) => {
    const name = block.heading ?? "";
    const near = groups.includes(name) ? undefined : groups.find((group) => isNear(name, group));
    if (near === undefined) return [];
    const message = `Unexpected group "${name}", expected "${near}".`;
    return [
      {
        ...finding({
          code: "wrong-label",
          site: "changelog",
          place: placeOf(path, lines, block),
          message,
          fix: `Name the group "${near}".`,
        }),
        writable: false,
      },
    ];
  });
}

function isNear(name: string, group: string): boolean {
  const [short, long] = [name.toLowerCase(), group.toLowerCase()];
  return short === long || (short.length >= 3 && long.startsWith(short) && long.length - short.length <= 2);
}
