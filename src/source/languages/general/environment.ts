import type { Value } from "../syntax/evaluate.ts";
import type { Call, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { addValued } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** What a web server puts into the environment of a request. */
const ofRequest =
  /^(?:HTTP_.*|REQUEST_.*|SERVER_.*|REMOTE_.*|SCRIPT_NAME|PATH_INFO|QUERY_STRING|CONTENT_(?:TYPE|LENGTH))$/;

/**
 * Adds what a project's own wrappers read: `getEnvInt("PORT", 8080)`, `env_or("PORT", "8080")`, and an environment that is
 * given to it: `env["KILN_HEAT"]`.
 */
export const wrappedEnvironmentStep: Step = (reading) => {
  const written = new Set(reading.module.writes.map(({ key }) => key.node.start));
  for (const { object, key, in: within } of reading.module.indexes) {
    if (!/^@?env(?:ironment)?$/.test(lastName(object)) || key.is !== "text" || written.has(key.node.start)) continue;
    const name = key.parts.join("");
    if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name) && !ofRequest.test(name))
      addValued(reading, { role: "env-read", value: key, in: within });
  }
  for (const call of reading.module.calls) addWrapped(reading, call);
};

function addWrapped(reading: Reading, call: Call & Within): void {
  const [name] = call.args;
  if (!/env/i.test(lastName(call.callee)) || name === undefined || name.name !== undefined) return;
  if (name.value.is === "name") {
    addNamed(reading, call, name.value);
    return;
  }
  if (name.value.is !== "text") return;
  const variable = name.value.parts.join("");
  if (!/^[A-Z][A-Z0-9_]{2,}$/.test(variable)) return;
  const stated = statedFallback(call);
  const isTruth = /bool/i.test(lastName(call.callee));
  if (!isTruth && stated !== "none") {
    addValued(reading, { role: "env-read", value: name.value, default: stated, in: call.in, node: call.node });
    return;
  }
  const known =
    stated === "none" ? declaredFallback(reading, call) : stated && reading.evaluator.evaluate(stated, call.in);
  const text = known?.text === "" || known?.kind === "none" ? undefined : known?.text;
  const value = isTruth && text !== undefined ? truthOf(text) : text;
  const { in: within, node: at } = call;
  const via = known?.via ?? [];
  reading.facts.add({
    role: "env-read",
    value: variable,
    at,
    text: name.value.node,
    scope: { in: within },
    default: value,
    via,
  });
  if (value !== undefined)
    reading.facts.add({ role: "default", value, at, scope: { subject: variable, unit: known?.unit, in: within }, via });
}

/** A variable whose name is a constant: `env.ParseNumFromEnv(envShelves, defaultShelves, 1, 9)`. */
function addNamed(reading: Reading, call: Call & Within, value: Expression): void {
  const known = reading.evaluator.evaluate(value, call.in);
  if (known?.kind !== "text" || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(known.text)) return;
  const fallback = call.args[1]?.value;
  const amount = fallback?.is === "name" ? reading.evaluator.evaluate(fallback, call.in) : undefined;
  // Choices and converters have names too, and are no numbers.
  const stated = amount?.kind === "number" ? fallback : statedFallback(call);
  const isBool = /bool|enabled/i.test(lastName(call.callee));
  const { in: within, node } = call;
  addValued(reading, {
    role: "env-read",
    value,
    default: stated === "none" || isBool ? undefined : stated,
    in: within,
    node,
  });
}

/** What a call states for a variable that is not set; undefined when it cannot be told, "none" when it states nothing. */
function statedFallback({ args }: Call): Expression | undefined | "none" {
  const named = args.find(({ name }) => name !== undefined && /^(?:default|fallback)(?:_?value)?$/i.test(name));
  const fallback = named ?? args.filter(({ name }) => name === undefined)[1];
  if (fallback === undefined) return args.length > 1 ? undefined : "none";
  const { is } = fallback.value;
  // Choices and converters stand there, too.
  return is === "name" || is === "other" || is === "list" || is === "map" ? undefined : fallback.value;
}

/** The default that the wrapper itself declares for it. */
function declaredFallback(reading: Reading, call: Call & Within): Value | undefined {
  const found = reading.evaluator.declarationOf(call.callee, call.in);
  const shapes = found?.module.functions.filter(({ name }) => name === lastName(found.path)) ?? [];
  const values = shapes.flatMap(({ params: [, second] }) =>
    second?.value !== undefined && /default|fallback/i.test(second.name) ? [second.value] : [],
  );
  const [only, ...more] = values.filter(({ is }) => is === "text" || is === "number" || is === "boolean");
  return only === undefined || more.length > 0 ? undefined : reading.evaluator.evaluate(only, call.in);
}

/** Words that readers of truth values take for `true` and `false`. */
function truthOf(text: string): string | undefined {
  if (/^(?:true|1|yes|y|t|on)$/i.test(text)) return "true";
  return /^(?:false|0|no|n|f|off)$/i.test(text) ? "false" : undefined;
}
