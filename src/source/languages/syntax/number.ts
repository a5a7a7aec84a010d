import { kebab } from "./case.ts";

/** Reads a number as languages write it: `3_145_728`, `0x1f`, `10L`, `1.5f32`; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.replaceAll("_", "").toLowerCase();
  const prefixed = /^(0x[0-9a-f]+|0b[01]+|0o[0-7]+)(?:[iu](?:8|16|32|64|128|size)|u?l{0,2}|n)?$/.exec(plain);
  if (prefixed?.[1]) return Number(prefixed[1]);
  const decimal = /^(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)(?:[iuf](?:8|16|32|64|128|size)|u?l{0,2}|[fdmn])?$/.exec(plain);
  return decimal?.[1] === undefined ? undefined : Number(decimal[1]);
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  "*": (left, right) => left * right,
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "/": (left, right) => left / right,
  "//": (left, right) => Math.floor(left / right),
  "<<": (left, right) => left * 2 ** right,
  "**": (left, right) => left ** right,
};

/** Computes one step of arithmetic; undefined where the result would not be an exact, finite number. */
export function calculate(operator: string, left: number, right: number): number | undefined {
  const result = arithmetic[operator]?.(left, right);
  return result !== undefined && Number.isFinite(result) && Math.abs(result) <= Number.MAX_SAFE_INTEGER
    ? result
    : undefined;
}

/** Last words of names that state the unit of a number. `min` is left out: it means minimum as often. */
const unitWords: Readonly<Record<string, readonly string[]>> = {
  ms: ["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"],
  s: ["s", "sec", "secs", "second", "seconds"],
  min: ["mins", "minute", "minutes"],
  h: ["hrs", "hour", "hours"],
  d: ["day", "days"],
  B: ["bytes"],
  KiB: ["kib"],
  MiB: ["mib"],
  GiB: ["gib"],
  kB: ["kb", "kilobytes"],
  MB: ["mb", "megabytes"],
  GB: ["gb", "gigabytes"],
  "%": ["percent", "pct", "percentage"],
};

const unitByWord = new Map(Object.entries(unitWords).flatMap(([unit, words]) => words.map((word) => [word, unit])));

/** Unit that a name ends in: `timeout_ms`, `maxSizeBytes`; undefined when it states none, or a rate (`per_minute`). */
export function unitOfName(name: string): string | undefined {
  const words = kebab(name.replace(/\W+$/, "")).split(/\W+/);
  const last = words.at(-1) ?? "";
  const isRate = words.at(-2) === "per" || (last === "s" && words.length === 1);
  return isRate ? undefined : unitByWord.get(last);
}

/** The unit of a value that was worked out; a bare number has the one that its name ends in. Undefined where neither states one. */
export function unitOf(
  value: { readonly kind: string; readonly unit?: string | undefined } | undefined,
  name: string,
): string | undefined {
  return value?.unit ?? (value?.kind === "number" ? unitOfName(name) : undefined);
}
