import type { Fact } from "../types/index.ts";

const strengthOrder = { code: 0, config: 1, test: 3, prose: 2, comment: 4 };

/** True for what code or configuration says. */
export function isStrong({ strength }: Fact): boolean {
  return strength === "code" || strength === "config";
}

/** What code says first, then by place. */
export function byStrength(a: Fact, b: Fact): number {
  return strengthOrder[a.strength] - strengthOrder[b.strength] || byPlace(a, b);
}

/** By path, then by line. */
export function byPlace(a: Pick<Fact, "place">, b: Pick<Fact, "place">): number {
  if (a.place.path !== b.place.path) return a.place.path < b.place.path ? -1 : 1;
  return a.place.startLine - b.place.startLine;
}
