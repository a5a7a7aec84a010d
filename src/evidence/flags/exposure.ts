import type { FlagFacts } from "../../types/index.ts";

/** Where a flag stands in one environment. */
export type FlagExposure = FlagFacts["environments"][number];

/** Where a flag stands, without the name of the environment. */
export type Exposure = Omit<FlagExposure, "name">;

/** An archived flag with what its environments said; `everyone` becomes `unknown`: an archived flag proves nothing. */
export function archivedFlag(environments: readonly FlagExposure[]): FlagFacts {
  return {
    archived: true,
    environments: environments.map((one) =>
      one.state === "everyone" ? { name: one.name, state: "unknown", how: "archived" } : one,
    ),
  };
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** One rule of a flag: the percentage of its people that get `true`, and what keeps it from reaching everyone. */
export type ServedRule = { readonly share: number; readonly limits: readonly string[] };

/** Rules of which the first that matches decides, and the percentage for those whom none matches. */
export function exposureOfFirst(rules: readonly ServedRule[], otherwise: number): Exposure {
  const end = rules.findIndex(({ limits }) => limits.length === 0);
  const limited = end < 0 ? rules : rules.slice(0, end);
  const rest = rules[end]?.share ?? otherwise;
  const shares = [...limited.map(({ share }) => share), rest];
  if (shares.every((share) => share === 100)) return { state: "everyone" };
  if (shares.every((share) => share === 0)) return { state: "nobody" };
  return { state: "partial", how: [...(rest > 0 ? [`${rest} %`] : []), ...limited.map(describe)].join(", ") };
}

/** Rules of which any that matches turns the flag on. */
export function exposureOfAny(rules: readonly ServedRule[]): Exposure {
  const serving = rules.filter(({ share }) => share > 0);
  if (serving.some(({ share, limits }) => share === 100 && limits.length === 0)) return { state: "everyone" };
  return serving.length === 0 ? { state: "nobody" } : { state: "partial", how: serving.map(describe).join(", or ") };
}

function describe({ share, limits }: ServedRule): string {
  const whom = limits.join(" with ");
  if (share === 100 && whom !== "") return whom;
  return whom === "" ? `${share} %` : `${share} % of ${whom}`;
}
