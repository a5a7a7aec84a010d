import type ts from "typescript";
import { namesOf } from "./parameters.ts";
import type { Scene } from "./scene.ts";

/**
 * The named types of the same sources that a type extends or is joined with: all of it but its own keys. Empty where one of
 * them is no single named type, a parameter of the type, or another package's.
 */
export function basesOf(scene: Scene, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): readonly string[] {
  const { compiler } = scene;
  const parts: readonly ts.Node[] = compiler.isInterfaceDeclaration(node)
    ? (node.heritageClauses ?? []).flatMap(({ types }) => [...types])
    : compiler.isIntersectionTypeNode(node.type)
      ? node.type.types.filter((part) => !compiler.isTypeLiteralNode(part))
      : [node.type];
  const names = parts.map((part) => namesOf(part.getText(), new Map()));
  const parameters = new Set((node.typeParameters ?? []).map(({ name }) => name.text));
  const strangers = importedFromPackages(scene);
  return names.some((name) => name === "" || parameters.has(name) || strangers.has(name)) ? [] : names;
}

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Names that a file takes from packages, not from files beside it. */
function importedFromPackages({ compiler, source }: Scene): ReadonlySet<string> {
  const before = known.get(source);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (!compiler.isImportDeclaration(statement) || statement.moduleSpecifier.getText().startsWith(".", 1)) continue;
    const clause = statement.importClause;
    if (clause?.name !== undefined) names.add(clause.name.text);
    const bound = clause?.namedBindings;
    if (bound !== undefined && compiler.isNamedImports(bound))
      for (const { name } of bound.elements) names.add(name.text);
  }
  known.set(source, names);
  return names;
}
