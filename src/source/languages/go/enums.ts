import { childAs, textOf } from "../syntax/node.ts";
import type { Step } from "../syntax/reading.ts";

/** Constants of a type of their own are its members: `const Red Colour = "red"`. */
export const enumStep: Step = ({ module, evaluator, facts }) => {
  const own = new Set(module.types.map(({ name }) => name));
  const members = new Map<string, string[]>();
  for (const binding of module.bindings) {
    const type = textOf(childAs(binding.node, "type"));
    if (binding.node.type !== "const_spec" || !own.has(type)) continue;
    const known = evaluator.evaluate(binding.value, binding.in);
    const names = known?.kind === "text" ? [binding.name, known.text] : [binding.name];
    for (const value of names) facts.add({ role: "enum-member", value, at: binding.node, scope: { in: type } });
    members.set(type, [...(members.get(type) ?? []), ...names]);
  }
  for (const [type, names] of members) {
    const at = module.types.find(({ name }) => name === type)?.node;
    const untyped = module.bindings.some(({ node }) => node.type === "const_spec" && textOf(node).includes("iota"));
    if (at && !untyped) facts.close({ role: "enum-member", scope: { in: type }, members: names, at });
  }
};
