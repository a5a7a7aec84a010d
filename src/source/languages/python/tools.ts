import { lastName } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Tools of MCP servers, `__all__`, and required environment variables listed in loops. */
export const toolStep: Step = (reading) => {
  addDecoratedTools(reading);
  for (const call of reading.module.calls) {
    if (!/(?:^|\.)(?:types\.)?(?:Tool|Prompt)$/.test(call.callee)) continue;
    const name = select(call.args, ["name", 0]);
    const known = name ? reading.evaluator.evaluate(name, call.in) : undefined;
    if (name && known?.kind === "text" && known.complete)
      reading.facts.add({
        role: "exported",
        value: known.text,
        at: name.node,
        scope: { type: lastName(call.callee).toLowerCase(), module: "mcp" },
        via: known.via,
      });
    const schema = select(call.args, ["inputSchema", "input_schema"]);
    if (schema && known) addSchemaKeys(reading, schema, known.text);
  }
  addAll(reading);
};

/** `@mcp.tool()` and its like make the function's name, or the name they state, a tool's. */
function addDecoratedTools(reading: Reading): void {
  for (const shape of reading.module.functions) {
    for (const annotation of shape.annotations) {
      const verb = lastName(annotation.name);
      if (!/^(?:tool|prompt|resource)$/.test(verb) || !annotation.name.includes(".")) continue;
      const stated = select(annotation.args, ["name", 0]);
      const known = stated ? reading.evaluator.evaluate(stated, "") : undefined;
      const value = known?.kind === "text" ? known.text : shape.name;
      reading.facts.add({ role: "exported", value, at: annotation.node, scope: { type: verb, module: "mcp" } });
      for (const param of shape.params) {
        if (!/Context$/.test(param.type))
          reading.facts.add({
            role: "key-declared",
            value: param.name,
            at: param.node,
            scope: { in: value, type: param.type },
          });
      }
    }
  }
}

function addSchemaKeys(reading: Reading, schema: NonNullable<ReturnType<typeof select>>, tool: string): void {
  if (schema.is !== "map") return;
  const properties = schema.entries.find(({ key }) => key.is === "text" && key.parts.join("") === "properties")?.value;
  if (properties?.is !== "map") return;
  const names = properties.entries.flatMap(({ key, value }) => {
    if (key.is !== "text") return [];
    const name = key.parts.join("");
    const fallback =
      value.is === "map"
        ? value.entries.find((entry) => entry.key.is === "text" && entry.key.parts.join("") === "default")
        : undefined;
    const known = fallback ? reading.evaluator.evaluate(fallback.value, "") : undefined;
    reading.facts.add({ role: "key-declared", value: name, at: key.node, scope: { in: tool }, default: known?.text });
    if (known && fallback)
      reading.facts.add({
        role: "default",
        value: known.text,
        at: fallback.value.node,
        scope: { subject: name, in: tool },
      });
    return [name];
  });
  reading.facts.close({ role: "key-declared", scope: { in: tool }, members: names, at: properties.node });
}

function addAll(reading: Reading): void {
  const all = reading.module.bindings.find(({ name, in: within }) => name === "__all__" && within === "");
  if (all?.value.is !== "list") return;
  const members = all.value.items.flatMap((item) => (item.is === "text" ? [item.parts.join("")] : []));
  const module = reading.module.path
    .replace(/(?:\/__init__)?\.pyi?$/, "")
    .replace(/^(?:.*\/)?src\//, "")
    .replaceAll("/", ".");
  for (const value of members)
    reading.facts.add({
      role: "exported",
      value,
      at: all.node,
      scope: { module, type: textOf(all.node).startsWith("__all__") ? "public" : "" },
    });
  if (members.length === all.value.items.length)
    reading.facts.close({ role: "exported", scope: { module }, members, at: all.node });
}
