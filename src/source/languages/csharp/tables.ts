import type { PrefixTest } from "../general/prefixes.ts";
import type { AnnotationPattern, CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that C# servers and clients use. */
export const calls: readonly CallPattern[] = [
  { callee: ["*eaders.TryGetValue", "*eaders.ContainsKey", "*eaders.GetValues"], role: "header-read", value: 0 },
  { callee: ["*eaders.Add", "*eaders.Append", "*eaders.TryAddWithoutValidation"], role: "header-sent", value: 0 },
  { callee: ["AuthenticationHeaderValue"], role: "scheme-sent", value: 0, scope: { header: "Authorization" } },
  {
    callee: ["StatusCode", "*.StatusCode", "Results.StatusCode", "TypedResults.StatusCode", "Results.Problem"],
    role: "status-returned",
    value: ["statusCode", 0],
  },
  { callee: ["Environment.Exit"], role: "exit-code", value: 0 },
];

/** Objects whose keys are headers or settings. */
export const indexes: readonly IndexPattern[] = [
  { object: ["*.Headers", "*eaders"], reads: "header-read", writes: "header-sent" },
];

/** Attributes of parameters and properties. */
export const annotations: readonly AnnotationPattern[] = [
  { name: ["FromHeader"], role: "header-read", value: "Name" },
  { name: ["FromQuery"], role: "key-declared", value: "Name" },
  { name: ["JsonPropertyName", "JsonProperty"], role: "key-declared", value: ["PropertyName", 0] },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["*.StartsWith"], value: 0, subject: "receiver" },
  { callee: ["Regex", "Regex.IsMatch", "Regex.Match"], value: 0, subject: 1, regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "*ogger*.*",
  "Log.*",
  "Console.*",
  "*.LogInformation",
  "*.LogWarning",
  "*.LogError",
  "*.LogDebug",
];
