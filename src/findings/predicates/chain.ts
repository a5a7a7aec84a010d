import { wordsOf } from "../../names.ts";

/** An expression that takes the first of its operands that is there, in JavaScript, PHP, C#, Python, Ruby. */
const expression = /[^\s=;,{}]+(?:\s*(?:\?\?=?|\|\|=?|\?:|\bor\b)\s*[^\s=;,{}]+)+/g;
const operator = /\s*(?:\?\?=?|\|\|=?|\?:|\bor\b)\s*/;

/** Words after a name that say in what it is counted: `--timeout` is read as `timeoutMs`. */
const unitWords = new Set(["ms", "millis", "milliseconds", "s", "sec", "secs", "seconds", "min", "minutes", "bytes"]);

/** What one expression says of the order of steps. */
export type ChainOrder = { readonly order: "forward" | "backward"; readonly operands: string };

/**
 * How the lines order the steps, when an expression of them tries each of the steps, each once; undefined when none does.
 * Steps are named by their last word, and two of one name, `--key` and `config key`, stand for two operands.
 */
export function orderInChain(lines: string, steps: readonly string[]): ChainOrder | undefined {
  const wanted = steps.map(nameOfStep).filter((name) => name !== "");
  if (new Set(wanted).size < 2) return undefined;
  for (const [text] of lines.matchAll(expression)) {
    const operands = text.split(operator);
    const tried = operands.map(nameOfOperand).filter((name) => wanted.includes(name));
    if (tried.length !== wanted.length || [...tried].sort().join() !== [...wanted].sort().join()) continue;
    return { order: tried.join() === wanted.join() ? "forward" : "backward", operands: operands.join(" before ") };
  }
  return undefined;
}

const link = /\?\?|\|\||\bor\b|\?|\bor_else\b|\benv\s*=/;

/**
 * The lines name both steps in one expression that takes the first that is there: `a ?? b`, `a || b`, `a or b`, or an
 * option that states the variable it falls back to.
 */
export function isChained(lines: string, first: string, second: string): boolean {
  const [one, two] = [lastWord(first), lastWord(second)].map((word) => word.replace(/^-+/, "").toLowerCase());
  if (!one || !two) return false;
  const text = lines.toLowerCase();
  const from = text.search(wholeName(one));
  const to = text.slice(from + 1).search(wholeName(two));
  if (from < 0 || to < 0) return false;
  return link.test(lines.slice(from, from + 1 + to));
}

function wholeName(name: string): RegExp {
  const loose = name.replace(/[.$]/g, "\\$&").replace(/-/g, "[-_]?");
  return new RegExp(`(?<![a-z0-9_])${loose}(?![a-z0-9_])`);
}

/** What is compared of a step; empty for a default. */
function nameOfStep(step: string): string {
  const last = lastWord(step);
  return last === "default" ? "" : comparable(last);
}

/** The name a step ends with: of "config `token`" the key, of "`--token <TOKEN>`" the option; empty for none. */
function lastWord(step: string): string {
  const words = step
    .replace(/<[^>]*>/g, " ")
    .split(/\s+/)
    .filter((word) => /^[\w$.-]+$/.test(word));
  return words.at(-1) ?? "";
}

/** The last name of an operand: `options.key`, `os.getenv("KEY")`, `config["key"]`. */
function nameOfOperand(operand: string): string {
  return comparable(operand.match(/[A-Za-z_$][\w$-]*/g)?.at(-1) ?? "");
}

function comparable(name: string): string {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  return (words.length > 1 && unitWords.has(last) ? words.slice(0, -1) : words).join(" ");
}
