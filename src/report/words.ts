import type { Outcome, VerdictValue } from "../types/index.ts";

/** A word with the icon that goes with it; the icon never stands alone. */
export type Word = { readonly icon: string; readonly word: string; readonly meaning: string };

/** How verdicts are shown. */
export const verdictWords = {
  live: { icon: "🟢", word: "live", meaning: "customers can use this; ready to publish" },
  staged: { icon: "🔵", word: "staged", meaning: "works before production only; hold" },
  pending: { icon: "🟡", word: "pending", meaning: "merged, but customers cannot use it yet; hold" },
  blocked: { icon: "🔴", word: "blocked", meaning: "something is in the way; hold" },
  unknown: { icon: "⚪", word: "unknown", meaning: "not enough could be established; hold" },
} as const satisfies Record<VerdictValue, Word>;

/** How outcomes are shown. */
export const outcomeWords = {
  contradicted: { icon: "❌", word: "contradicted", meaning: "the source says otherwise" },
  ambiguous: { icon: "❓", word: "ambiguous", meaning: "the source says several things" },
  unverifiable: { icon: "➖", word: "unverifiable", meaning: "nothing in the source settles it" },
  confirmed: { icon: "✅", word: "confirmed", meaning: "the source says so" },
} as const satisfies Record<Outcome, Word>;
