import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../src/documents/parse.ts";
import { indexLines, placeWithin } from "../../src/place.ts";
import type { Fragment, FragmentContext } from "../../src/types/index.ts";

const options = { framework: "unknown", isEntry: false };
const parse = (text: string, path = "kiln.mdx") => parseDocument({ path, text }, options);
const texts = (fragments: readonly Fragment[], context: FragmentContext) =>
  fragments.filter((fragment) => fragment.context === context).map((fragment) => fragment.text);
const source = (text: string, fragment: Fragment) => text.slice(fragment.place.startOffset, fragment.place.endOffset);

describe("parseDocument", () => {
  it.each<[name: string, context: FragmentContext, text: string, expected: string[]]>([
    [
      "prose by sentence",
      "prose",
      "One `a. B` here. Two, e.g. this.\nThree wraps\nhere.\n",
      ["One a. B here.", "Two, e.g. this.", "Three wraps here."],
    ],
    ["prose inside components", "prose", "<Note>\n\n  Send *all* **keys**.\n\n</Note>\n", ["Send all keys."]],
    ["prose inside components on one line", "prose", "<Note>Send keys.</Note>\n", ["Send keys."]],
    ["no struck-out text, image or comment", "prose", "A ~~b~~ ![c](d.png) {/* e */}f\n", ["A   f"]],
    ["strings in braces", "prose", 'A{" "}b {1 + 1}\n', ["A b"]],
    ["headings", "heading", "# One `x`\n\n## Two\n", ["One x", "Two"]],
    ["inline code", "inline-code", "Use `` a`b `` and <code>c &lt;d&gt;</code>.\n", ["a`b", "c <d>"]],
    ["cells", "table-cell", "| A | B |\n|---|---|\n| `x\\|y` | z |\n", ["A", "B", "x|y", "z"]],
    [
      "cells of a JSX table",
      "table-cell",
      "<table>\n  <tr><th>A</th></tr>\n  <tr><td>`x`</td></tr>\n</table>\n",
      ["A", "x"],
    ],
    [
      "cells of a JSX table on one line",
      "table-cell",
      "<table><tr><th>A</th></tr><tr><td>x</td></tr></table>\n",
      ["A", "x"],
    ],
    ["links", "link", "See [the *docs*](https://kiln.example/a).\n", ["the docs"]],
    [
      "attributes",
      "jsx-attribute",
      '<P a="x&amp;y" b={"z"} c d={[{name: "n", on: `t`}]} e={f("g")} />\n',
      ["x&y", "z", "n", "t", "g"],
    ],
    ["no attributes of HTML", "jsx-attribute", '<div className="x">a</div>\n', []],
    ["nothing of modules", "prose", 'import A from "a"\n\nexport const b = "c"\n\nText.\n', ["Text."]],
    [
      "nothing of a module right after frontmatter",
      "prose",
      '---\ntitle: T\n---\nimport A from "a"\n\nText.\n',
      ["Text."],
    ],
  ])("reads %s", (_name, context, text, expected) => {
    expect(texts(parse(text).fragments, context)).toEqual(expected);
  });

  it("reads HTML tables and code of Markdown as it reads components of MDX", () => {
    const text =
      "<table><thead><tr><th>Argument</th><th>Use</th></tr></thead><tbody><tr><td><code>--paths &#x3C;GLOB></code></td><td>Where <b>it</b> looks</td></tr></tbody></table>\n\nAnd <code>X-Kiln</code>.\n";
    const { fragments } = parse(text, "kiln.md");
    expect(texts(fragments, "inline-code")).toEqual(["--paths <GLOB>", "X-Kiln"]);
    expect(fragments.find((fragment) => fragment.text === "Where it looks")?.owner).toMatchObject({
      tableHeader: "Use",
      tableRow: ["--paths <GLOB>", "Where it looks"],
      tableHeaders: ["Argument", "Use"],
    });
  });

  it("knows what a fragment belongs to", () => {
    const text =
      "---\ntitle: Page\n---\n\n# Page\n\n## Auth\n\n<Tabs><Tab>\n\n### Sub\n\n`a`\n\n</Tab></Tabs>\n\n`b`\n";
    const owners = parse(text)
      .fragments.filter(({ context }) => context === "inline-code")
      .map(({ owner }) => owner);
    expect(owners).toEqual([
      { headings: ["Page", "Auth", "Sub"], components: ["Tabs", "Tab"] },
      { headings: ["Page", "Auth"], components: [] },
    ]);
  });

  it("knows the words around", () => {
    const text =
      "First. Send `a` now.\n\n- Item one. Uses `b`.\n\n| H |\n|---|\n| x `c` |\n\nAdd this:\n\n```json\n{}\n```\n";
    const { fragments } = parse(text);
    const around = fragments
      .filter(({ context }) => context === "inline-code" || context === "code")
      .map((fragment) => [fragment.around, fragment.at]);
    expect(around).toEqual([
      ["Send a now.", 5],
      ["Item one. Uses b.", 15],
      ["x c", 2],
      ["Add this:", undefined],
    ]);
  });

  it.each([
    ["ts", "ts", undefined],
    ['ts title="x.ts" {2}', "ts", "x.ts"],
    ["TS x.ts", "ts", "x.ts"],
    ["bash Terminal request", "bash", "Terminal request"],
    ["js:app.js", "js", "app.js"],
    ["json {1,3} showLineNumbers", "json", undefined],
    ["{.python .numberLines}", "python", undefined],
    ["", undefined, undefined],
  ])("reads the info string %j", (info, language, title) => {
    const [code] = parse(`\`\`\`${info}\nx\n\`\`\`\n`, "kiln.md").fragments;
    expect([code?.language, code?.owner.codeTitle]).toEqual([language, title]);
  });

  it("finds places inside code that is indented and quoted", () => {
    const text = "1. Do:\n\n   > ```sh\n   > one\n   >   two three\n   > ```\n";
    const code = parse(text, "kiln.md").fragments.find(({ context }) => context === "code");
    const place = code && placeWithin(indexLines({ path: "", text }), code, { start: 6, end: 9 });
    expect(text.slice(place?.startOffset, place?.endOffset)).toBe("two");
    expect(place).toMatchObject({ startLine: 5, startColumn: 8, endLine: 5, endColumn: 11 });
  });

  it.each([
    ["CRLF", "A\r\n`code`\r\n\r\n- b `d\r\n  e`\r\n"],
    ["a byte order mark", "\uFEFF---\ntitle: T\n---\n\n`code`\n"],
    ["escapes, entities, astral characters", "\\*a\\* &amp; &copy; 😀 `c` &#x1F600; _d_\n"],
    ["tabs", "-\ta\n\n\t```\n\tcode\n\t```\n"],
    ["wrapped quotes", "> a `b\n> c` &lt;\n>   d\n"],
  ])("finds places through %s", (_name, text) => {
    for (const fragment of parse(text, "kiln.md").fragments) {
      const written = source(text, fragment);
      const plain = written.replace(/\r?\n[> \t]*/g, " ").replace(/[`*_\\]|&\S+?;/g, "");
      for (const word of plain.match(/[a-zé]+/giu) ?? []) expect(fragment.text).toContain(word);
      expect(fragment.text.match(/[a-z]+/gi)?.[0]).toBe(plain.match(/[a-z]+/gi)?.[0]);
    }
  });

  it("maps every letter of every fragment to the same letter of the page", () => {
    const piece = fc.constantFrom(
      "word",
      " ",
      "\n",
      "`code x`",
      "*em*",
      "**b**",
      "&lt;",
      "\\*",
      "[l](u)",
      "\n\n",
      "\n\n- ",
      "\n\n> ",
      "\n\n# ",
      "<b>h</b>",
      "\n\n| A | `b\\|c` |\n|--|--|\n| d | e |\n\n",
      "\n\n```sh t\nx  y\n```\n\n",
      "😀",
      "&#65;",
      ". S",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const lines = indexLines({ path: "", text });
        for (const fragment of parse(text, "kiln.md").fragments) {
          for (const match of fragment.text.matchAll(/[a-z]/gi)) {
            const place = placeWithin(lines, fragment, { start: match.index, end: match.index + 1 });
            const written = text.slice(place.startOffset, place.endOffset);
            expect(written === match[0] || (written === "&#65;" && match[0] === "A")).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("T112 throws for no page, and places every fragment within its page", () => {
    const piece = fc.constantFrom(
      ...'a| |\n|\n\n|\t|\r\n|\r|- |> |    |`|```|~~~|*|**|_|[|](|]|)|!|<|>|</|/>|<A|<A>|</A>|<b>|{|}|{/*|*/}|{...x}|="x|="|\'|={|---\n|import a|export|&amp;|&|\\|😀|\u00A0|\uF002|\uFEFF|http://a.b|~~|<!--|-->|[x]: y|#b'.split(
        "|",
      ),
      "| a | b |\n|--|--|\n",
    );
    const path = fc.constantFrom("kiln.mdx", "kiln.md");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), path, (pieces, name) => {
        const text = pieces.join("");
        const { fragments, problems } = parse(text, name);
        expect(problems.length === 0 || fragments.length === 0 || problems[0]?.code === "frontmatter").toBe(true);
        for (const { place } of [...fragments, ...problems]) {
          expect(place.startOffset).toBeGreaterThanOrEqual(0);
          expect(place.endOffset).toBeGreaterThanOrEqual(place.startOffset);
          expect(place.endOffset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500, examples: [[["<A", "={", "{", "}", "}", ">", "a", "</A>"], "kiln.mdx"]] },
    );
  });

  it.each([
    [
      "a link that is a plain address",
      "kiln.md",
      "One.\n\nSee [https://kiln.example/a] there.\n",
      "link",
      "https://kiln.example/a",
    ],
    ["an attribute over several lines", "kiln.mdx", '<P a={[\n    "x",\n    "y",\n  ]} />\n', "jsx-attribute", "x"],
    ["text that begins its line with the mark of a quote", "kiln.md", "a\n\t>> b\n", "prose", "a\n\t>> b"],
    ["a code span that keeps its indentation", "kiln.md", "a `b\r    c` d\n", "inline-code", "b\r    c"],
    ["code of a page with lone carriage returns", "kiln.md", "A\r\r```\rx\ry\r```\r", "code", "x\ry"],
  ])("places %s", (_name, path, text, context, expected) => {
    const found = parse(text, path).fragments.find((fragment) => fragment.context === context);
    expect(found && source(text, found)).toBe(expected);
  });

  it("reads frontmatter and pins", () => {
    const text =
      '---\ntitle: "Tokens"\ndate: 2026-04-08\ncategory: Kiln\ntags: [a]\nversion: 1_000\nclaims:\n  - order a < b\n---\n\n{/* verify: header X-Kiln\n   in auth.ts */}\n\nText {/* verify: two */}.\n';
    const { entry, pins } = parse(text);
    expect(entry).toMatchObject({
      title: "Tokens",
      date: "2026-04-08",
      category: "Kiln",
      fields: { "tags[0]": "a", version: "1_000" },
    });
    expect(pins.map((pin) => [pin.text, pin.place.startLine])).toEqual([
      ["order a < b", 8],
      ["header X-Kiln in auth.ts", 11],
      ["two", 14],
    ]);
    expect(
      parse("<!-- verify: a -->\n\nb <!-- verify: c --> <!-- d -->\n", "kiln.md").pins.map((pin) => pin.text),
    ).toEqual(["a", "c"]);
  });

  it("reads comments of HTML in MDX, which are text only in code", () => {
    const text =
      "# K {#k}\n\n<!-- verify: a -->\n\nb <!-- c */ {d --> `e <!-- f -->` g\n\n<!--\n`h`\n\n<I>\n-->\n\n- j <!-- k --> l\n";
    const { fragments, pins, problems } = parse(text, "kiln.mdx");
    expect([problems, pins.map((pin) => pin.text)]).toEqual([[], ["a"]]);
    expect(fragments.map((fragment) => fragment.text.replaceAll(/\s+/g, " "))).toEqual([
      "K ",
      "b e <!-- f --> g",
      "e <!-- f -->",
      "j l",
    ]);
  });

  it.each([
    ["T120 duplicate keys", "a: 1\na: 2\n", 3],
    ["broken YAML", "a: 1\nb: [\n", 3],
    ["T114 an alias is not resolved", "a: &a [1]\nb: *a\n", undefined],
    ["T115 nesting", `a: ${"[".repeat(5000)}\n`, 2],
  ])("locates a problem of frontmatter: %s", (_name, yaml, line) => {
    const { problems, fragments } = parse(`---\n${yaml}---\n\nText.\n`);
    expect(problems.map((problem) => [problem.code, problem.place.startLine])).toEqual(
      line === undefined ? [] : [["frontmatter", line]],
    );
    expect(texts(fragments, "prose")).toEqual(["Text."]);
  });

  it("T110 evaluates nothing", () => {
    const text =
      "export const a = (globalThis.kiln = 1)\n\nimport 'node:fs'\n\n{process.exit(1)} {globalThis.kiln = 1}\n\n<A b={globalThis.kiln = 1}/>\n";
    expect(parse(text).problems).toEqual([]);
    expect("kiln" in globalThis).toBe(false);
  });

  it("T121 locates a syntax error", () => {
    const document = parse("Fine.\n\n<Note>\n\nnever closed\n");
    expect(document.fragments).toEqual([]);
    expect(document.problems).toMatchObject([{ code: "syntax", place: { startLine: 3 } }]);
  });

  it.each([
    ["T123 NUL", "a\0b", "unsupported"],
    ["T123 lone surrogate", "a\uD800b", "unsupported"],
    ["T123 Latin-1 and UTF-16 read as UTF-8", "caf\uFFFD", "unsupported"],
    ["T113 one line of 20 MB", "x".repeat(20_000_000), "too-large"],
    ["T113 a long line in a small page", `a\n${"x".repeat(70_000)}\n`, "too-large"],
    ["T112 nested tags", `${"<a>".repeat(400)}x${"</a>".repeat(400)}`, "unsupported"],
    ["T112 nested quotes", `${">".repeat(400)} x`, "unsupported"],
  ])("refuses %s", (_name, text, code) => {
    expect(parse(text)).toMatchObject({ fragments: [], problems: [{ code }] });
  });

  it("is the same for the same page", () => {
    const text = "# A\n\n<B c='d'>`e` f</B>\n";
    expect(parse(text)).toEqual(parse(text));
  });
});
