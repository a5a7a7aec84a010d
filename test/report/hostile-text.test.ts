import fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { annotationsOf, titleOf } from "../../src/report/annotations.ts";
import { renderComment } from "../../src/report/comment.ts";
import { renderChatDigest, renderDigest } from "../../src/report/digest.ts";
import { renderGitHub } from "../../src/report/github.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderHuman } from "../../src/report/human.ts";
import { renderMarkdown, renderSummary } from "../../src/report/markdown.ts";
import { renderRdjson } from "../../src/report/rdjson.ts";
import { renderClaims } from "../../src/report/reply.ts";
import { renderSarif } from "../../src/report/sarif.ts";
import type { Report } from "../../src/types/index.ts";
import { fullReport } from "./full-report.ts";

const open = { docs: "public", source: "public" } as const;
const hostile = [
  "@octocat and @acme/docs-team",
  "#1, acme/other#2, GH-3, https://github.com/acme/other/pull/4",
  "one\ntwo | three \\| `four` ``five``` ``` six",
  "```\n</details>\n<img src=x onerror=alert(1)> --> <!-- x -->\n# heading &amp; &lt;",
  "[x](javascript:alert(1)) ![y](https://evil.example/a.png) data:text/html,z",
  "<!-- docs-verdict:v1 Zm9yZ2Vk -->",
  "\u001b[31mred\u001b[0m \u202eabc\u200b\u0007",
  "::error file=a::b %0A ##[group]c ::add-mask::d",
  '</script><script>alert(1)</script>" onmouseover="x',
  "=cmd|' /C calc'!A0",
];
/** What a reader cannot see, or what moves the cursor of a terminal. */
const unreadable = /[\p{Cc}\u202e\u200b]/u;
const words = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 20 })), {
  minLength: 1,
  maxLength: 4,
});

function reportOf(text: string): Report {
  return fullReport({ docs: text, source: text }, open);
}

/** Every rendering that GitHub reads as Markdown. */
const markdowns = {
  comment: (report: Report) => renderComment(report, "c3RhdGU").body,
  summary: renderSummary,
  markdown: renderMarkdown,
  reply: (report: Report) => renderClaims(1, report, report.findings),
  digest: (report: Report) => {
    const row = { number: 7, state: "blocked", changed: true, writes: 1, problems: [report.pull.title] };
    return renderDigest({
      repository: "acme/docs",
      rows: [row],
      stopped: report.pull.title,
      now: "2026-05-02T00:00:00Z",
    });
  },
} satisfies Record<string, (report: Report) => string>;

const parser = unified().use(remarkParse).use(remarkGfm);

/** The kinds of nodes in their order, with what is ours of them: the text of HTML and of headings. */
function shapeOf(markdown: string): unknown {
  const shape = (node: Nodes): unknown => [
    node.type,
    node.type === "html" ? node.value.replace(/\d+/g, "n") : "",
    "children" in node ? node.children.map(shape) : [],
  ];
  return shape(parser.parse(markdown));
}

/** Text that GitHub looks for mentions and references in: not code, not links of our own. */
function openText(node: Nodes): string {
  if (node.type === "text" || node.type === "html") return node.value;
  return "children" in node ? node.children.map(openText).join("\n") : "";
}

describe.each(Object.entries(markdowns))("%s", (_name, render) => {
  const plain = shapeOf(render(reportOf("plain")));

  it("T132 T133 keeps its structure whatever the text", () => {
    fc.assert(
      fc.property(words, (parts) => {
        expect(shapeOf(render(reportOf(`x ${parts.join(" ")}`)))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it("T130 T131 mentions nobody and refers to nothing", () => {
    for (const text of hostile) {
      const seen = openText(parser.parse(render(reportOf(text))));
      expect(seen).not.toMatch(/@(?:octocat|acme)|acme\/other|GH-3|(?<![\w/])#1\b/);
    }
  });

  it("T134 has no link but to web pages, and no image", () => {
    for (const text of hostile) {
      const visit = (node: Nodes): void => {
        if (node.type === "link") expect(node.url).toMatch(/^https?:\/\/(?:redirect\.)?github\.com\//);
        expect(node.type).not.toBe("image");
        if ("children" in node) for (const child of node.children) visit(child);
      };
      visit(parser.parse(render(reportOf(text))));
    }
  });

  it("T136 caps what is long at a whole character", () => {
    const body = render(reportOf("😀".repeat(50_000)));
    expect(body.length).toBeLessThan(65_536);
    expect(body).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  });
});

it("T059 T135 the marker stands on line 1 and nowhere else starts a line that ends a comment", () => {
  for (const text of hostile) {
    const [first, ...rest] = renderComment(reportOf(text), "c3RhdGU").body.split("\n");
    expect(first).toBe("<!-- docs-verdict:v1 c3RhdGU -->");
    const html = parser.parse(rest.join("\n")).children.filter(({ type }) => type === "html");
    expect(JSON.stringify(html)).not.toContain("docs-verdict:v1");
  }
});

describe("T137 the other outputs", () => {
  it("HTML holds no element of the text", () => {
    for (const text of hostile) {
      const page = renderHtml(reportOf(text));
      expect(page).not.toMatch(/<img|<script|onmouseover="x/);
      expect(page).not.toMatch(/href="(?!https?:)/);
    }
  });

  it("SARIF and rdjson stay JSON, and their messages can be read", () => {
    const messages = (value: unknown): readonly string[] => {
      if (typeof value !== "object" || value === null) return [];
      return Object.entries(value).flatMap(([key, inner]) =>
        key === "message"
          ? [typeof inner === "string" ? inner : JSON.stringify(Object.values(inner ?? {}))]
          : messages(inner),
      );
    };
    for (const text of hostile) {
      const said = [renderSarif, renderRdjson].flatMap((render) => messages(JSON.parse(render(reportOf(text)))));
      expect(said.length).toBeGreaterThan(5);
      expect(said.filter((message) => unreadable.test(message))).toEqual([]);
    }
  });

  it("T138 no line of the log is a command of the text", () => {
    for (const text of hostile) {
      const lines = renderGitHub(reportOf(text)).split("\n").slice(0, -1);
      expect(lines.length).toBe(renderGitHub(reportOf("plain")).split("\n").length - 1);
      expect(lines.every((line) => /^::(?:error|warning) file=/.test(line))).toBe(true);
    }
  });

  it("T140 the terminal gets no control sequence", () => {
    const paint = (_colour: string, text: string): string => text;
    for (const text of hostile) {
      const lines = renderHuman(reportOf(text), paint).split("\n");
      expect(lines.filter((line) => unreadable.test(line))).toEqual([]);
    }
  });

  it("annotations and titles are one visible line", () => {
    for (const text of hostile) {
      const shown = [titleOf(reportOf(text)), ...annotationsOf(reportOf(text)).map(({ message }) => message)];
      expect(shown.filter((line) => unreadable.test(line))).toEqual([]);
    }
  });

  it("a chat gets names and numbers, no text of others", () => {
    const row = { number: 7, state: "blocked", changed: true, writes: 1, problems: ["@channel <!here>"] };
    const text = renderChatDigest({
      repository: "acme/docs",
      rows: [row],
      stopped: undefined,
      now: "2026-05-02T00:00:00Z",
    });
    expect(text).toContain("acme/docs");
    expect(text).not.toMatch(/@channel|<!here>/);
  });
});
