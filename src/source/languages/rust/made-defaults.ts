import type { Expression, SourceModule, TypeShape } from "../syntax/module.ts";
import { childAs, childrenOf, descendants, namedChildren, textOf } from "../syntax/node.ts";
import { expressionOf } from "./expressions.ts";
import { nameOfField } from "./serde.ts";

/** Collections, which are empty where nothing is put into them. */
const collection = /^(?:Vec|VecDeque|HashSet|BTreeSet|IndexSet)\b/;

/**
 * The value that an expression without one of its own makes: `Vec::new()` an empty list, `Shelf::default()` the member of the
 * enumeration that is marked so, `NonZeroU8::new(7)` the number. `type` is that of the field.
 */
export function textMade(module: SourceModule, value: Expression, type: string): string | undefined {
  if (value.is === "name") return memberNamed(module, value.path);
  if (value.is !== "call") return undefined;
  const { callee, args, receiver } = value.call;
  const [, owner = "", method = ""] = /^(\w+)\.(\w+)$/.exec(callee) ?? [];
  if (/\.(?:unwrap|expect)$/.test(callee) && receiver) return textMade(module, receiver, type);
  if (callee === "vec" && args.length === 0 && textOf(value.node).replace(/\s/g, "") === "vec![]") return "[]";
  const [first] = args;
  if (/^NonZero\w+$/.test(owner) && method === "new" && first?.value.is === "number")
    return first.value.text.replaceAll("_", "");
  if (args.length > 0 || !/^(?:default|new)$/.test(method)) return undefined;
  return implied(module, owner === "Default" ? type : owner, method === "default");
}

/** What stands in a field of a type where nobody states it: no, an empty list, the member of an enumeration that is marked so. */
export function implied(module: SourceModule, type: string, byTrait = true): string | undefined {
  if (collection.test(type)) return "[]";
  if (!byTrait) return undefined;
  if (type === "bool") return "false";
  const shape = module.types.find(({ kind, name }) => kind === "enum" && name === type);
  const marked = shape?.fields.filter(({ annotations }) => annotations.some(({ name }) => name === "default"));
  const [only, ...more] = marked ?? [];
  if (shape && only && more.length === 0) return nameOfField(shape, only);
  return shape ? memberGiven(module, shape) : undefined;
}

/** The member that `impl Default` of an enumeration gives back. */
function memberGiven(module: SourceModule, { name }: TypeShape): string | undefined {
  for (const implementation of descendants(module.root, "impl_item")) {
    if (!/(?:^|::)Default$/.test(textOf(childAs(implementation, "trait")))) continue;
    if (textOf(childAs(implementation, "type")) !== name) continue;
    const body = childAs(childrenOf(childAs(implementation, "body"), "function_item")[0], "body");
    const last = namedChildren(body).at(-1);
    const value = last && namedChildren(body).length === 1 ? expressionOf(last) : undefined;
    return value?.is === "name" ? memberNamed(module, value.path.replace(/^Self\./, `${name}.`)) : undefined;
  }
  return undefined;
}

/** `Shelf.Upper` as serde writes it. */
function memberNamed(module: SourceModule, path: string): string | undefined {
  const [, enumeration, variant] = /^(\w+)\.(\w+)$/.exec(path) ?? [];
  const shape = module.types.find(({ kind, name }) => kind === "enum" && name === enumeration);
  const member = shape?.fields.find(({ name }) => name === variant);
  return shape && member ? nameOfField(shape, member) : undefined;
}
