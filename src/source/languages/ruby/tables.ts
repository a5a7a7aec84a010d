import type { PrefixTest } from "../general/prefixes.ts";
import type { CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that Ruby servers and clients use. */
export const calls: readonly CallPattern[] = [
  { callee: ["ENV.fetch"], role: "env-read", value: 0, default: [1, "block"] },
  { callee: ["ENV.key?", "ENV.has_key?", "ENV.include?", "ENV.delete"], role: "env-read", value: 0 },
  { callee: ["*headers.fetch", "*.get_header", "*.authenticate_with_http_token"], role: "header-read", value: 0 },
  { callee: ["*.set_header", "*.header", "*.add_field"], role: "header-sent", value: 0, least: 2 },
  {
    callee: ["*authenticate_with_http_token", "*authenticate_or_request_with_http_token"],
    role: "scheme-accepted",
    value: 0,
    constant: "Bearer",
    scope: { header: "Authorization" },
  },
  {
    callee: [
      "*authenticate_or_request_with_http_basic",
      "*authenticate_with_http_basic",
      "*http_basic_authenticate_with",
    ],
    role: "scheme-accepted",
    value: 0,
    constant: "Basic",
    scope: { header: "Authorization" },
  },
  { callee: ["render", "redirect_to", "*.render", "send_data"], role: "status-returned", value: "status" },
  { callee: ["head", "halt", "status", "error", "error!"], role: "status-returned", value: 0 },
  { callee: ["exit", "exit!", "Kernel.exit", "Process.exit"], role: "exit-code", value: 0 },
];

/** Objects whose keys are variables or headers. */
export const indexes: readonly IndexPattern[] = [
  { object: ["ENV"], reads: "env-read" },
  { object: ["*headers", "*.headers"], reads: "header-read", writes: "header-sent" },
  { object: ["req", "request", "http_request"], writes: "header-sent" },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["*.start_with?", "*.delete_prefix", "*.starts_with?"], value: 0, subject: "receiver" },
  { callee: ["*.match", "*.match?", "*.sub", "*.gsub"], value: 0, subject: "receiver", regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = ["puts", "warn", "print", "p", "abort", "*logger.*", "*.logger.*"];
