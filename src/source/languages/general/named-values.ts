import { headerOfName, isKnownHeader, schemeOf } from "../syntax/headers.ts";
import type { Entry, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { childAs, type SyntaxNode, textOf } from "../syntax/node.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Names whose values are OAuth scopes. */
const scopesName =
  /^(?:oauth_?)?(?:required_?|default_?|valid_?|allowed_?|supported_?)?scopes?(?:_?supported|_?required)?$/i;

/** Adds what the name beside a value tells: headers with their schemes, and OAuth scopes. */
export const namedValueStep: Step = (reading) => {
  const { module } = reading;
  for (const map of module.maps) addHeaders(reading, map);
  for (const write of module.writes) addScheme(reading, write.key, write.value, write.in);
  for (const call of module.calls) {
    const [first, second] = call.args;
    if (first && second && first.name === undefined) addScheme(reading, first.value, second.value, call.in);
    for (const { name, value } of call.args) if (name !== undefined) addScopes(reading, name, value, call.in);
  }
  for (const binding of module.bindings) addScopes(reading, lastName(binding.name), binding.value, binding.in);
  for (const map of module.maps) {
    for (const { key, value } of map.entries) addScopes(reading, plainText(key) ?? "", value, map.in);
  }
};

function addHeaders(
  reading: Reading,
  map: Within & { readonly entries: readonly Entry[]; readonly node: SyntaxNode },
): void {
  const meant = /headers$/i.test(nameBeside(map.node));
  for (const { key, value } of map.entries) {
    const known = plainText(key) ?? (key.is === "name" ? reading.evaluator.evaluate(key, map.in)?.text : undefined);
    if (known === undefined || !/^[A-Za-z][A-Za-z0-9-]+$/.test(known)) continue;
    if (!meant && !(isKnownHeader(known) && /^[A-Z].*-|^x-|^Authorization$/i.test(known))) continue;
    reading.facts.add({ role: "header-sent", value: known, at: key.node, scope: { in: map.in } });
    addScheme(reading, key, value, map.in);
  }
}

/** The name that a value is given to: a variable, a keyword, a key. */
function nameBeside(node: SyntaxNode): string {
  for (let [above, steps] = [node.parent, 0]; above && steps < 3; [above, steps] = [above.parent, steps + 1]) {
    const name = childAs(above, "name") ?? childAs(above, "left") ?? childAs(above, "key") ?? childAs(above, "pattern");
    if (name) return textOf(name).replace(/["'\]\s]+$/, "");
  }
  return "";
}

function addScheme(reading: Reading, key: Expression, value: Expression, within: string): void {
  const header = plainText(key) ?? (key.is === "name" ? (headerOfName(key.path) ?? key.path) : "");
  const asks = /www.?authenticate$/i.test(header);
  if (!asks && !/authorization$/i.test(header)) return;
  const known = reading.evaluator.evaluate(value, within);
  const scheme =
    known?.kind === "text"
      ? (schemeOf(known.text) ?? (asks ? /^[A-Za-z]+$/.exec(known.text)?.[0] : undefined))
      : undefined;
  if (!known || scheme === undefined) return;
  const name = asks ? "WWW-Authenticate" : "Authorization";
  const role = asks ? "scheme-accepted" : "scheme-sent";
  reading.facts.add({ role, value: scheme, at: value.node, scope: { header: name, in: within }, via: known.via });
}

function addScopes(reading: Reading, name: string, value: Expression, within: string): void {
  if (!scopesName.test(name) || (value.is !== "list" && value.is !== "text")) return;
  const items = value.is === "list" ? value.items : [value];
  for (const item of items) {
    const known = reading.evaluator.evaluate(item, within);
    if (known?.kind !== "text" || !known.complete) continue;
    for (const scope of known.text.split(/[\s,]+/)) {
      if (/^[A-Za-z][\w:./-]*$/.test(scope))
        reading.facts.add({
          role: "scope-declared",
          value: scope,
          at: item.node,
          scope: { in: within },
          via: known.via,
        });
    }
  }
}

function plainText(expression: Expression): string | undefined {
  if (expression.is !== "text") return undefined;
  return expression.parts.every((part) => typeof part === "string") ? expression.parts.join("") : undefined;
}
