import type { FragmentOwner } from "../types/index.ts";
import { addAttributes } from "./attributes.ts";
import { addCode } from "./code.ts";
import { addHeading, addItem, addProse } from "./emit.ts";
import { readHtml } from "./html.ts";
import { maxNesting, NestingError } from "./limits.ts";
import { isComponent, isInline, type Node } from "./node.ts";
import { addPin, type Page, spanOf } from "./page.ts";
import { gatherText, type RunningText } from "./running-text.ts";
import { addTable } from "./table.ts";

type Heading = { readonly depth: number; readonly text: string };

/** What is known at a place of the tree from what encloses it. */
export type Scope = {
  readonly trail: readonly Heading[];
  readonly components: readonly string[];
  readonly inItem: boolean;
  readonly depth: number;
  /** Text of the paragraph before. */
  readonly leadIn?: string | undefined;
};

/** The scope of a page's top level; the title of the frontmatter is the first heading. */
export function topScope(title: string | undefined): Scope {
  return { trail: title === undefined ? [] : [{ depth: 0, text: title }], components: [], inItem: false, depth: 0 };
}

/**
 * Adds the fragments and pins of a list of blocks, in the order of the page.
 * @throws NestingError
 */
export function walkBlocks(page: Page, nodes: readonly Node[], outer: Scope): void {
  if (outer.depth > maxNesting) throw new NestingError();
  let scope: Scope = { ...outer, depth: outer.depth + 1 };
  for (const node of groupInline(nodes)) {
    scope = { ...scope, ...walkBlock(page, node, scope) };
  }
}

/** Walks one block; returns what changes for the blocks after it. */
function walkBlock(page: Page, node: Node, scope: Scope): Partial<Scope> {
  const level = headingLevel(node);
  if (level !== undefined) return walkHeading(page, node, { scope, level });
  if (node.type === "paragraph") return walkParagraph(page, node, scope);
  if (node.type === "code") {
    addCode(page, node, { owner: ownerOf(scope), leadIn: scope.leadIn });
    return {};
  }
  if (node.type.startsWith("mdxJsx")) {
    walkElement(page, node, scope);
    return {};
  }
  walkContainer(page, node, scope);
  return { leadIn: undefined };
}

function walkContainer(page: Page, node: Node, scope: Scope): void {
  switch (node.type) {
    case "html":
      walkBlocks(page, readHtml(page, node), scope);
      break;
    case "mdxFlowExpression":
      walkExpression(page, node);
      break;
    case "table":
      walkTable(page, node, scope);
      break;
    case "listItem":
      walkBlocks(page, node.children ?? [], { ...scope, inItem: true });
      break;
    case "yaml":
    case "toml":
    case "definition":
      break;
    default:
      walkBlocks(page, node.children ?? [], scope);
  }
}

function walkHeading(page: Page, node: Node, at: { scope: Scope; level: number }): Partial<Scope> {
  const text = gatherText(page, node.children ?? []);
  const trail = at.scope.trail.filter(({ depth }) => depth < at.level);
  addHeading(page, text, { ...ownerOf(at.scope), headings: trail.map((heading) => heading.text) });
  walkRest(page, text, at.scope);
  const title = text.text.trim();
  // The title of the page is often repeated as its first heading.
  const repeated = trail.at(-1)?.text === title;
  return { leadIn: undefined, trail: repeated ? trail : [...trail, { depth: at.level, text: title }] };
}

function walkParagraph(page: Page, node: Node, scope: Scope): Partial<Scope> {
  const text = gatherText(page, node.children ?? []);
  if (scope.inItem) addItem(page, text, ownerOf(scope));
  else addProse(page, text, ownerOf(scope));
  walkRest(page, text, scope);
  const leadIn = text.text.trim();
  return leadIn === "" ? {} : { leadIn };
}

/** Attributes of inline components, and blocks that stand inside running text. */
function walkRest(page: Page, text: RunningText, scope: Scope): void {
  for (const element of text.elements) addAttributes(page, element, ownerOf(scope));
  if (text.blocks.length > 0) walkBlocks(page, text.blocks, scope);
}

function walkTable(page: Page, node: Node, scope: Scope): void {
  for (const rest of addTable(page, node, ownerOf(scope))) {
    if (["code", "table"].includes(rest.type) || ["table", "pre"].includes(rest.name ?? "")) {
      walkBlocks(page, [rest], scope);
    } else addAttributes(page, rest, ownerOf(scope));
  }
}

function walkElement(page: Page, node: Node, scope: Scope): void {
  const name = node.name?.toLowerCase() ?? "";
  if (name === "table") walkTable(page, node, scope);
  else if (name === "pre") walkPre(page, node, scope);
  else if (name !== "script" && name !== "style") {
    addAttributes(page, node, ownerOf(scope));
    const components = isComponent(node) ? [...scope.components, node.name ?? ""] : scope.components;
    walkBlocks(page, node.children ?? [], { ...scope, components, inItem: scope.inItem || name === "li" });
  }
}

/** A `<pre>` may hold a fenced block of its own, or text. */
function walkPre(page: Page, node: Node, scope: Scope): void {
  const text = gatherText(page, node.children ?? []);
  if (text.text.trim() === "") walkBlocks(page, text.blocks, scope);
  else addProse(page, text, ownerOf(scope));
}

const comment = /^\s*\/\*(?<text>[\s\S]*)\*\/\s*$/;

function walkExpression(page: Page, node: Node): void {
  const text = comment.exec(node.value ?? "")?.groups?.text;
  if (text !== undefined) addPin(page, text, spanOf(node));
}

function headingLevel(node: Node): number | undefined {
  if (node.type === "heading") return node.depth ?? 1;
  const level = /^h([1-6])$/i.exec(node.name ?? "")?.[1];
  return level === undefined || !node.type.startsWith("mdxJsx") ? undefined : Number(level);
}

function ownerOf(scope: Scope): FragmentOwner {
  return { headings: scope.trail.map(({ text }) => text), components: scope.components };
}

/** Makes a paragraph of inline nodes that stand among blocks, as they do inside components and HTML. */
function groupInline(nodes: readonly Node[]): Node[] {
  const grouped: Node[] = [];
  let inline: Node[] = [];
  const flush = (): void => {
    if (inline.some((node) => node.type !== "text" || node.value?.trim() !== "")) {
      grouped.push({ type: "paragraph", children: inline });
    }
    inline = [];
  };
  for (const node of nodes) {
    if (isInline(node)) inline.push(node);
    else {
      flush();
      grouped.push(node);
    }
  }
  flush();
  return grouped;
}
