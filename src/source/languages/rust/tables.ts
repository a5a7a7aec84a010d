import type { PrefixTest } from "../general/prefixes.ts";
import type { CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that Rust servers and clients use. */
export const calls: readonly CallPattern[] = [
  {
    callee: ["*headers*.get", "*.headers().get", "*headers().get", "*headers*.get_all", "*headers.contains_key"],
    role: "header-read",
    value: 0,
  },
  {
    callee: [
      "*headers*.insert",
      "*.headers_mut().insert",
      "*headers*.append",
      "*.header",
      "*.insert_header",
      "*.append_header",
    ],
    role: "header-sent",
    value: 0,
    least: 2,
  },
  { callee: ["*.bearer_auth"], role: "scheme-sent", value: 0, constant: "Bearer", scope: { header: "Authorization" } },
  { callee: ["*.basic_auth"], role: "scheme-sent", value: 0, constant: "Basic", scope: { header: "Authorization" } },
  // A builder of the crate config is told what holds where no file says it.
  { callee: ["*.set_default"], role: "key-declared", value: 0, default: 1, least: 2 },
  { callee: ["StatusCode.from_u16", "*.StatusCode.from_u16"], role: "status-returned", value: 0 },
  {
    callee: ["std.process.exit", "*.process.exit", "exit", "ExitCode.from", "*.ExitCode.from"],
    role: "exit-code",
    value: 0,
  },
];

/** Objects whose keys are headers. */
export const indexes: readonly IndexPattern[] = [{ object: ["*headers", "*.headers()"], reads: "header-read" }];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["*.starts_with", "*.strip_prefix", "*.trim_start_matches"], value: 0, subject: "receiver" },
  { callee: ["Regex.new", "*.Regex.new"], value: 0, subject: 1, regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "print*",
  "eprint*",
  "*.debug",
  "*.info",
  "*.warn",
  "*.error",
  "*.trace",
  "debug",
  "info",
  "warn",
  "error",
  "trace",
  "assert*",
  "*.expect",
  "*.context",
  "*.with_context",
  "write",
  "writeln",
];
