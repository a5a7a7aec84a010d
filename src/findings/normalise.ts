import type { Normalisation } from "../types/index.ts";

type Step = (value: string) => string;

/** One spelling for every way to write a path or URL parameter. */
const parameter = /\$\{[^}]*\}|\{[^}]*\}|<[^>]*>|(?<=\/):[A-Za-z_]\w*|\[[A-Za-z_.]+\]/g;

const steps = {
  case: (value) => value.toLowerCase(),
  quotes: (value) => value.trim().replace(/^(["'`])(.*)\1$/s, "$2"),
  "trailing-slash": (value) => (value.length > 1 ? value.replace(/\/+$/, "") : value),
  "url-parameters": (value) => value.replace(parameter, "{}"),
  number: (value) => numberOf(value) ?? value,
  unit: (value) => quantityOf(value) ?? value,
  dashes: (value) =>
    value
      .toLowerCase()
      .replace(/^-+/, "")
      .replace(/[-_\s]+/g, "-"),
} as const satisfies Record<Normalisation, Step>;

/** A value in the one spelling in which values of its kind are compared. */
export function normalise(value: string, wanted: readonly Normalisation[]): string {
  return wanted.reduce((result, step) => steps[step](result), value.trim());
}

/** Factors of products such as `15 * 60`; longer texts are no arithmetic. */
const arithmetic = /^[\d\s_,.*+()e-]{1,60}$/i;

/** A number or product in its shortest spelling; undefined when it is none. */
function numberOf(value: string): string | undefined {
  const text = value.trim();
  if (!/\d/.test(text) || !arithmetic.test(text)) return undefined;
  const factors = text.split("*").map((part) =>
    part
      .trim()
      .replace(/^\((.*)\)$/, "$1")
      .replace(/[_\s]/g, "")
      .replace(/,(?=\d{3}\b)/g, ""),
  );
  const numbers = factors.map((part) => (/^-?\d+(?:\.\d+)?(?:e\d+)?$/i.test(part) ? Number(part) : Number.NaN));
  const product = numbers.reduce((result, factor) => result * factor, 1);
  return Number.isFinite(product) ? String(product) : undefined;
}

/** What a unit is worth in the base unit of its family; ambiguous words (`m`, `k`) are left out. */
const units: Readonly<Record<string, readonly [string, number]>> = {
  ms: ["s", 0.001],
  millisecond: ["s", 0.001],
  s: ["s", 1],
  sec: ["s", 1],
  second: ["s", 1],
  min: ["s", 60],
  minute: ["s", 60],
  h: ["s", 3600],
  hr: ["s", 3600],
  hour: ["s", 3600],
  d: ["s", 86_400],
  day: ["s", 86_400],
  week: ["s", 604_800],
  b: ["B", 1],
  byte: ["B", 1],
  kb: ["B", 1000],
  kib: ["B", 1024],
  mb: ["B", 1_000_000],
  mib: ["B", 1_048_576],
  gb: ["B", 1_000_000_000],
  gib: ["B", 1_073_741_824],
  "%": ["%", 1],
  percent: ["%", 1],
};

/** Short words for units, by the family of what they are compared with: `1m` is a minute beside a duration. */
const shortUnits: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  m: [
    ["s", 60],
    ["B", 1_000_000],
    ["B", 1_048_576],
  ],
  k: [
    ["B", 1000],
    ["B", 1024],
  ],
  g: [
    ["B", 1_000_000_000],
    ["B", 1_073_741_824],
  ],
  t: [
    ["B", 1_000_000_000_000],
    ["B", 1_099_511_627_776],
  ],
};
/** Units of size that are written for powers of 1,000 and of 1,024 alike. */
const looseUnits: Readonly<Record<string, number>> = { kb: 1024, mb: 1_048_576, gb: 1_073_741_824 };

/**
 * Every amount that a text may state, each in its base unit: `1 MB` is 1,000,000 or 1,048,576 bytes, `1m` a minute or
 * such a size. Empty when the text is not a number with a known unit.
 */
export function quantitiesOf(value: string): readonly string[] {
  const { number = "", unit = "" } =
    /^(?<number>[\d\s_,.*]+?)\s*-?\s*(?<unit>[A-Za-z]+)$/.exec(durationInWords(value.trim()))?.groups ?? {};
  const amount = numberOf(number);
  const exact = quantityOf(value);
  if (amount === undefined) return exact === undefined ? [] : [exact];
  const loose = looseUnits[unit.toLowerCase()];
  const readings = [
    ...(shortUnits[unit.toLowerCase()] ?? []),
    ...(loose === undefined ? [] : [["B", loose] as const]),
  ].map(([base, factor]) => `${Number((Number(amount) * factor).toPrecision(12))} ${base}`);
  return [...(exact === undefined ? [] : [exact]), ...readings];
}

/** How Go, Rust, Java and Python write a duration, with where its number and its unit stand. */
const durations: readonly RegExp[] = [
  /^(?:(?<number>[\d_]+)\s*\*\s*)?time\.(?<unit>Hour|Minute|Second|Millisecond)$/,
  /^time\.(?<unit>Hour|Minute|Second|Millisecond)\s*\*\s*(?<number>[\d_]+)$/,
  /^(?:\w+::)*Duration::from_(?<unit>secs|millis|mins|hours)\((?<number>[\d_]+)\)$/,
  /^(?:\w+\.)*Duration\.of(?<unit>Seconds|Millis|Minutes|Hours|Days)\((?<number>[\d_]+)L?\)$/,
  /^(?:\w+\.)*timedelta\((?<unit>milliseconds|seconds|minutes|hours|days)=(?<number>[\d_]+)\)$/,
];
const unitsOfCode: Readonly<Record<string, string>> = { millis: "ms", secs: "s", mins: "min" };

/** Parts of a duration as programs print it, in seconds: `1h30m0s`. */
const printedParts: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** `1m30s` as `90 seconds`; undefined for what has one part, or none. */
function printedInWords(value: string): string | undefined {
  if (!/^(?:\d+h)?\s?(?:\d+m)?\s?(?:\d+(?:\.\d+)?s)?\s?(?:\d+ms)?$/.test(value)) return undefined;
  const parts = [...value.matchAll(/([\d.]+)([a-z]+)/g)];
  const seconds = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (printedParts[unit] ?? 0), 0);
  return parts.length < 2 ? undefined : `${Number(seconds.toPrecision(12))} seconds`;
}

/** A duration that is written as code or printed, in words: `2 * time.Minute` is `2 minute`; any other text as it is. */
function durationInWords(value: string): string {
  const printed = printedInWords(value);
  if (printed !== undefined) return printed;
  for (const form of durations) {
    const { number = "1", unit } = form.exec(value)?.groups ?? {};
    if (unit !== undefined) return `${number} ${unitsOfCode[unit.toLowerCase()] ?? unit.toLowerCase()}`;
  }
  return value;
}

/** Longest parts first, in seconds: how Go prints a duration. */
const partsOfGo: readonly (readonly [unit: string, seconds: number])[] = [
  ["h", 3600],
  ["m", 60],
  ["s", 1],
];

/** So many seconds as Go prints them: 3600 are `1h0m0s`. */
function asPrinted(seconds: number): string {
  const from = partsOfGo.findIndex(([unit, size]) => seconds >= size || unit === "s");
  let rest = seconds;
  return partsOfGo
    .slice(from)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return `${count}${unit}`;
    })
    .join("");
}

/**
 * A duration such as `1 h` as the other text writes its own: `1 * time.Hour` beside `24 * time.Hour`, `1h0m0s` beside
 * `30m0s`; undefined for any other.
 */
export function asWritten(duration: string, like: string): string | undefined {
  const { number, unit = "" } = /^(?<number>[\d_]+) ?(?<unit>ms|s|min|h)$/.exec(duration)?.groups ?? {};
  const name = { ms: "Millisecond", s: "Second", min: "Minute", h: "Hour" }[unit];
  if (number === undefined) return undefined;
  if (/\btime\.[A-Z]\w+$/.test(like)) return `${number} * time.${name}`;
  const [seconds = ""] = quantityOf(duration)?.split(" ") ?? [];
  return printedInWords(like) === undefined || !/^\d+$/.test(seconds) ? undefined : asPrinted(Number(seconds));
}

/** So many bytes in the largest unit of which they are a whole number: 500000000 are `500 MB`. */
export function bytesInWords(count: string): string {
  const units = { GiB: 1_073_741_824, GB: 1_000_000_000, MiB: 1_048_576, MB: 1_000_000, KiB: 1024, kB: 1000 };
  const fit = Object.entries(units).find(([, size]) => Number(count) >= size && Number(count) % size === 0);
  return fit === undefined ? `${count} B` : `${Number(count) / fit[1]} ${fit[0]}`;
}

/** A quantity in its base unit, such as `900 s` for 15 minutes; undefined when the text is not a number with a known unit. */
export function quantityOf(value: string): string | undefined {
  const match = /^(?<number>[\d\s_,.*]+?)\s*-?\s*(?<unit>[A-Za-z%]+)$/.exec(durationInWords(value.trim()));
  const number = match?.groups?.number === undefined ? undefined : numberOf(match.groups.number);
  const name = match?.groups?.unit?.toLowerCase() ?? "";
  const unit = units[name] ?? units[name.replace(/s$/, "")];
  if (number === undefined || unit === undefined) return undefined;
  return `${Number((Number(number) * unit[1]).toPrecision(12))} ${unit[0]}`;
}
