import { kebab } from "../syntax/case.ts";
import type { Call, Expression, TypeShape, Within } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { unitOfName } from "../syntax/number.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { addValued, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** OptionParser and Thor, Rack's environment names, and the defaults of `||`. */
export const commandStep: Step = (reading) => {
  const options = [
    ...reading.module.calls.flatMap((call) => parserOption(reading, call)),
    ...reading.module.types.flatMap((type) => thorOptions(reading, type)),
  ];
  for (const option of options) addOption(reading, option);
  closeOptions(reading, options, { incomplete: new Set(), everywhere: ["--help", "-h", "--version", "-v"] });
  for (const index of reading.module.indexes) addRackHeader(reading, index);
  for (const comparison of reading.module.comparisons) addFallback(reading, comparison);
  for (const call of reading.module.calls) addValidation(reading, call);
};

/** `opts.on("-p", "--port PORT", Integer, "help")`; `--[no-]x` is two names. */
function parserOption(reading: Reading, call: Call & Within): DeclaredOption[] {
  if (!/\.(?:on|on_tail|on_head)$/.test(call.callee)) return [];
  const texts = call.args.flatMap(({ value, name }) =>
    name === undefined ? (reading.evaluator.evaluate(value, call.in)?.text ?? []) : [],
  );
  const names = texts.filter((text) => /^--?[\w[]/.test(text)).flatMap(withNegation);
  const ordered = names.sort((a, b) => Number(b.startsWith("--")) - Number(a.startsWith("--")));
  return ordered.length === 0
    ? []
    : [{ names: ordered, command: "", in: call.in, node: call.args[0]?.value.node ?? call.node }];
}

function withNegation(text: string): string[] {
  const [name = ""] = text.split(/[\s=]/);
  const plain = name.replace("[no-]", "");
  return name.includes("[no-]") ? [plain, name.replace("[no-]", "no-")] : [plain];
}

/** Thor: `option :fast, default: true` before the method that is the command. */
function thorOptions(reading: Reading, type: TypeShape): DeclaredOption[] {
  if (!type.bases.some((base) => /^Thor\b|ThorBase|CLI$/.test(base))) return [];
  const owner = joinNames(type.in, type.name);
  const methods = reading.module.functions.filter((shape) => shape.in === owner);
  const calls = reading.module.calls.filter((call) => call.in === owner);
  for (const call of calls.filter(({ callee }) => callee === "desc")) {
    const usage = textIn(reading, call.args[0]?.value)?.split(" ")[0];
    if (usage !== undefined) reading.facts.add({ role: "command-declared", value: usage, at: call.node });
  }
  return calls.flatMap((call): DeclaredOption[] => {
    const name = /^(?:option|method_option|class_option)$/.test(call.callee)
      ? textIn(reading, call.args[0]?.value)
      : undefined;
    if (name === undefined) return [];
    const method = methods.find(({ node }) => node.start > call.node.start);
    const command = call.callee === "class_option" ? "" : kebab(method?.name ?? "");
    const alias = select(call.args, "aliases");
    const short = textIn(reading, alias?.is === "list" ? alias.items[0] : alias);
    return [
      {
        names: short === undefined ? [`--${kebab(name)}`] : [`--${kebab(name)}`, short],
        command,
        default: select(call.args, "default"),
        type: textIn(reading, select(call.args, "type")),
        in: owner,
        node: call.node,
        open: true,
      },
    ];
  });
}

/** `env["HTTP_X_API_KEY"]` is the header X-API-KEY. */
function addRackHeader(reading: Reading, index: Within & { object: string; key: Expression }): void {
  const known = /env$/.test(index.object) ? reading.evaluator.evaluate(index.key, index.in) : undefined;
  const header = /^HTTP_([A-Z0-9_]+)$/.exec(known?.text ?? "")?.[1];
  if (known && header !== undefined)
    reading.facts.add({
      role: "header-read",
      value: header.replaceAll("_", "-"),
      at: index.key.node,
      scope: { in: index.in },
      via: [known.text],
    });
}

/** `ENV["X"] || "d"`. */
function addFallback(
  reading: Reading,
  { operator, left, right, in: within }: Within & { operator: string; left: Expression; right: Expression },
): void {
  if ((operator === "||" || operator === "or") && left.is === "index" && left.object === "ENV")
    addValued(reading, { role: "env-read", value: left.key, default: right, in: within });
}

/** `validates :name, length: { maximum: 50 }`. */
function addValidation(reading: Reading, call: Call & Within): void {
  const length = lastName(call.callee) === "validates" ? select(call.args, ["length", "numericality"]) : undefined;
  const subject = textIn(reading, call.args[0]?.value);
  if (length?.is !== "map" || subject === undefined) return;
  for (const { key, value } of length.entries) {
    const bound = {
      maximum: "max",
      less_than_or_equal_to: "max",
      less_than: "max",
      minimum: "min",
      greater_than_or_equal_to: "min",
      greater_than: "min",
    }[textIn(reading, key) ?? ""];
    const known = bound ? reading.evaluator.evaluate(value, call.in) : undefined;
    if (bound && known?.kind === "number")
      reading.facts.add({
        role: "limit",
        value: known.text,
        at: value.node,
        scope: { subject, bound, unit: unitOfName(subject), in: call.in },
      });
  }
}

function textIn(reading: Reading, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}
