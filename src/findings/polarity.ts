import type { Claim } from "../types/index.ts";
import {
  ambiguous,
  type Comparison,
  contradicted,
  type Draft,
  some,
  strong,
  supporting,
  unverifiable,
} from "./draft.ts";
import { isRegisteredHeader } from "./not-coined.ts";

/** A page says that something is gone: a place that still has it contradicts, a complete search without it confirms. */
export function gone(comparison: Comparison): Draft {
  const { source } = comparison;
  const still = some(strong(supporting(comparison)));
  if (still && !saysGone(comparison.claim))
    return ambiguous("several-places-differ", still.slice(0, 3), { values: comparison.claim.value });
  if (still)
    return contradicted(
      "still-present",
      still.slice(0, 3),
      `still in ${still[0].place.path}:${still[0].place.startLine}`,
    );
  if (source.skipped.length > 0)
    return unverifiable("search-incomplete", {
      files: String(source.filesSearched),
      skipped: String(source.skipped.length),
    });
  if (source.filesSearched === 0) return unverifiable("not-found", { files: "0" });
  return {
    outcome: "confirmed",
    reason: { code: "absent-as-stated", data: { files: String(source.filesSearched) } },
    facts: [],
  };
}

/** Kinds whose names mean one thing wherever they stand; a key or a symbol may be gone in one place and stay in others. */
const namesOneThing: ReadonlySet<Claim["kind"]> = new Set([
  "env-var",
  "cli-flag",
  "cli-command",
  "http-header",
  "route",
]);

/** "These responses do not include X" speaks of some of them: only that it was taken away speaks of the whole product. */
function saysGone({ kind, value, sentence }: Claim): boolean {
  const taken = /\b(?:no longer|remov\w+|drop(?:s|ped|ping)|delet(?:ed|es)|discontinued|retired|stop(?:s|ped))\b/i;
  const denied = /\b(?:not|cannot|never)\b|n['’]t\b/i;
  const isOneThing =
    namesOneThing.has(kind) && !isPlainWord(value) && !(kind === "http-header" && isRegisteredHeader(value));
  // One command takes an option that another one does not support.
  const isUnsupported = kind === "http-header" && /\bsupported\b/i.test(sentence);
  return isOneThing && (taken.test(sentence) || isUnsupported || !denied.test(sentence));
}

/** `Bearer` is a word for many things: that it stands somewhere says nothing of the one place the page means. */
function isPlainWord(value: string): boolean {
  return /^\p{L}+$/u.test(value);
}

/** A page says that `from` became the value: the new name must be there, the old one should not. */
export function renamed(comparison: Comparison): Draft {
  const { claim, source } = comparison;
  const now = some(strong(supporting(comparison)));
  const before = some(strong(supporting(comparison, claim.qualifiers.from ?? "")));
  if (now && before)
    return ambiguous("several-places-differ", [...now.slice(0, 2), ...before.slice(0, 2)], {
      values: `${claim.value}, ${claim.qualifiers.from ?? ""}`,
    });
  if (now)
    return {
      outcome: "confirmed",
      reason: { code: "renamed-as-stated", data: { from: claim.qualifiers.from ?? "" } },
      facts: now,
    };
  if (before && namesOneThing.has(claim.kind))
    return contradicted("not-renamed", before.slice(0, 3), before[0].value, before[0].value);
  return unverifiable("not-found", { files: String(source.filesSearched) });
}
