import type { Fact } from "../../types/index.ts";
import {
  accepted,
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  some,
  strong,
  supporting,
  unproven,
} from "../draft.ts";
import { exitCodeAmongNeighbours } from "./company.ts";
import { saysWhen } from "./condition.ts";

/** Reason phrases of HTTP, each for one status alone. */
const statusOfPhrase: Readonly<Record<string, string>> = {
  "bad request": "400",
  unauthorized: "401",
  forbidden: "403",
  "not found": "404",
  "method not allowed": "405",
  conflict: "409",
  gone: "410",
  "unprocessable entity": "422",
  "too many requests": "429",
  "internal server error": "500",
  "bad gateway": "502",
  "service unavailable": "503",
};

/**
 * The value stands in a role that proves it. Only two things contradict it: the phrase beside a status, when it is that of
 * another one which the source returns, and a list of exit codes that one place declares.
 */
export function present(comparison: Comparison): Draft {
  const { proof } = comparison;
  const other = statusOfWords(comparison);
  if (other !== undefined) return other;
  const proven = some(accepted(supporting(comparison), proof));
  const held = proven && exitOnSaidCondition(comparison, proven);
  if (held) return held;
  return proven ? confirmed(proven, proof) : (exitCodeAmongNeighbours(comparison) ?? unproven(comparison));
}

/** The program ends with another code, and with that one alone, on the condition that the page states beside this one. */
function exitOnSaidCondition({ claim, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  if (claim.qualifiers.type !== "exit") return undefined;
  const isOnSaid = ({ scope }: Fact): boolean => saysWhen(claim, scope.condition ?? "");
  // A place without a condition may be where all else ends.
  if (proven.some((fact) => fact.scope.condition === undefined || isOnSaid(fact))) return undefined;
  const others = strong(source.facts).filter((fact) => fact.role === "exit-code" && isOnSaid(fact));
  const [code, ...more] = new Set(others.map(({ value }) => value));
  if (code === undefined || more.length > 0) return undefined;
  return contradicted("slot-holds-other", others.slice(0, 3), code, code);
}

function statusOfWords({ claim, source }: Comparison): Draft | undefined {
  const status = statusOfPhrase[claim.qualifiers.condition?.toLowerCase() ?? ""];
  if (status === undefined || status === claim.value || claim.qualifiers.type === "exit") return undefined;
  const returned = strong(source.facts).filter(({ role }) => role === "status-returned");
  const found = returned.filter(({ value }) => value === status);
  if (found.length > 0) return contradicted("slot-holds-other", found.slice(0, 3), status, status);
  const own = returned.filter(({ value }) => value === claim.value);
  return own.length === 0 ? undefined : ambiguous("phrase-of-other", own.slice(0, 3), { status });
}
