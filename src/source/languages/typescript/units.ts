/** Endings of names that tell a unit, longest first. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(?:Ms|_MS|_ms|Millis|_MILLIS|Milliseconds|_MILLISECONDS)$/, "ms"],
  [/(?:Secs?|_SECS?|_secs?|Seconds|_SECONDS|_seconds)$|^seconds$/, "s"],
  [/(?:Mins|_MINS?|Minutes|_MINUTES|_minutes)$|^minutes$/, "min"],
  [/(?:Hours|_HOURS|_hours)$|^hours$/, "h"],
  [/(?:Days|_DAYS|_days)$|^days$/, "d"],
  [/(?:Kb|KB|_KB|Kilobytes|_KILOBYTES)$/, "KiB"],
  [/(?:Mb|MB|_MB|Megabytes|_MEGABYTES)$/, "MiB"],
  [/(?:Gb|GB|_GB|Gigabytes|_GIGABYTES)$/, "GiB"],
  [/(?:Bytes|_BYTES|_bytes)$|^bytes$/, "B"],
  [/(?:Percent|_PERCENT|_percent)$/, "%"],
];

/** The unit that a name tells (`timeoutMs`, `MAX_BYTES`); undefined when it tells none. */
export function unitOfName(name: string): string | undefined {
  return endings.find(([pattern]) => pattern.test(name))?.[1];
}
