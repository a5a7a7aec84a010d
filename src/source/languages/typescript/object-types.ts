import type ts from "typescript";
import { basesOf } from "./bases.ts";
import { report, type Scene, stretchOf } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** Objects within objects that are followed. */
const deepest = 5;
/** Characters of a type that are kept. */
const longestType = 80;

/**
 * Keys of an interface or an object type, and of the objects that they hold, by path; a closed list of each, unless the type
 * takes any key. What it extends, or is joined with, is named with the list of its own keys.
 */
export function addType(scene: Scene, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const { compiler } = scene;
  // What `declare module` says of a type is added to what it has already.
  const isAdded = compiler.isModuleBlock(node.parent);
  const { bodies, whole } = compiler.isInterfaceDeclaration(node)
    ? { bodies: [node], whole: node.heritageClauses === undefined && !isAdded }
    : keyed(scene, node.type);
  const lists = addBodies(scene, { bodies, whole, at: node }, { name: node.name.text, path: [] });
  const bases = whole || isAdded || !lists.every((list) => list.whole) ? [] : basesOf(scene, node);
  if (bases.length === 0) return;
  const members = lists.flatMap(({ keys }) => keys);
  const scope = { in: node.name.text, parent: "", extends: bases.join(";") };
  scene.facts.close({ role: "key-declared", members, scope, at: stretchOf(scene, node) });
}

type ObjectType = ts.InterfaceDeclaration | ts.TypeLiteralNode;
/** The object types that a type is made of; not whole where it is also something else. */
type ObjectTypes = { readonly bodies: readonly ObjectType[]; readonly whole: boolean };
type Owner = { readonly name: string; readonly path: readonly string[] };

/** The keys of one object type; not whole where it has others. */
type Keys = { readonly keys: readonly string[]; readonly whole: boolean };

function addBodies(
  scene: Scene,
  { bodies, whole, at }: ObjectTypes & { readonly at: ts.Node },
  owner: Owner,
): readonly Keys[] {
  const lists = bodies.map((body) => membersOf(scene, body, owner));
  const members = lists.flatMap(({ keys }) => keys);
  if (!whole || members.length === 0 || !lists.every((list) => list.whole)) return lists;
  const scope = { in: owner.name, parent: owner.path.join(".") };
  scene.facts.close({ role: "key-declared", members, scope, at: stretchOf(scene, at) });
  return lists;
}

/** The object types of a type; of a callback, those that it is given: what else it is given is not told by them. */
function keyed(scene: Scene, type: ts.TypeNode): ObjectTypes {
  const { compiler } = scene;
  const inner = compiler.isParenthesizedTypeNode(type) ? type.type : type;
  if (!compiler.isFunctionTypeNode(inner)) return objectTypes(scene, type);
  const given = inner.parameters.flatMap((parameter) => parameter.type ?? []);
  return { bodies: given.flatMap((each) => objectTypes(scene, each).bodies), whole: false };
}

function objectTypes(scene: Scene, type: ts.TypeNode): ObjectTypes {
  const { compiler } = scene;
  if (compiler.isTypeLiteralNode(type)) return { bodies: [type], whole: true };
  if (compiler.isParenthesizedTypeNode(type)) return objectTypes(scene, type.type);
  if (compiler.isIntersectionTypeNode(type)) {
    const { bodies } = partsOf(scene, type.types);
    return { bodies, whole: false };
  }
  if (compiler.isArrayTypeNode(type)) return objectTypes(scene, type.elementType);
  return compiler.isUnionTypeNode(type) ? partsOf(scene, type.types) : { bodies: [], whole: isPlain(scene, type) };
}

function partsOf(scene: Scene, types: readonly ts.TypeNode[]): ObjectTypes {
  const parts = types.map((part) => objectTypes(scene, part));
  return { bodies: parts.flatMap(({ bodies }) => bodies), whole: parts.every(({ whole }) => whole) };
}

/** True for types without keys of their own: `undefined`, `boolean`, `"matt"`. */
function isPlain({ compiler: { SyntaxKind } }: Scene, { kind }: ts.TypeNode): boolean {
  return (
    kind === SyntaxKind.UndefinedKeyword ||
    kind === SyntaxKind.BooleanKeyword ||
    kind === SyntaxKind.StringKeyword ||
    kind === SyntaxKind.NumberKeyword ||
    kind === SyntaxKind.LiteralType ||
    kind === SyntaxKind.FunctionType
  );
}

function membersOf(scene: Scene, body: ObjectType, owner: Owner): Keys {
  const { compiler } = scene;
  const keys: string[] = [];
  for (const member of body.members) {
    const key = member.name === undefined ? undefined : propertyNameOf(compiler, member.name);
    const isMethod = compiler.isMethodSignature(member);
    if (key === undefined || !(isMethod || compiler.isPropertySignature(member))) continue;
    const path = [...owner.path, key];
    keys.push(path.join("."));
    // A method is reported as a member.
    if (isMethod) continue;
    const inner = member.type === undefined ? nothing : keyed(scene, member.type);
    const type =
      inner.bodies.length > 0 ? undefined : member.type?.getText().replace(/\s+/g, " ").slice(0, longestType);
    report(scene, { role: "key-declared", value: path.join("."), at: member, scope: { in: owner.name, type } });
    if (inner.bodies.length > 0 && path.length < deepest)
      addBodies(scene, { ...inner, at: member }, { name: owner.name, path });
  }
  return { keys, whole: keys.length === body.members.length };
}

const nothing: ObjectTypes = { bodies: [], whole: false };
