import type { Root } from "mdast";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, it } from "vitest";
import { parseTree } from "../../src/documents/tree.ts";

const reference = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(remarkGfm).use(remarkMdx);

/** Type and place of every node, without the blocks of modules, which are blanked before parsing. */
function outline(tree: Root): string[] {
  const lines: string[] = [];
  const visit = (node: Root | Root["children"][number], depth: number): void => {
    const { start, end } = node.position ?? {};
    lines.push(`${" ".repeat(depth)}${node.type} ${start?.line}:${start?.column}-${end?.line}:${end?.column}`);
    if ("children" in node) {
      for (const child of node.children) if (child.type !== "mdxjsEsm") visit(child, depth + 1);
    }
  };
  visit(tree, 0);
  return lines;
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
])("reads %s as remark-mdx does", (_name, text) => {
  expect(outline(parseTree(text, "mdx"))).toEqual(outline(reference.parse(text)));
});
