import type { Outcome, VerdictValue } from "../types/index.ts";

/** A word with the icon that goes with it; the icon never stands alone. */
export type Word = { readonly icon: string; readonly word: string; readonly meaning: string };

/** A verdict with what to do about the docs pull request. */
export type VerdictWord = Word & { readonly act: string };

/** How verdicts are shown. */
export const verdictWords = {
  live: { icon: "🟢", word: "live", meaning: "customers can use this", act: "Merge this pull request." },
  staged: { icon: "🔵", word: "staged", meaning: "works before production only", act: "Do not merge yet." },
  pending: {
    icon: "🟡",
    word: "pending",
    meaning: "the work is merged, but customers cannot use it yet",
    act: "Do not merge yet.",
  },
  blocked: { icon: "🔴", word: "blocked", meaning: "something is in the way", act: "Do not merge yet." },
  unknown: { icon: "⚪", word: "unknown", meaning: "not enough could be established", act: "Do not merge yet." },
} as const satisfies Record<VerdictValue, VerdictWord>;

/** How outcomes are shown. */
export const outcomeWords = {
  contradicted: { icon: "❌", word: "contradicted", meaning: "the source says otherwise" },
  ambiguous: { icon: "❓", word: "ambiguous", meaning: "the source says several things" },
  unverifiable: { icon: "➖", word: "unverifiable", meaning: "nothing in the source settles it" },
  confirmed: { icon: "✅", word: "confirmed", meaning: "the source says so" },
} as const satisfies Record<Outcome, Word>;
