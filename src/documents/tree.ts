import type { Root } from "mdast";
import { mdxExpressionFromMarkdown } from "mdast-util-mdx-expression";
import { mdxJsxFromMarkdown } from "mdast-util-mdx-jsx";
import { mdxExpression } from "micromark-extension-mdx-expression";
import { mdxJsx } from "micromark-extension-mdx-jsx";
import { mdxMd } from "micromark-extension-mdx-md";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";

/** `mdx` for `.mdx` pages; `markdown` (CommonMark and GFM) for everything else: `<` and `{` mean different things. */
export type Grammar = "mdx" | "markdown";

/**
 * Parses a page to an mdast tree; nothing in it is evaluated. Expressions are skipped by counting braces, so no
 * JavaScript parser runs and time stays linear. ESM blocks must have been blanked by {@link blankModules} first.
 * @throws VFileMessage with a place, when MDX is not well-formed.
 */
export function parseTree(text: string, grammar: Grammar): Root {
  if (grammar === "markdown") return markdown.parse(text);
  return mdx.parse(blankModules(text));
}

/** Made once: putting a parser together takes as long as a short page. */
const markdown = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(remarkGfm).freeze();
const mdx = markdown().use(mdxWithoutEvaluation).freeze();

function mdxWithoutEvaluation(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), mdxExpression(), mdxJsx(), mdxMd()];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    mdxExpressionFromMarkdown(),
    mdxJsxFromMarkdown(),
  ];
}

/**
 * Replaces `import` and `export` blocks of MDX by spaces, keeping every offset. A block starts in the first column
 * after a blank line (or at the start, or after the frontmatter) and ends at the first blank line outside of brackets.
 */
export function blankModules(text: string): string {
  if (!/^(?:import|export)\b/m.test(text)) return text;
  const state = { fence: "", depth: 0, inside: false, blankBefore: true };
  return text
    .split("\n")
    .map((line) => blankLine(line, state))
    .join("\n");
}

type ModuleState = { fence: string; depth: number; inside: boolean; blankBefore: boolean };

function blankLine(line: string, state: ModuleState): string {
  const blank = line.trim() === "";
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
  if (!state.inside && fence !== "") {
    if (state.fence === "") state.fence = fence;
    else if (fence.startsWith(state.fence)) state.fence = "";
  }
  if (!state.inside && state.fence === "" && state.blankBefore && /^(?:import|export)[\s{*]/.test(line)) {
    state.inside = true;
    state.depth = 0;
  } else if (state.inside && blank && state.depth <= 0) {
    state.inside = false;
  }
  if (state.inside) state.depth += (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
  state.blankBefore = blank || state.inside || /^---[ \t\r]*$/.test(line);
  return state.inside ? line.replace(/[^\r]/g, " ") : line;
}
