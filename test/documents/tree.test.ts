import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Node } from "../../src/documents/node.ts";
import { withoutScript } from "../../src/documents/script.ts";
import { PageSyntaxError, parseTree } from "../../src/documents/tree.ts";

describe("parseTree", () => {
  it("walks into components and keeps expressions unevaluated", () => {
    const nodes = parseTree("# Hi\n\n<Note>\n\nUse `X-Key` {process.exit(1)}\n\n</Note>\n", "mdx");
    expect(nodes.map((node) => node.type)).toEqual(["heading", "mdxJsxFlowElement"]);
  });

  it("reads < and { as text in Markdown", () => {
    expect(parseTree("a < b and {c\n", "markdown")).toHaveLength(1);
  });

  it("reads what is indented below the head of an admonition or a tab as text", () => {
    const page = '??? note "Keys"\n\n    | Key |\n    |---|\n    | `lid` |\n\n=== "A"\n    Set `lid`.\n\n!!! tip\nno\n';
    const blocks = parseTree(page, "markdown").flatMap(({ children = [] }) =>
      children.flatMap((one) => one.children ?? []),
    );
    expect(blocks.map(({ type }) => type)).toEqual(["thematicBreak", "table", "thematicBreak", "paragraph"]);
    expect(parseTree("```\n!!! note\n    text\n```\n", "markdown")).toMatchObject([{ value: "!!! note\n    text" }]);
  });

  it("reads the later paragraphs of a definition as text", () => {
    const page = "`lid`\n\n: Who opens it,\nand when.\n\n    Set `lid`.\n\n        code\n\n: Bare.\n\n    code\n";
    const [, first, ...rest] = parseTree(page, "markdown");
    const types = first?.children?.map(({ children = [] }) => children.map(({ type }) => type));
    expect(types).toEqual([
      ["paragraph", "paragraph", "code"],
      ["paragraph", "paragraph"],
    ]);
    expect(rest).toEqual([]);
    expect(parseTree("a : b\n: c\n\ntext\n", "markdown").map(({ type }) => type)).toEqual(["paragraph", "paragraph"]);
  });

  it.each([
    ["an import", 'import A from "a"\n\ntext\n'],
    ["an export over blank lines", "export const a = {\n\n b: 1 }\n\ntext"],
    ["a module that is malformed", "export foo bar\n\ntext"],
  ])("leaves out %s", (_name, text) => {
    expect(parseTree(text, "mdx").map((node) => node.type)).toEqual(["paragraph"]);
  });

  it("reads a sentence that begins as a module does", () => {
    expect(parseTree("text\nimport this into the app\n", "mdx")[0]?.children).toMatchObject([
      { value: "text\nimport this into the app" },
    ]);
  });

  it.each([
    ["an unclosed tag", "a\n\n<Note>\n", 3, 1],
    ["an unclosed tag after malformed JavaScript", "# a {#b}\n\n<Note>\n", 3, 1],
    ["a brace that nothing closes", "é😀 {c\n", 1, 5],
    ["a comment of HTML that nothing ends", "a\n<!-- b\n", 2, 1],
  ])("refuses %s, and says where", (_name, text, line, column) => {
    const refusal = (): unknown => {
      try {
        return parseTree(text, "mdx");
      } catch (error) {
        return error;
      }
    };
    expect(refusal()).toBeInstanceOf(PageSyntaxError);
    expect(refusal()).toMatchObject({ line, column });
  });

  it.each([
    ["the identifier of a heading", "## Send {#send}\n\n`a`\n"],
    ["an expression in text", "Send {c( } `a`\n"],
    ["an attribute", "<A b={c(}>`a`</A>\n"],
    ["a spread attribute", "<A {...b(}>`a`</A>\n"],
  ])("reads a page on despite malformed JavaScript in %s", (_name, text) => {
    const codes = (nodes: readonly Node[]): unknown[] =>
      nodes.flatMap((node) => (node.type === "inlineCode" ? [node.value] : codes(node.children ?? [])));
    expect(codes(parseTree(text, "mdx"))).toEqual(["a"]);
  });

  it.each([
    ["text", '<A b="x" />', ["x"]],
    ["text over lines", "<A b='x\n   y' />", ["x\n   y"]],
    ["an entity", '<A b="x &amp; y" />', ["x &amp; y"]],
    ["an expression", "<A b={ c } />", [" c "]],
    ["an expression over lines", "<A\n  b={[\n    1,\n  ]}\n  c='d'\n/>", ["[\n    1,\n  ]", "d"]],
    ["braces in strings", '<A b={"}"} c="d" />', ['"}"', "d"]],
    ["a quote", '> <A b={[\n>   "x",\n>   "y"]} c="1\n>   2">\n> x\n> </A>\n', ['[\n>   "x",\n>   "y"]', "1\n>   2"]],
    ["a comment inside", '<A b="x" c d={/* } */ 1} />', ["x", "/* } */ 1"]],
    ["a spread between", '<A {...{ b: "0" }} b="x" />', ['...{ b: "0" }', "x"]],
    ["a name with a space", '<A.B b = "x" />', ["x"]],
    ["a byte order mark and astral characters", '\uFEFF😀 <A b="é😀">x</A>', ["é😀"]],
    ["tabs", "<A\n\tb={`\n\t\tx`}\n\tc='d'\n/>", ["`\n\t\tx`", "d"]],
  ])("places attributes: %s", (_name, text, expected) => {
    const attributes = (nodes: readonly Node[]): Node["attributes"] & object =>
      nodes.flatMap((node) => [...(node.attributes ?? []), ...attributes(node.children ?? [])]);
    const places = attributes(parseTree(text, "mdx")).map(({ span }) => text.slice(span?.start, span?.end));
    expect(places).toEqual(expected);
  });
});

describe("withoutScript", () => {
  it.each([
    ["an expression", "a {b(c} d", "a {0  } d"],
    ["nested braces", "{{a: {b}}}", "{0       }"],
    ["a spread", "<A {...b} />", "<A {...0} />"],
    ["lines", "{\n  a\r\n}", "{\n  0\r\n}"],
    ["nothing", "{} { } {a", "{} { } {a"],
  ])("blanks %s", (_name, text, expected) => {
    expect(withoutScript(text)).toBe(expected);
  });

  it("keeps every offset and line", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("{", "}", "...", "a", " ", "\n", "\r\n", "😀")), (parts) => {
        const text = parts.join("");
        expect(withoutScript(text).replace(/[^\r\n]/g, "x")).toBe(text.replace(/[^\r\n]/g, "x"));
      }),
    );
  });
});
