import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WiringReport } from "../../src/types/index.ts";
import { checkWiring } from "../../src/wiring/check.ts";
import { defaultWiring } from "../../src/wiring/config.ts";
import {
  type GeneratedEntry,
  type GeneratedSite,
  generateSite,
  type Navigation,
  type NavigationGroup,
  navigationOf,
  type SiteShape,
  storyShape,
  updateText,
  writeNavigation,
} from "./generated-site.ts";

const check = (files: ReadonlyMap<string, string>): WiringReport =>
  checkWiring({ paths: [...files.keys()], texts: files, config: defaultWiring });

function write(files: ReadonlyMap<string, string>): Map<string, string> {
  const written = new Map(files);
  for (const { path, before, after } of check(files).changes) {
    expect(files.get(path)).toBe(before);
    written.set(path, after);
  }
  return written;
}

/** A site while it is being broken: pages with `\n`, the navigation as data. */
type Draft = { readonly site: GeneratedSite; readonly pages: Map<string, string>; readonly navigation: Navigation };

/** Picks one of some items by a number from 0 to below 1. */
const at = <T>(items: readonly T[], share: number): T | undefined => items[Math.floor(share * items.length)];

const lists = (draft: Draft): (string | NavigationGroup)[][] => {
  const found: (string | NavigationGroup)[][] = [];
  const visit = (pages: (string | NavigationGroup)[]): void => {
    found.push(pages);
    for (const item of pages) if (typeof item !== "string") visit(item.pages);
  };
  for (const tab of draft.navigation.navigation.tabs) {
    if (tab.pages) visit(tab.pages);
    for (const group of tab.groups ?? []) visit(group.pages);
  }
  return found;
};

const entryGroups = (draft: Draft): NavigationGroup[] =>
  lists(draft).flatMap((list) =>
    list.flatMap((item) => (typeof item !== "string" && item.pages.some(isEntry) ? [item] : [])),
  );
const isEntry = (item: string | NavigationGroup): boolean => typeof item === "string" && /^changelog\/\d/.test(item);

const takeOut = (draft: Draft, page: string): void => {
  for (const list of lists(draft)) {
    const index = list.indexOf(page);
    if (index >= 0) list.splice(index, 1);
  }
};

const putIn = (draft: Draft, page: string, share: number): void => {
  const all = lists(draft);
  const list = at(all, share);
  list?.splice(Math.floor(((share * 1_000) % 1) * (list.length + 1)), 0, page);
};

const edit = (draft: Draft, path: string, change: (text: string) => string): void => {
  draft.pages.set(path, change(draft.pages.get(path) ?? ""));
};

/** Puts an update in front of another one, or behind a heading. */
const putUpdate = (text: string, block: string, share: number): string => {
  const places = [...text.matchAll(/\n<Update label="[^"]+" tags|\n### .*\n/g)];
  const place = at(places, share);
  const offset = (place?.index ?? 0) + (place?.[0].startsWith("\n#") ? place[0].length : 0);
  return `${text.slice(0, offset)}\n${block}\n${text.slice(offset)}`;
};

type Step = { readonly entry: GeneratedEntry; readonly path: string; readonly share: number };

/** What a person or a merge does to the wiring of one entry; each can be told from the entry's file. */
const steps: Readonly<Record<string, (draft: Draft, step: Step) => void>> = {
  "takes a page out of the navigation": (draft, { entry }) => takeOut(draft, `changelog/${entry.stem}`),
  "moves a page in the navigation": (draft, { entry, share }) => {
    takeOut(draft, `changelog/${entry.stem}`);
    putIn(draft, `changelog/${entry.stem}`, share);
  },
  "lists a page twice": (draft, { entry, share }) => putIn(draft, `changelog/${entry.stem}`, share),
  "misspells a page": (draft, { entry }) => {
    for (const list of lists(draft)) {
      const index = list.indexOf(`changelog/${entry.stem}`);
      if (index >= 0) list[index] = `changelog/${entry.stem}-old`;
    }
  },
  "lists a removed entry": (draft, { share }) => putIn(draft, "changelog/2023-05-05-gone", share),
  "takes an update out": (draft, { entry, path }) =>
    edit(draft, path, (text) => text.replace(`\n${updateText(entry)}\n`, () => "")),
  "moves an update": (draft, { entry, path, share }) =>
    edit(draft, path, (text) => {
      const block = updateText(entry);
      return text.includes(block)
        ? putUpdate(
            text.replace(`\n${block}\n`, () => ""),
            block,
            share,
          )
        : text;
    }),
  "repeats an update": (draft, { entry, path, share }) =>
    edit(draft, path, (text) => (text.includes(updateText(entry)) ? putUpdate(text, updateText(entry), share) : text)),
  "shows a removed entry": (draft, { path, share }) =>
    edit(draft, path, (text) =>
      putUpdate(
        text,
        '<Update label="May 5, 2023" tags={["Console"]}>\n  **[Gone](/changelog/2023-05-05-gone)**\n\n  Gone.\n</Update>',
        share,
      ),
    ),
  "changes a label": change(/label="[^"]+"/, 'label="May 2020"'),
  "changes the tags": change(/tags=\{\[[^\]]+\]\}/, 'tags={["Other", "More"]}'),
  "removes the tags": change(/ tags=\{\[[^\]]+\]\}/, ""),
  "changes a title": change(/\*\*\[/, "**[Old: "),
  "changes a link": change(/\(\/changelog\/[^)]+\)/, "(/changelog/2022-02-02-misspelt)"),
  "changes a description": change(/ {2}What changed for/, "  What was changed for"),
  "empties a text": change(/number \d+\.\n/, "\n"),
};

function change(pattern: RegExp, replacement: string): (draft: Draft, step: Step) => void {
  return (draft, { entry, path }) =>
    edit(draft, path, (text) => text.replace(updateText(entry), (block) => block.replace(pattern, () => replacement)));
}

/** What happens to a whole section; headings with text written by hand below them are left alone, their text would stay behind. */
const structures: Readonly<Record<string, (draft: Draft, step: Step) => void>> = {
  "renames a group": (draft, { share }) => {
    const group = at(entryGroups(draft), share);
    if (group) group.group = share > 0.5 ? "Archive" : "2019";
  },
  "removes a group": (draft, { share }) => {
    const group = at(entryGroups(draft), share);
    for (const list of lists(draft)) if (group && list.includes(group)) list.splice(list.indexOf(group), 1);
  },
  "moves a group": (draft, { share }) => {
    const group = at(entryGroups(draft), share);
    for (const list of lists(draft)) {
      if (group && list.includes(group)) list.push(...list.splice(list.indexOf(group), 1));
    }
  },
  "empties a group": (draft, { share }) => at(entryGroups(draft), share)?.pages.splice(0),
  "renames a month": heading(/\n### .*\n(?=\n<Update)/g, () => "\n### May 2019\n"),
  "misspells a month": heading(/\n### .*\n(?=\n<Update)/g, (found) => found.replace("20", "2O")),
  "renames a year": heading(/\n## 20.*\n(?=\n###)/g, () => "\n## 2011\n"),
  "removes a month": heading(/\n### .*\n(?=\n<Update)/g, () => ""),
  "removes a year": heading(/\n?\n## 20.*\n(?=\n###)/g, () => ""),
  "moves a month": (draft, { path, share }) =>
    edit(draft, path, (text) => {
      const months = [...text.matchAll(/\n### .*\n(?=\n<Update)(?:\n<Update(?:.*\n)+?<\/Update>\n)+/g)];
      const month = at(months, share);
      const target = at(months, (share * 1_000) % 1);
      if (month === undefined || target === undefined || month === target) return text;
      const without = text.replace(month[0], () => "");
      return without.replace(target[0], () => `${target[0]}${month[0]}`);
    }),
};

function heading(pattern: RegExp, replacement: (found: string) => string): (draft: Draft, step: Step) => void {
  return (draft, { path, share }) =>
    edit(draft, path, (text) => {
      const match = at([...text.matchAll(pattern)], share);
      return match === undefined
        ? text
        : text.slice(0, match.index) + replacement(match[0]) + text.slice(match.index + match[0].length);
    });
}

type Mutation = { readonly kind: string; readonly entry: number; readonly page: number; readonly share: number };

const share = fc.integer({ min: 0, max: 999_983 }).map((number) => number / 999_983.5);
const mutation = (kinds: readonly string[]): fc.Arbitrary<Mutation> =>
  fc.record({ kind: fc.constantFrom(...kinds), entry: share, page: share, share });

function broken(site: GeneratedSite, shape: SiteShape, mutations: readonly Mutation[]): Map<string, string> {
  const plain = (text: string): string => text.replace("\uFEFF", "").replaceAll("\r\n", "\n");
  const draft: Draft = {
    site,
    pages: new Map([...site.files].map(([path, text]) => [path, plain(text)])),
    navigation: navigationOf(site.entries, shape),
  };
  for (const { kind, entry, page, share } of mutations) {
    const subject = at(site.entries, entry);
    const path = at(["changelog/index.mdx", "gateway/changelog.mdx", "build-cache/changelog.mdx"], page);
    if (subject && path) (steps[kind] ?? structures[kind])?.(draft, { entry: subject, path, share });
  }
  draft.pages.set("docs.json", writeNavigation(draft.navigation, shape));
  return new Map(
    [...draft.pages].map(([path, text]) => [path, shape.byteOrderMark + text.replaceAll("\n", shape.lineBreak)]),
  );
}

const shapes: Readonly<Record<string, SiteShape>> = {
  "as in the story": storyShape,
  "with months in the navigation": { ...storyShape, groups: "year-month", seed: 11 },
  "with Windows line breaks, a byte order mark and tabs": {
    ...storyShape,
    lineBreak: "\r\n",
    byteOrderMark: "\uFEFF",
    indent: "\t",
    seed: 13,
  },
};

/** Asserts that a broken site is reported as broken, and that writing gives back the whole site. */
function restores(site: GeneratedSite, shape: SiteShape): (mutations: readonly Mutation[]) => void {
  return (mutations) => {
    const files = broken(site, shape, mutations);
    const isBroken = [...site.files].some(([path, text]) => files.get(path) !== text);
    const { findings } = check(files);
    expect(findings.length > 0).toBe(isBroken);
    expect(findings.filter(({ writable }) => !writable)).toEqual([]);
    const written = write(files);
    for (const [path, text] of site.files) expect(written.get(path)).toBe(text);
    const again = check(written);
    expect([again.findings, again.changes]).toEqual([[], []]);
  };
}

const seed = Number(process.env.WIRING_SEED ?? 20260408);
const numRuns = Number(process.env.WIRING_RUNS ?? 20);

describe("a site as in the story", () => {
  const site = generateSite(storyShape);
  it.each([
    ...Object.keys(steps),
    ...Object.keys(structures),
  ])("that somebody breaks is reported, and written back byte for byte: %s", (kind) => {
    fc.assert(
      fc.property(
        mutation([kind]).map((one) => [one]),
        restores(site, storyShape),
      ),
      { seed, numRuns: 3 },
    );
  });
});

/** A page as a merge leaves it: what two sides differ in, both between marks. */
function conflicting(ours: string, theirs: string): string {
  const [left, right] = [ours.split(/(?<=\n)/), theirs.split(/(?<=\n)/)];
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  while (start < shortest && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shortest - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const middle = (lines: readonly string[]): readonly string[] => lines.slice(start, lines.length - end);
  const mark = (text: string): string => `${text}${ours.includes("\r\n") ? "\r\n" : "\n"}`;
  const lines = [mark("<<<<<<< ours"), ...middle(left), mark("======="), ...middle(right), mark(">>>>>>> theirs")];
  return [...left.slice(0, start), ...lines, ...left.slice(left.length - end)].join("");
}

describe.each(Object.entries(shapes))("a site %s", (_name, shape) => {
  it("whose pages two sides broke is written back byte for byte from between the marks", { timeout: 300_000 }, () => {
    const site = generateSite(shape);
    const side = fc.array(mutation(Object.keys(steps)), { minLength: 1, maxLength: 4 });
    const bothSides = (ours: readonly Mutation[], theirs: readonly Mutation[]): void => {
      const [left, right] = [broken(site, shape, ours), broken(site, shape, theirs)];
      const files = new Map(left);
      for (const [path, text] of left) {
        const other = right.get(path) ?? text;
        if (other !== text) files.set(path, conflicting(text, other));
      }
      const written = write(files);
      for (const [path, text] of site.files) expect(written.get(path)).toBe(text);
      expect(check(written).findings).toEqual([]);
    };
    fc.assert(fc.property(side, side, bothSides), { seed, numRuns: Math.ceil(numRuns / 4) });
  });
});

describe.each(Object.entries(shapes))("a site %s", (_name, shape) => {
  it("that is broken in many ways is reported, and written back byte for byte", { timeout: 300_000 }, () => {
    const some = fc.array(mutation(Object.keys(steps)), { minLength: 1, maxLength: 8 });
    const one = fc.option(mutation(Object.keys(structures)), { nil: undefined });
    const all = fc.tuple(some, one).map(([many, structure]) => (structure === undefined ? many : [structure, ...many]));
    fc.assert(fc.property(all, restores(generateSite(shape), shape)), { seed, numRuns });
  });
});
