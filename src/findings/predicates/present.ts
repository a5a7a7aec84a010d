import {
  accepted,
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
  return proven ? confirmed(proven, proof) : (exitCodeAmongNeighbours(comparison) ?? unproven(comparison));
}

function statusOfWords({ claim, source }: Comparison): Draft | undefined {
  const status = statusOfPhrase[claim.qualifiers.condition?.toLowerCase() ?? ""];
  if (status === undefined || status === claim.value || claim.qualifiers.type === "exit") return undefined;
  const found = strong(source.facts).filter(({ role, value }) => role === "status-returned" && value === status);
  return found.length === 0 ? undefined : contradicted("slot-holds-other", found.slice(0, 3), status, status);
}
