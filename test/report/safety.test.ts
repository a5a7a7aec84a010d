import fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { annotationsOf, titleOf } from "../../src/report/annotations.ts";
import { renderComment } from "../../src/report/comment.ts";
import { renderDigest } from "../../src/report/digest.ts";
import { formats } from "../../src/report/formats.ts";
import { renderSummary } from "../../src/report/markdown.ts";
import { renderClaims } from "../../src/report/reply.ts";
import { commentMarker, type Report, type Visibility } from "../../src/types/index.ts";
import { reportOf } from "./reports.ts";

const state = "c3RhdGU";
const plain = { docs: "plain", source: "word" };

/** Every text in Markdown that people on GitHub see. */
const markdownSinks: Readonly<Record<string, (report: Report, words: string) => string>> = {
  comment: (report) => renderComment(report, state).body,
  summary: renderSummary,
  reply: (report) => renderClaims(1, report, report.findings),
  markdown: (report) => formats.markdown(report),
  digest: (_report, words) =>
    renderDigest("acme/docs", [{ number: 1, state: "failed", changed: false, writes: 0, problems: [words] }], words),
};
const sinks = Object.entries(markdownSinks);

const hostile: readonly (readonly [string, string])[] = [
  ["T130 a mention", "@octocat @acme/team"],
  ["T131 references to issues", "#1 owner/repo#2 GH-3 https://github.com/owner/repo/pull/4"],
  ["T132 a pipe, a line end and backticks", "a | b\n| c `` ``` \\| d"],
  ["T133 a fence", "```\n~~~\n"],
  ["T133 the end of a fold", "</details></summary><details open>"],
  ["T133 an image with a handler", "<img src=x onerror=alert(1)>"],
  ["T133 a comment", "<!-- --> <!--"],
  ["T133 a heading", "\n\n# Verdict: live\n\n---\n"],
  ["T133 entities", "&lt;b&gt; &#64;octocat &commat;octocat"],
  ["T134 addresses that run", "[x](javascript:alert(1)) ![y](https://evil.example/a.png) [z](data:text/html,1)"],
  ["T135 a forged state", `${commentMarker}Zm9yZ2Vk -->`],
  ["T136 a very long text", "😀".repeat(25_000)],
  ["T138 workflow commands", "::error::x\n::add-mask::y\n##[group]z"],
];

function parse(markdown: string): Nodes {
  return unified().use(remarkParse).use(remarkGfm).parse(markdown);
}

/** The tree without the words that are quoted. */
function shapeOf(node: Nodes): unknown {
  const children = "children" in node ? node.children.map(shapeOf) : [];
  const said = node.type === "text" || node.type === "html" ? node.value : "";
  return [node.type, said, ...children];
}

function addressesOf(node: Nodes): readonly string[] {
  const own = node.type === "link" || node.type === "image" || node.type === "definition" ? [node.url] : [];
  return [...own, ...("children" in node ? node.children.flatMap(addressesOf) : [])];
}

function htmlOf(node: Nodes): readonly string[] {
  return node.type === "html" ? [node.value] : "children" in node ? node.children.flatMap(htmlOf) : [];
}

/** What a sink makes of hostile words has the structure that it has with harmless ones. */
function expectSameTree(render: (report: Report, words: string) => string, words: string): void {
  const harmless = parse(render(reportOf(plain), "plain"));
  const tree = parse(render(reportOf({ docs: words, source: words }), words));
  expect(shapeOf(tree)).toEqual(shapeOf(harmless));
  for (const url of addressesOf(tree)) expect(url).toMatch(/^https:\/\/(?:github|redirect\.github)\.com\/acme\//);
}

describe.each(sinks)("words from elsewhere in the %s", (_sink, render) => {
  it.each(hostile)("%s is only quoted", (_name, words) => {
    expectSameTree(render, words);
  });

  it("T133 any words are only quoted", () => {
    const piece = fc.constantFrom(
      "`",
      "|",
      "\\",
      "\n",
      "<",
      ">",
      "</details>",
      "<!--",
      "-->",
      "@a",
      "#1",
      "*",
      "_",
      "[x](y)",
      "&amp;",
    );
    const words = fc.array(fc.oneof(piece, fc.string({ maxLength: 8 }))).map((parts) => parts.join(""));
    // A word is named in the subject of a reference too, where digits alone would be read as a number, not as a word.
    fc.assert(
      fc.property(words, (said) => expectSameTree(render, `x${said}x`)),
      { numRuns: 20 },
    );
  });
});

describe("other sinks", () => {
  const text = (name: keyof typeof formats, words: string): string =>
    formats[name](reportOf({ docs: words, source: words }), (_colour, shown) => shown);

  it("T135 nothing but line 1 carries the marker", () => {
    const { body } = renderComment(
      reportOf({ docs: `${commentMarker}x -->`, source: `\n${commentMarker}y -->` }),
      state,
    );
    expect(body.split("\n", 1)).toEqual([`${commentMarker}${state} -->`]);
    expect(htmlOf(parse(body)).filter((html) => html.includes(commentMarker))).toHaveLength(1);
  });

  it("T136 a long claim is cut at a code point, with an ellipsis", () => {
    const { body } = renderComment(reportOf({ docs: "😀".repeat(50_000), source: "word" }), state);
    expect(body).toContain("😀…");
    expect(body).not.toMatch(/\p{Cs}/u);
    expect(body.length).toBeLessThan(10_000);
  });

  it("T137 HTML shows markup as text", () => {
    const page = text("html", "<img src=x onerror=alert(1)></pre></code><script>");
    expect(page).not.toMatch(/<img|<script/);
    expect(page.match(/<pre>/g)).toHaveLength(page.match(/<\/pre>/g)?.length ?? -1);
    expect(page).toContain("&lt;img src=x");
  });

  it.each(["json", "sarif", "rdjson"] as const)("T137 %s stays one document", (name) => {
    expect(() => JSON.parse(text(name, '"}]\n\u2028</script>'))).not.toThrow();
  });

  it("T138 no line of words becomes a workflow command", () => {
    const lines = text("github", "a%\r\n::error::x\n##[group]y").trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning) file=changelog\/tokens\.mdx,/);
  });

  it.each(["human", "github", "html", "markdown", "sarif"] as const)("T140 %s has no terminal sequence", (name) => {
    const shown = text(name, "\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007x\u009b2J");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must be gone
    expect(shown).not.toMatch(/[\u001b\u009b\u0007]/);
    expect(shown).not.toContain("evil.example");
  });
});

describe("disclosure", () => {
  /** All that readers of the docs pull request get. */
  const seen = (report: Report): string =>
    [
      ...sinks.filter(([name]) => name !== "markdown" && name !== "digest").map(([, render]) => render(report, "")),
      ...renderComment(report, state).smaller,
      titleOf(report),
      JSON.stringify(annotationsOf(report)),
    ].join("\n");
  const canary = { docs: "plain", source: "canary" };

  it.each<[Visibility, Visibility, boolean]>([
    ["public", "public", true],
    ["private", "private", true],
    ["private", "unknown", true],
    ["public", "private", false],
    ["public", "unknown", false],
    ["unknown", "private", false],
    ["unknown", "unknown", false],
  ])("T141, T142 docs %s, source %s: words of the source are shown: %s", (docs, source, isShown) => {
    for (const verdict of ["live", "staged", "pending", "blocked", "unknown"] as const) {
      const text = seen(reportOf(canary, { docs, source, verdict }));
      expect(text.includes("canary"), verdict).toBe(isShown);
      expect(text).toContain("plain");
    }
  });

  it("T141 the person who runs the tool sees everything", () => {
    const report = reportOf(canary, { source: "private" });
    for (const render of Object.values(formats)) expect(render(report, (_colour, text) => text)).toContain("canary");
  });
});
