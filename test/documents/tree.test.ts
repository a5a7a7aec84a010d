import { describe, expect, it } from "vitest";
import { blankModules, parseTree } from "../../src/documents/tree.ts";

describe("parseTree", () => {
  it("walks into components and keeps expressions unevaluated", () => {
    const tree = parseTree("# Hi\n\n<Note>\n\nUse `X-Key` {process.exit(1)}\n\n</Note>\n", "mdx");
    expect(tree.children.map((node) => node.type)).toEqual(["heading", "mdxJsxFlowElement"]);
  });

  it("reads < and { as text in Markdown", () => {
    const tree = parseTree("a < b and {c\n", "markdown");
    expect(tree.children).toHaveLength(1);
  });
});

describe("blankModules", () => {
  it.each([
    ["an import", "import A from 'a'\n\ntext\n", "                 \n\ntext\n"],
    ["an export over blank lines", "export const a = {\n\n b: 1 }\n\ntext", "                  \n\n       \n\ntext"],
    ["not a sentence", "text\nimport this into the app\n", "text\nimport this into the app\n"],
    ["not code in a fence", "```js\n\nimport a from 'a'\n```\n", "```js\n\nimport a from 'a'\n```\n"],
  ])("%s", (_name, text, expected) => {
    expect(blankModules(text)).toBe(expected);
    expect(blankModules(text)).toHaveLength(text.length);
  });
});
