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

/** Endings of names that state the unit of a number. `min` is left out: it means minimum as often. */
const unitWords: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[_\W])(?:ms|msecs?|millis|milliseconds?)$|(?:Ms|Msecs?|Millis|Milliseconds?)$/i, "ms"],
  [/(?:^|[_\W])(?:s|secs?|seconds?)$|[a-z](?:Secs?|Seconds?)$/, "s"],
  [/_(?:S|SECS?|SECONDS?)$/, "s"],
  [/(?:^|[_\W])(?:mins|minutes?)$|Minutes?$|_(?:MINS|MINUTES?)$/, "min"],
  [/(?:^|[_\W])(?:hrs|hours?)$|Hours?$|_(?:HRS|HOURS?)$/, "h"],
  [/(?:^|[_\W])(?:days?)$|[a-z]Days?$|_DAYS?$/, "d"],
  [/(?:^|[_\W])bytes$|Bytes$|_BYTES$/, "B"],
  [/(?:^|[_\W])kib$|KiB$|_KIB$/, "KiB"],
  [/(?:^|[_\W])mib$|MiB$|_MIB$/, "MiB"],
  [/(?:^|[_\W])gib$|GiB$|_GIB$/, "GiB"],
  [/(?:^|[_\W])kb$|K[bB]$|_KB$/, "kB"],
  [/(?:^|[_\W])(?:mb|megabytes)$|M[bB]$|_MB$/, "MB"],
  [/(?:^|[_\W])gb$|G[bB]$|_GB$/, "GB"],
  [/(?:^|[_\W])(?:percent|pct)$|Percent$|_(?:PERCENT|PCT)$/, "%"],
];

/** Unit that a name ends in: `timeout_ms`, `maxSizeBytes`; undefined when it states none. */
export function unitOfName(name: string): string | undefined {
  if (/per_?(?:sec(?:ond)?|min(?:ute)?|hour|day)s?$/i.test(name)) return undefined;
  return unitWords.find(([pattern]) => pattern.test(name))?.[1];
}
