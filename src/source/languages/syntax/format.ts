import type { Argument, Expression } from "./module.ts";

const marks = {
  braces: /\{\{|\}\}|\{([\w.]*)(?:[:!][^{}]*)?\}/g,
  percent: /%%|%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]/g,
} as const;

/** Puts arguments into the marked places of a pattern; a place without argument keeps its own name. */
export function fillFormat(
  style: keyof typeof marks,
  pattern: Extract<Expression, { is: "text" }>,
  args: readonly Argument[],
): Expression {
  let next = 0;
  const argumentFor = (name: string): Expression | string => {
    const byName = args.find((argument) => argument.name === name && name !== "");
    if (byName) return byName.value;
    if (/^[A-Za-z_]/.test(name)) return { is: "name", path: name, node: pattern.node };
    const positional = args.filter((argument) => argument.name === undefined);
    const position = name === "" ? next++ : Number(name);
    return positional[position]?.value ?? "{value}";
  };
  const parts = pattern.parts.flatMap((part) => (typeof part === "string" ? split(part) : [part]));
  return { is: "text", parts, node: pattern.node };

  function split(text: string): (string | Expression)[] {
    const found: (string | Expression)[] = [];
    let from = 0;
    for (const match of text.matchAll(marks[style])) {
      found.push(text.slice(from, match.index));
      from = match.index + match[0].length;
      if (match[0].length === 2 && match[0][0] === match[0][1]) found.push(match[0][0] ?? "");
      else found.push(argumentFor(match[1] ?? ""));
    }
    return [...found, text.slice(from)];
  }
}
