import { type Case, fits, mishaps, type Target } from "./mishaps.ts";

/** Whether every case is tried, instead of a sample of them. */
export const isWhole = process.env.FAULT_PLAN === "all";

/** Time for one test of a plan. */
export const long = { timeout: isWhole ? 3_600_000 : 240_000 };

/** How often a mishap strikes: a write once and each time, a read each time, because once it is asked again. */
function everyCase(targets: readonly Target[]): readonly Case[] {
  return targets.flatMap((target) =>
    mishaps
      .filter((mishap) => fits(mishap, target))
      .flatMap((mishap): readonly Case[] => {
        if (mishap.at === "process") return [{ target, mishap, strikes: "once" }];
        const always: Case = { target, mishap, strikes: "always" };
        return target.writes ? [always, { target, mishap, strikes: "once" }] : [always];
      }),
  );
}

/** How many kinds of mishap a sample has, as one in so many: all, or fewer where another scene has all. */
const everyNth = { "every kind": 1, "some kinds": 3, "few kinds": 8 } as const;
export type Breadth = keyof typeof everyNth;

/** All cases in a whole plan; else one for each of the kinds, spread over the requests. */
export function casesOf(targets: readonly Target[], breadth: Breadth): readonly Case[] {
  const all = everyCase(targets);
  if (isWhole) return all;
  return mishaps.flatMap((mishap, index) => {
    if (index % everyNth[breadth] !== targets.length % everyNth[breadth]) return [];
    const own = all.filter((one) => one.mishap === mishap);
    return own.slice((index * 7) % Math.max(own.length, 1)).slice(0, 1);
  });
}

/** Of a whole plan one case in so many, spread over requests and kinds; everything of a sample. */
export function thinned(cases: readonly Case[], step: number): readonly Case[] {
  return isWhole ? cases.filter((_, index) => index % step === 0) : cases;
}

/** So many pairs of cases for two different requests, the same for the same seed. */
export function pairsOf(targets: readonly Target[], count: number, seed: number): readonly (readonly Case[])[] {
  const all = everyCase(targets).filter(({ mishap }) => mishap.at !== "process");
  let state = seed;
  const random = (below: number): number => {
    // Numerical Recipes' generator: good enough to spread, and the same everywhere.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  return Array.from({ length: count }, () => {
    const first = all[random(all.length)];
    const others = all.filter(({ target }) => target !== first?.target);
    const second = others[random(others.length)];
    return [first, second].filter((one) => one !== undefined);
  });
}
