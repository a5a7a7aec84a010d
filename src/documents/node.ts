import type { Span } from "../place.ts";
import type { Run } from "../types/index.ts";

/** The little that the walk needs of mdast, MDX and parsed HTML nodes alike. */
export type Node = {
  readonly type: string;
  /** Name of an element; null or absent for a fragment `<>`. */
  readonly name?: string | null | undefined;
  readonly value?: string | undefined;
  readonly url?: string | undefined;
  readonly depth?: number | undefined;
  readonly lang?: string | null | undefined;
  readonly meta?: string | null | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
  readonly children?: readonly Node[] | undefined;
  /** Where the node stands in the page; absent for nodes that no source stands for. */
  readonly span?: Span | undefined;
  /** Set where the span cannot tell where the value stands. */
  readonly runs?: readonly Run[] | undefined;
};

/** An attribute of an element that has a value: a text, or JavaScript as the page has it. */
export type Attribute = {
  readonly type: "text" | "expression";
  /** Empty for a spread expression. */
  readonly name: string;
  readonly value: string;
  /** Where the value stands, without its quotes or braces. */
  readonly span?: Span | undefined;
  readonly runs?: readonly Run[] | undefined;
};

const blockElements = new Set(
  "table thead tbody tfoot tr td th ul ol li dl dt dd p div section article aside details summary blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption main header footer nav".split(
    " ",
  ),
);

const inlineTypes = new Set(
  "text inlineCode emphasis strong delete link linkReference image imageReference break footnoteReference mdxTextExpression mdxJsxTextElement".split(
    " ",
  ),
);

/** True for elements such as `td` that hold text of their own wherever they stand. */
export function isBlockElement(node: Node): boolean {
  return node.type.startsWith("mdxJsx") && blockElements.has(node.name?.toLowerCase() ?? "");
}

/** True for a node that is part of running text. */
export function isInline(node: Node): boolean {
  return inlineTypes.has(node.type) && !isBlockElement(node);
}

/** True for an element that a component library renders, as opposed to HTML. */
export function isComponent(node: Node): boolean {
  return node.type.startsWith("mdxJsx") && /^[A-Z]|\./.test(node.name ?? "");
}
