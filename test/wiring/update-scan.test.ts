import { describe, expect, it } from "vitest";
import type { Node } from "../../src/documents/node.ts";
import { parseTree } from "../../src/documents/tree.ts";
import { scanUpdates } from "../../src/wiring/update-scan.ts";
import { generateSite, storyShape } from "./generated-site.ts";

/** Updates that the MDX grammar sees, as `[start, end)` of the outermost ones. */
function grammarUpdates(text: string): string[] {
  const updates = (nodes: readonly Node[]): string[] =>
    nodes.flatMap((node) =>
      node.type === "mdxJsxFlowElement" && node.name === "Update"
        ? [text.slice(node.span?.start, node.span?.end).trim()]
        : updates(node.children ?? []),
    );
  return updates(parseTree(text, "mdx"));
}

const scanned = (text: string): string[] =>
  scanUpdates(text, /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].length ?? 0)
    .blocks.filter(({ kind }) => kind === "update")
    .map(({ start, end }) => text.slice(start, end).trim());

describe("scanUpdates sees the updates that the MDX grammar sees", () => {
  it.each([
    ["two in a row", '<Update label="a">\n  one\n</Update>\n\n<Update label="b">\n  two\n</Update>\n'],
    ["none", "# Hi\n\ntext\n"],
    ["in fenced code", '```mdx\n<Update label="a">\n</Update>\n```\n\n<Update label="b">\n\nx\n\n</Update>\n'],
    ["a fence inside an update", '<Update label="a">\n\n```mdx\n</Update>\n```\n\n</Update>\n'],
    ["a code span inside an update", '<Update label="a">\n\nUse `</Update>` to close.\n\n</Update>\n'],
    ["in a comment", '{/*\n<Update label="a">\n</Update>\n*/}\n\n<Update label="b">\n\nx\n\n</Update>\n'],
    ["a comment inside", '<Update label="a">\n\n{/* </Update> */}\n\n</Update>\n'],
    [
      "attributes over lines",
      '<Update\n  label="a > b"\n  tags={["x", ">"]}\n  rss={{ title: "t" }}\n>\n  text\n</Update>\n',
    ],
    ["self-closing", '<Update label="a" />\n\n<Update label="b">\n\nx\n\n</Update>\n'],
    ["inside another component", '<Tabs>\n  <Update label="a">\n    x\n  </Update>\n</Tabs>\n'],
    ["another component of a longer name", "<Updates>\n\nx\n\n</Updates>\n"],
    ["an apostrophe in the text", "<Update label=\"it's\">\n  don't {/* ' */}\n</Update>\n"],
    ["after frontmatter", '---\ntitle: "<Update>"\n---\n\n<Update label="a">\n\nx\n\n</Update>\n'],
    ["nested", '<Update label="a">\n\n<Update label="b">\n\nx\n\n</Update>\n\n</Update>\n'],
    ["after an import", 'import A from "a"\n\n<Update label="a">\n\nx\n\n</Update>\n'],
    [
      "Windows line breaks",
      '<Update label="a">\r\n  one\r\n</Update>\r\n\r\n<Update label="b">\r\n  two\r\n</Update>\r\n',
    ],
  ])("%s", (_name, text) => {
    expect(scanned(text)).toEqual(grammarUpdates(text));
  });
});

describe("scanUpdates", () => {
  it("names an update that never closes", () => {
    const text = '## 2026\n\n<Update label="a">\n  one\n';
    expect(scanUpdates(text, 0).unclosed).toEqual([9]);
  });

  it("takes linear time on many tags that never close", () => {
    const text = '<Update label="a">\n'.repeat(16_000);
    const { blocks, unclosed } = scanUpdates(text, 0);
    expect({ blocks: blocks.length, unclosed: unclosed.length }).toEqual({ blocks: 1, unclosed: 1 });
  });

  it("splits a page into headings, updates and prose without the blank lines", () => {
    const text =
      '---\na: b\n---\n\nIntro\nmore\n\n## 2026\n\n### April 2026 ##\n\n  <Update label="a">x</Update>\nafter\n';
    expect(scanUpdates(text, 13).blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ["prose", "Intro\nmore"],
      ["heading", "## 2026"],
      ["heading", "### April 2026 ##"],
      ["update", '  <Update label="a">x</Update>'],
      ["prose", "after"],
    ]);
  });
});

describe("on a generated site", () => {
  const { files } = generateSite({ ...storyShape, entries: 60 });
  it.each(
    [...files.keys()].filter((path) =>
      /^(?:changelog\/index|gateway\/changelog|build-cache\/changelog)\.mdx$/.test(path),
    ),
  )("%s has the updates that the MDX grammar sees", (path) => {
    const text = files.get(path) ?? "";
    expect(scanned(text).length).toBeGreaterThan(5);
    expect(scanned(text)).toEqual(grammarUpdates(text));
  });
});
