import type { FlagFacts } from "../../types/index.ts";

/** Where a flag stands in one environment. */
export type FlagExposure = FlagFacts["environments"][number];

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
