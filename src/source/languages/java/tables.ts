import type { PrefixTest } from "../general/prefixes.ts";
import type { AnnotationPattern, CallPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that Java servers and clients use. */
export const calls: readonly CallPattern[] = [
  { callee: ["System.getenv", "*.getenv"], role: "env-read", value: 0 },
  { callee: ["*.getProperty", "*.getRequiredProperty"], role: "key-read", value: 0, default: 1 },
  {
    callee: ["*.getHeader", "*.getHeaders", "*eaders.getFirst", "*eaders.get", "*.headers().get", "*.getHeaderString"],
    role: "header-read",
    value: 0,
  },
  {
    callee: ["*.setHeader", "*.addHeader", "*eaders.set", "*eaders.add", "*eaders.put", "*.header"],
    role: "header-sent",
    value: 0,
    least: 2,
  },
  {
    callee: ["*.setBearerAuth"],
    role: "scheme-sent",
    value: 0,
    constant: "Bearer",
    scope: { header: "Authorization" },
  },
  { callee: ["*.setBasicAuth"], role: "scheme-sent", value: 0, constant: "Basic", scope: { header: "Authorization" } },
  {
    callee: ["ResponseEntity.status", "Response.status", "*.sendError", "*.setStatus", "ResponseStatusException"],
    role: "status-returned",
    value: 0,
  },
  { callee: ["System.exit", "*.halt"], role: "exit-code", value: 0 },
];

/** Annotations of parameters and fields. */
export const annotations: readonly AnnotationPattern[] = [
  {
    name: ["RequestHeader", "HeaderParam", "Header"],
    role: "header-read",
    value: ["value", "name", 0],
    default: "defaultValue",
  },
  {
    name: ["RequestParam", "QueryParam", "QueryValue"],
    role: "key-declared",
    value: ["value", "name", 0],
    default: "defaultValue",
  },
  { name: ["JsonProperty", "SerializedName"], role: "key-declared", value: ["value", 0] },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["*.startsWith"], value: 0, subject: "receiver" },
  { callee: ["StringUtils.removeStart", "StringUtils.startsWith*"], value: 1, subject: 0 },
  { callee: ["Pattern.compile", "*.matches"], value: 0, subject: 1, regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "*log*.*",
  "*LOG*.*",
  "System.out.*",
  "System.err.*",
  "Assert.*",
  "Preconditions.*",
  "Objects.requireNonNull",
];
