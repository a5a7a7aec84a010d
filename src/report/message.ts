import type { Finding, Reason, VerdictReason } from "../types/index.ts";
import { findingSentences } from "./finding-sentences.ts";
import { fillFirst, type Phrase, type Values } from "./phrase.ts";
import { nextSentences, reasonSentences } from "./verdict-sentences.ts";

/** Why a finding is what it is; `at` is left out where the reader may not see the source. */
export function findingSentence(finding: Finding, at: string | undefined): Phrase {
  const { claim, reason, actual = "", suggestion = "" } = finding;
  const values = { ...reason.data, value: claim.value, kind: claim.kind, actual, suggestion, at: at ?? "" };
  return sentence(findingSentences, reason.code, values);
}

/** What holds or proves, as a sentence. */
export function reasonSentence(reason: Pick<VerdictReason, "code" | "data" | "subject">): Phrase {
  return sentence(reasonSentences, reason.code, { ...reason.data, subject: reason.subject });
}

/** What a person can do about it, as a sentence. */
export function nextSentence(reason: Pick<VerdictReason, "next" | "subject">): Phrase {
  return sentence(nextSentences, reason.next.code, { ...reason.next.data, subject: reason.subject });
}

/** A code of another version still gives a sentence: its own name and what it carries. */
function sentence(table: Readonly<Record<string, readonly string[]>>, code: string, values: Values): Phrase {
  const templates = Object.hasOwn(table, code) ? table[code] : undefined;
  const phrase = fillFirst(templates ?? [], values);
  return phrase.length > 0 ? phrase : unknownReason({ code, data: values });
}

function unknownReason({ code, data }: Reason): Phrase {
  const known = Object.entries(data).filter(([, value]) => value !== "");
  return [{ quoted: code }, ...known.flatMap(([name, value]) => [`, ${name} `, { quoted: value }])];
}
