import type { Step } from "../syntax/reading.ts";
import { callOrderStep } from "./call-order.ts";
import { callValueStep } from "./call-values.ts";
import { commentStep } from "./comments.ts";
import { comparisonStep } from "./comparisons.ts";
import { constantStep } from "./constants.ts";
import { defaultObjectStep } from "./default-objects.ts";
import { wrappedEnvironmentStep } from "./environment.ts";
import { tabledEnvironmentStep } from "./environment-tables.ts";
import { namedValueStep } from "./named-values.ts";
import { type PrefixTest, prefixStep } from "./prefixes.ts";
import { statusCallStep } from "./status-calls.ts";
import { symbolStep } from "./symbols.ts";
import { textStep } from "./texts.ts";
import { truthTestStep } from "./truth-tests.ts";

/** What the steps common to all languages must know of one language. */
export type LanguageTraits = {
  /** Name by which other code imports a file. */
  readonly moduleNameOf: (path: string) => string;
  /** Calls whose texts are written for people: logs, prints, errors. */
  readonly speaks: readonly string[];
  readonly prefixTests: readonly PrefixTest[];
};

/** Steps that see the same in every language; they run last, for a text with a better role is no literal. */
export function generalSteps(traits: LanguageTraits): Step[] {
  return [
    wrappedEnvironmentStep,
    tabledEnvironmentStep,
    truthTestStep,
    constantStep,
    callValueStep,
    defaultObjectStep,
    symbolStep(traits.moduleNameOf),
    prefixStep(traits.prefixTests),
    comparisonStep,
    statusCallStep,
    namedValueStep,
    callOrderStep,
    commentStep,
    textStep(traits.speaks),
  ];
}
