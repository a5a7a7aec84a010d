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
  readonly position?: Position | undefined;
  /** Set where the position cannot tell where the value stands. */
  readonly runs?: readonly Run[] | undefined;
};

/** An attribute of an element: a string, an expression, or nothing for a bare name. */
export type Attribute = {
  readonly type: string;
  readonly name?: string | undefined;
  readonly value?: string | { readonly type: string; readonly value: string } | null | undefined;
  readonly position?: Position | undefined;
  readonly runs?: readonly Run[] | undefined;
};

type Position = {
  readonly start: { readonly offset?: number | undefined };
  readonly end: { readonly offset?: number | undefined };
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
