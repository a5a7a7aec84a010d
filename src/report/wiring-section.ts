import type { PhrasingContent, RootContent } from "mdast";
import type { Annotation, Report, WiringFinding } from "../types/index.ts";
import { heading, list, paragraph, text } from "./nodes.ts";
import { phrasing, untrusted } from "./untrusted.ts";
import { visibleLine } from "./visible-text.ts";

/** Differences listed before the rest is counted. */
const maxListed = 20;

/** How the changelog entries of the docs pull request are wired wrong, each with its line; nothing when nothing is. */
export function wiringSection({ wiring = [] }: Pick<Report, "wiring">): readonly RootContent[] {
  if (wiring.length === 0) return [];
  const items = wiring.slice(0, maxListed).map(itemOf);
  const left = wiring.length - items.length;
  return [
    heading(3, text("Changelog wiring")),
    list("bullets", items),
    ...(left === 0
      ? []
      : [paragraph(...phrasing([`${left} more differences; run `, { quoted: "docs-verdict wire" }, " to see all."]))]),
  ];
}

/** The same on the lines of the docs. */
export function wiringAnnotations({ wiring = [] }: Pick<Report, "wiring">): readonly Annotation[] {
  return wiring.map(({ place, code, message, fix }) => ({
    path: place.path,
    startLine: place.startLine,
    endLine: place.endLine,
    level: "failure",
    title: `changelog wiring: ${code}`,
    message: visibleLine(`${message} ${fix}`, 500),
  }));
}

function itemOf({ place, message, fix }: WiringFinding): PhrasingContent[] {
  return [
    untrusted(`${place.path}:${place.startLine}`),
    text(" "),
    untrusted(message, 300),
    text(" "),
    untrusted(fix, 300),
  ];
}
