import type { PrefixTest } from "../general/prefixes.ts";
import type { CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that PHP servers and clients use. */
export const calls: readonly CallPattern[] = [
  { callee: ["env", "getenv", "Env.get", "*.Env.get"], role: "env-read", value: 0, default: 1 },
  { callee: ["config", "Config.get"], role: "key-read", value: 0, default: 1 },
  {
    callee: ["*.getHeaderLine", "*.getHeader", "*.hasHeader", "*.headers.get", "*.headers.has"],
    role: "header-read",
    value: 0,
  },
  { callee: ["request.header", "*request.header", "request().header"], role: "header-read", value: 0, most: 2 },
  {
    callee: ["*.bearerToken"],
    role: "scheme-accepted",
    value: 0,
    constant: "Bearer",
    scope: { header: "Authorization" },
  },
  { callee: ["*.withToken"], role: "scheme-sent", value: 0, constant: "Bearer", scope: { header: "Authorization" } },
  {
    callee: ["*.withHeader", "*.headers.set", "*.setHeader", "response().header"],
    role: "header-sent",
    value: 0,
    least: 2,
  },
  {
    callee: [
      "abort",
      "abort_if",
      "abort_unless",
      "http_response_code",
      "*.setStatusCode",
      "*.withStatus",
      "*.noContent",
    ],
    role: "status-returned",
    value: 0,
  },
  {
    callee: ["*.json", "response", "JsonResponse", "*.JsonResponse", "Response", "*.Response"],
    role: "status-returned",
    value: ["status", 1],
  },
  { callee: ["HttpException", "*.HttpException"], role: "status-returned", value: ["statusCode", 0] },
  { callee: ["exit", "die"], role: "exit-code", value: 0 },
];

/** Objects whose keys are variables or headers. */
export const indexes: readonly IndexPattern[] = [
  { object: ["_ENV"], reads: "env-read" },
  { object: ["*headers"], reads: "header-read", writes: "header-sent" },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["str_starts_with", "Str.startsWith", "Str.after"], value: 1, subject: 0 },
  { callee: ["*.startsWith", "*.after"], value: 0, subject: "receiver" },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "Log.*",
  "*logger.*",
  "error_log",
  "echo",
  "trigger_error",
  "*.info",
  "*.warn",
  "*.error",
  "*.line",
];
