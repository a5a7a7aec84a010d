import type { Evidence, EvidenceOf, FlagFacts, Signal } from "../types/index.ts";
import { type Freshness, isFresh } from "./ageing.ts";
import { causeOf } from "./cause.ts";
import { type About, satisfied, unknown, unsatisfied } from "./signal.ts";

type FoundFlag = Extract<EvidenceOf<"flag">, { status: "found" }>;

/** When a run decides, and which environments customers use. */
export type FlagTerms = Freshness & { readonly production: readonly string[] };

/** The signals of one feature flag: on for everyone in production, or why not. */
export function flagSignals(key: string, evidence: readonly Evidence[], terms: FlagTerms): readonly Signal[] {
  const about: About = { kind: "flag", subject: key };
  const flags = evidence.filter(
    (item): item is EvidenceOf<"flag"> => item.subject.kind === "flag" && item.subject.key === key,
  );
  if (flags.length === 0) return [unknown(about, causeOf(undefined), [])];
  return flags.map((flag) => {
    if (flag.status === "absent")
      return unknown(about, { code: "flag-not-found", data: { scope: flag.scope } }, [flag]);
    if (flag.status === "unavailable" || !isFresh(flag, terms)) return unknown(about, causeOf(flag), [flag]);
    return flagSignal(about, flag, terms.production);
  });
}

function flagSignal(about: About, flag: FoundFlag, production: readonly string[]): Signal {
  if (flag.data.archived) return unknown(about, { code: "flag-archived" }, [flag]);
  const isProduction = ({ name }: { name: string }): boolean => production.includes(name.toLowerCase());
  const customers = flag.data.environments.filter(isProduction);
  const others = flag.data.environments.filter((environment) => !isProduction(environment));
  const data = describe(flag.data);
  const states = new Set(customers.map(({ state }) => state));
  if (states.size === 0 || states.has("unknown")) return unknown(about, { code: "flag-unknown", data }, [flag]);
  if (states.has("nobody")) {
    const isStaged = others.some(({ state }) => state === "everyone" || state === "partial");
    return unsatisfied(about, { code: isStaged ? "flag-staged" : "flag-off", data }, [flag]);
  }
  if (states.has("partial")) return unsatisfied(about, { code: "flag-partial", data }, [flag]);
  return satisfied(about, { code: "flag-on", data }, [flag]);
}

function describe({ environments }: FlagFacts): Record<string, string> {
  const words = environments.map(
    ({ name, state, how }) => `${name}: ${how === undefined ? state : `${state}, ${how}`}`,
  );
  return { environments: words.join("; ") };
}
