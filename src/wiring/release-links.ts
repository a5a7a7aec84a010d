import type { WiringFinding } from "../types/index.ts";
import { finding, findingForPeople } from "./finding.ts";
import { type Lines, lineBreakOf, placeOf } from "./lines.ts";
import { mostOf } from "./list-text.ts";
import type { Release } from "./release-notes.ts";

/** A change log with its releases, newest first. */
export type ReleaseLinks = {
  readonly path: string;
  readonly text: string;
  readonly releases: readonly Release[];
  readonly lines: Lines;
};

type Definition = { readonly name: string; readonly url: string; readonly start: number; readonly end: number };

/**
 * Checks the link definitions at the end of a change log: each release in brackets has one, and it compares the release
 * with the one before, in the way most of the others do.
 */
export function linkFindings({ path, text, releases, lines }: ReleaseLinks): {
  readonly findings: WiringFinding[];
  readonly text: string;
} {
  const definitions = definitionsOf(text);
  const linked = releases.filter(({ isLink }) => isLink);
  const byName = new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
  if (!linked.some(({ name }) => byName.has(name.toLowerCase()))) return { findings: [], text };
  const shown = linked.map((release, index) => ({
    release,
    previous: linked[index + 1],
    definition: byName.get(release.name.toLowerCase()),
  }));
  const template = templateOf(shown);
  const findings: WiringFinding[] = [];
  const edits: Edit[] = [];
  const site = "changelog";
  for (const [index, { release, previous, definition }] of shown.entries()) {
    const url = template === undefined || previous === undefined ? undefined : addressFor(template, release, previous);
    if (definition === undefined) {
      const facts = {
        code: "missing",
        site,
        place: placeOf(path, lines, release),
        message: `Unexpected release "${release.name}" without a link definition, expected one at the end.`,
        fix: url === undefined ? "Add the definition." : `Add \`[${release.name}]: ${url}\`.`,
      } as const;
      findings.push(url === undefined ? findingForPeople(facts) : finding(facts));
      if (url !== undefined)
        edits.push(
          addition(
            `[${release.name}]: ${url}`,
            shown.slice(index + 1).find((other) => other.definition)?.definition ?? definitions.at(-1),
            text,
          ),
        );
    } else if (url !== undefined && definition.url !== url && isOfKind(definition.url, template)) {
      findings.push(
        finding({
          code: "stale-text",
          site,
          place: placeOf(path, lines, definition),
          message: `Unexpected link of ${release.name} to ${definition.url.slice(0, 120)}, expected ${url}.`,
          fix: "Correct the link.",
        }),
      );
      edits.push({
        start: definition.start + text.slice(definition.start, definition.end).lastIndexOf(definition.url),
        length: definition.url.length,
        text: url,
      });
    }
  }
  return { findings, text: applied(text, edits) };
}

function definitionsOf(text: string): Definition[] {
  return [...text.matchAll(/^\[([^\]\n]{1,100})\]:[ \t]*(\S{1,500})[ \t]*$/gm)].map((match) => ({
    name: match[1] ?? "",
    url: match[2] ?? "",
    start: match.index,
    end: match.index + match[0].trimEnd().length,
  }));
}

type Shown = {
  readonly release: Release;
  readonly previous: Release | undefined;
  readonly definition: Definition | undefined;
};

/** The form of most comparing links; undefined when they have none in common. */
function templateOf(shown: readonly Shown[]): string | undefined {
  const templates = shown.flatMap(({ release, previous, definition }) => {
    if (previous === undefined || definition === undefined || release.name.toLowerCase() === "unreleased") return [];
    const template = definition.url.replaceAll(release.name, "{version}").replaceAll(previous.name, "{previous}");
    return template.includes("{version}") && template.includes("{previous}") ? [template] : [definition.url];
  });
  const usual = mostOf(templates);
  return usual?.includes("{previous}") ? usual : undefined;
}

function addressFor(template: string, release: Release, previous: Release): string {
  const isNext = release.name.toLowerCase() === "unreleased";
  const named = isNext ? template.replace(/v?\{version\}/g, "HEAD") : template.replaceAll("{version}", release.name);
  return named.replaceAll("{previous}", previous.name);
}

/** True for a link that compares two versions at the same place; a link to something else was put there on purpose. */
function isOfKind(url: string, template: string | undefined): boolean {
  const start = template?.split("{", 1)[0]?.replace(/v$/, "") ?? "";
  return start !== "" && url.startsWith(start) && url.includes("...") && !/\.\.\.(?:main|master|develop)$/.test(url);
}

type Edit = { readonly start: number; readonly length: number; readonly text: string };

/** A new definition in front of that of the release before it, else behind the last one. */
function addition(line: string, next: Definition | undefined, text: string): Edit {
  if (next === undefined) return { start: text.length, length: 0, text: line };
  return { start: next.start, length: 0, text: `${line}${lineBreakOf(text)}` };
}

function applied(text: string, edits: readonly Edit[]): string {
  let written = text;
  for (const edit of [...edits].reverse().sort((a, b) => b.start - a.start)) {
    written = written.slice(0, edit.start) + edit.text + written.slice(edit.start + edit.length);
  }
  return written;
}
