import { readPeriod } from "./dates.ts";
import { lineBreakOf } from "./lines.ts";
import { mostFrequent } from "./list-text.ts";
import type { Section } from "./page-sections.ts";
import type { Block } from "./update-scan.ts";

type Item = { readonly block?: Block; readonly kind: string; readonly text: string };

/** Writes a page from its sections: what stays neighbours keeps every byte between it, new neighbours get the page's usual gap. */
export function writePage(text: string, blocks: readonly Block[], sections: readonly Section[]): string {
  const items = sections.flatMap(itemsOf);
  const first = blocks[0];
  const last = blocks.at(-1);
  const lineBreak = lineBreakOf(text);
  const prefix = first === undefined ? withBlankLine(text, lineBreak) : text.slice(0, first.start);
  const suffix = last === undefined ? lineBreak : text.slice(last.end);
  const follows = new Map(blocks.slice(1).map((block, index) => [block, blocks[index]]));
  const gaps = gapsOf(text, blocks);
  let written = prefix;
  let previous: Item | undefined;
  for (const item of items) {
    if (previous !== undefined) {
      const neighbour = item.block === undefined ? undefined : follows.get(item.block);
      const isOld = neighbour !== undefined && neighbour === previous.block && item.block !== undefined;
      written +=
        isOld && item.block !== undefined && neighbour !== undefined
          ? text.slice(neighbour.end, item.block.start)
          : (gaps(`${previous.kind}>${item.kind}`) ?? `${lineBreak}${lineBreak}`);
    }
    written += item.text;
    previous = item;
  }
  return previous === undefined ? `${prefix.trimEnd()}${suffix === "" ? "" : lineBreak}` : written + suffix;
}

function itemsOf({ heading, kind, headingText, pieces }: Section): Item[] {
  const own: Item[] =
    kind === "top" ? [] : [{ kind, text: headingText, ...(heading === undefined ? {} : { block: heading }) }];
  return [
    ...own,
    ...pieces.map(({ block, entry, text }) => ({
      kind: block?.kind ?? (entry === undefined ? "prose" : "update"),
      text,
      ...(block === undefined ? {} : { block }),
    })),
  ];
}

/** The most frequent gap between two kinds of neighbours on a page; undefined when there is no such pair. */
function gapsOf(text: string, blocks: readonly Block[]): (pair: string) => string | undefined {
  const found = new Map<string, string[]>();
  for (const [index, block] of blocks.slice(1).entries()) {
    const previous = blocks[index];
    if (previous === undefined) continue;
    const pair = `${kindOf(previous)}>${kindOf(block)}`;
    const gaps = found.get(pair) ?? [];
    gaps.push(text.slice(previous.end, block.start));
    found.set(pair, gaps);
  }
  const usual = new Map([...found].map(([pair, gaps]) => [pair, mostFrequent(gaps)]));
  return (pair) => usual.get(pair);
}

function kindOf({ kind, heading = "" }: Block): string {
  if (kind !== "heading") return kind;
  const period = readPeriod(heading);
  return period === undefined
    ? /^[A-Za-z]+$/.test(heading)
      ? "month"
      : "other"
    : period.month === undefined
      ? "year"
      : "month";
}

function withBlankLine(text: string, lineBreak: string): string {
  const kept = text.trimEnd();
  return kept === "" ? "" : `${kept}${lineBreak}${lineBreak}`;
}
