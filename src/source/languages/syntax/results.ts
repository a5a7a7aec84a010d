import { childAs, namedChildren, type SyntaxNode } from "./node.ts";

/** Nodes around the statements of a body, and around the one value that is given back. */
const wrappers = /^(?:statement_list|body_statement|expression_list|expression_statement|return_expression)$/;

/** The expression that a function of one statement gives back; undefined for any other function. */
export function resultOf(declaration: SyntaxNode): SyntaxNode | undefined {
  let at = childAs(declaration, "body");
  for (let steps = 0; at && steps < 6; steps += 1) {
    const inner = namedChildren(at).filter((node) => !isDocstring(node));
    if (!/^(?:block|compound_statement)$/.test(at.type) && !wrappers.test(at.type) && !at.type.startsWith("return_"))
      return at;
    if (inner.length !== 1) return undefined;
    at = inner[0];
  }
  return undefined;
}

function isDocstring(node: SyntaxNode): boolean {
  return node.type === "expression_statement" && node.children[0]?.type === "string";
}
