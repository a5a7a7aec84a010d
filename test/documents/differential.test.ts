import fc from "fast-check";
import type { Root } from "mdast";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, it } from "vitest";
import type { Node } from "../../src/documents/node.ts";
import { parseTree } from "../../src/documents/tree.ts";

const reference = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(remarkGfm).use(remarkMdx);

/** Type and place of every node; modules are left out. */
function outline(nodes: readonly Outlined[], depth = 0): string[] {
  return nodes
    .filter(({ type }) => type !== "mdxjsEsm")
    .flatMap((node) => [
      `${" ".repeat(depth)}${node.type} ${node.span?.start}-${node.span?.end}`,
      ...outline(node.children ?? [], depth + 1),
    ]);
}

type Outlined = Pick<Node, "type" | "span"> & { readonly children?: readonly Outlined[] | undefined };

function ofReference(node: Root | Root["children"][number]): Outlined {
  const { start, end } = node.position ?? {};
  return {
    type: node.type,
    span: { start: start?.offset ?? -1, end: end?.offset ?? -1 },
    children: "children" in node ? node.children.map(ofReference) : [],
  };
}

it.each([
  [
    "components",
    '# Title\n\n<Note>\n  Send `X-Key`.\n</Note>\n\n<Tabs>\n\n<Tab title="a">\n\n| A | B |\n|---|---|\n| `x` | 1 |\n\n</Tab>\n\n</Tabs>\n',
  ],
  ["expressions", "Text {value} and {fn({ a: 1 })} here.\n\n{/* verify: header X-Key */}\n\n<Box rows={[1, [2]]} />\n"],
  ["modules", "import A from 'a'\nimport B from 'b'\n\nexport const list = [\n\n  1,\n]\n\n# After\n"],
  [
    "frontmatter and fences",
    "---\ntitle: a\n---\n\n```ts title=\"a.ts\"\nimport x from 'x'\n{ not an expression }\n```\n\n- one\n  ```sh\n  curl -H 'X: y'\n  ```\n",
  ],
  ["lists, quotes and emphasis", "> - *a* **b _c_**\n>   d\n>\n>   1. e\n\n* f\n\n  g\n***\nh\n===\n"],
  ["links, images and footnotes", "[a](b 'c') ![d](e) [f][g] <A/> [^1] https://kiln.example.\n\n[g]: h\n\n[^1]: i\n"],
  ["lines that end in other ways", "# a\r\n\r\n- b `c\r\n  d`\r\n\r\n\te\r\n"],
  ["characters of several units", "# é 😀 `x`\n\n😀 *é* <A b='😀'>é</A> {'😀'} ~~x~~\n"],
  ["escapes and entities", "\\*a\\* &amp; &#x1F600; \\{b} &nosuch; c\\\nd  \ne\n"],
  ["tables in components", "<A>\n  | `a\\|b` | c |\n  |:--|--:|\n  | [d](e) | **f** {g} |\n</A>\n"],
  ["attributes over lines in a quote", '> <A\n>   b={[\n>     1,\n>   ]}\n>   c="d"\n> >\n> e\n> </A>\n'],
  ["a sentence of modules", "text\nimport this\n\n`export` const\n"],
])("reads %s as remark-mdx does", (_name, text) => {
  expect(outline(parseTree(text, "mdx"))).toEqual(outline(ofReference(reference.parse(text)).children ?? []));
});

it("reads any page of well-formed blocks as remark-mdx does", () => {
  const words = fc
    .array(
      fc.constantFrom(
        "kiln",
        "`a|b`",
        "*c*",
        "**d**",
        "_e_",
        "[f](g)",
        "{h}",
        "<B i='j'>k</B>",
        "&amp;",
        "é😀",
        "1.",
        "\\{",
        "~~l~~",
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `m ${parts.join(" ")} n`);
  const block = fc.oneof(
    words,
    words.map((text) => `## ${text}`),
    fc.tuple(words, words).map(([one, two]) => `- ${one}\n- ${two}\n\n  ${one}`),
    fc.tuple(words, words).map(([one, two]) => `> ${one}\n> ${two}`),
    words.map((text) => `<Note title="o" p={[1,\n  2]}>\n\n${text}\n\n</Note>`),
    fc
      .tuple(words, words)
      .map(([one, two]) => `| q | r |\n|---|---|\n| ${one.replaceAll("|", "\\|")} | ${two.replaceAll("|", "\\|")} |`),
    words.map((text) => `\`\`\`ts\n${text}\n\`\`\``),
    fc.constant("{/* s */}"),
    fc.constant('import "t"'),
  );
  fc.assert(
    fc.property(fc.array(block, { maxLength: 8 }), fc.constantFrom("\n", "\r\n"), (blocks, end) => {
      const text = `${blocks.join("\n\n")}\n`.replaceAll("\n", end);
      expect(outline(parseTree(text, "mdx"))).toEqual(outline(ofReference(reference.parse(text)).children ?? []));
    }),
    { numRuns: 100 },
  );
});
