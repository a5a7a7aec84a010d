/** The text that a tree was parsed from. */
export type SourceText = {
  readonly text: string;
  /** Offset of the first character of every line. */
  readonly lineStarts: readonly number[];
};

/** One node of a parsed file, outside the parser's memory; offsets are UTF-16 units, `end` is exclusive. */
export type SyntaxNode = {
  readonly type: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** The part it plays in its parent, as the grammar calls it. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: SyntaxNode[];
  readonly parent: SyntaxNode | undefined;
  readonly source: SourceText;
};

/** Offsets at which the lines of a text begin; the first is always 0. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** 1-based line of an offset. */
export function lineAt(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The words of a node as they stand in the file; empty for no node. */
export function textOf(node: SyntaxNode | undefined): string {
  return node ? node.source.text.slice(node.start, node.end) : "";
}

/** The child that plays a part, undefined when there is none. */
export function childAs(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node?.children.find((child) => child.field === field);
}

/** All children that play a part. */
export function childrenAs(node: SyntaxNode | undefined, field: string): SyntaxNode[] {
  return node?.children.filter((child) => child.field === field) ?? [];
}

/** Children that are not punctuation, keywords or comments. */
export function namedChildren(node: SyntaxNode | undefined): SyntaxNode[] {
  return node?.children.filter((child) => child.named && !child.type.endsWith("comment")) ?? [];
}

/** The first child of one of the types, undefined when there is none. */
export function childOf(node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined {
  return node?.children.find((child) => types.includes(child.type));
}

/** All children of one of the types. */
export function childrenOf(node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode[] {
  return node?.children.filter((child) => types.includes(child.type)) ?? [];
}

/** The nearest node above of one of the types, undefined when there is none. */
export function ancestorOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  let above = node.parent;
  while (above && !types.includes(above.type)) above = above.parent;
  return above;
}

/** Every node below of one of the types, in the order of the file, without the node itself. */
export function descendants(node: SyntaxNode, ...types: readonly string[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = node.children.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (types.includes(next.type)) found.push(next);
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child !== undefined) open.push(child);
    }
  }
  return found;
}
