import type { Span } from "../../place.ts";

/** One key and value of a structured block; spans are offsets in the block's text. */
export type StructureNode = {
  /** Keys from the root, joined by dots; list positions are `[]`. Of shell: what it is, such as `header` or `flag`. */
  readonly path: string;
  readonly key?: { readonly text: string; readonly span: Span };
  readonly value?: { readonly text: string; readonly span: Span };
  /** What the structure itself says of the node, as qualifiers of a claim. */
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** Reads a block; an empty list when it is not of that structure. */
export type StructureReader = (text: string) => readonly StructureNode[];
