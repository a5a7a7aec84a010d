import type { Call, FunctionShape } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { childAs, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOf } from "../syntax/number.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Lists of more members are data, not choices. */
const mostChoices = 60;

/**
 * What callers give by name: the parameters of functions, all of them where none takes any keyword; the defaults that
 * declarations state, as in `lid = Choice(default="shut")` and `("lid", Choice(default="shut"))`; the members of named lists of words.
 */
export const keywordStep: Step = (reading) => {
  const { functions, calls, bindings } = reading.module;
  for (const shape of functions) addParameters(reading, shape);
  for (const call of calls) addDeclaredDefault(reading, call, call.in);
  for (const { name, value, constant, in: within } of bindings) {
    if (!constant || value.is !== "list" || value.items.length > mostChoices) continue;
    for (const item of value.items)
      if (item.is === "text" && item.parts.every((part) => typeof part === "string" && /^[\w.-]+$/.test(part)))
        reading.facts.add({
          role: "enum-member",
          value: item.parts.join(""),
          at: item.node,
          scope: { in: joinNames(within, name) },
        });
  }
};

function addParameters({ facts }: Reading, { name, in: within, params, node }: FunctionShape): void {
  const isPublic = !name.startsWith("_") || name === "__init__" || name === "__call__";
  if (!isPublic || params.length === 0) return;
  const scope = { in: name === "__init__" ? within : joinNames(within, name) };
  for (const param of params)
    facts.add({ role: "key-declared", value: param.name, at: param.node, scope: { ...scope, type: "parameter" } });
  const isOpen = namedChildren(childAs(node, "parameters")).some(({ type, children }) =>
    [type, ...children.map((child) => child.type)].includes("dictionary_splat_pattern"),
  );
  const members = params.map((param) => param.name);
  const at = childAs(node, "parameters") ?? node;
  if (!isOpen) facts.close({ role: "key-declared", scope, members, at });
}

/** The default of what a call declares, under the name beside the call. */
function addDeclaredDefault({ evaluator, facts }: Reading, { args, node }: Call, within: string): void {
  const stated = args.some(({ name }) => name === "default") ? select(args, "default") : undefined;
  const subject = stated === undefined ? undefined : (nameBeside(node) ?? statedName(args));
  if (stated === undefined || subject === undefined) return;
  if (nameBeside(node) === undefined)
    facts.add({ role: "key-declared", value: subject, at: node, scope: { in: within } });
  const known = evaluator.evaluate(stated, within);
  if (known === undefined || !known.complete) return;
  const unit = unitOf(known, subject);
  facts.add({ role: "default", value: known.text, at: node, scope: { subject, unit, in: within }, via: known.via });
}

/** `Setting(name="LID", default="shut")`. */
function statedName(args: Call["args"]): string | undefined {
  const stated = select(args, "name");
  return stated?.is === "text" ? /^[\w.-]+$/.exec(stated.parts.join(""))?.[0] : undefined;
}

/** `lid = …`, `lid=…` and `"lid": …`, and the first of a tuple. */
function nameBeside({ parent }: SyntaxNode): string | undefined {
  if (parent?.type === "assignment") return lastName(textOf(childAs(parent, "left")));
  if (parent?.type === "keyword_argument") return textOf(childAs(parent, "name"));
  const named = parent?.type === "pair" ? childAs(parent, "key") : undefined;
  const first = parent?.type === "tuple" ? namedChildren(parent)[0] : named;
  return first?.type === "string" ? /^["']([\w.-]+)["']$/.exec(textOf(first))?.[1] : undefined;
}
