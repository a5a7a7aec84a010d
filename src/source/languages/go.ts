import { generalSteps } from "./general/index.ts";
import { statusNameStep } from "./general/status-names.ts";
import { defaultsStep } from "./go/defaults.ts";
import { dialect } from "./go/dialect.ts";
import { enumStep } from "./go/enums.ts";
import { environmentStep } from "./go/environment.ts";
import { flagFieldStep } from "./go/flag-fields.ts";
import { metricStep } from "./go/metrics.ts";
import { optionStep } from "./go/options.ts";
import { goRoutes } from "./go/routes.ts";
import { calls, indexes, prefixTests, speaks } from "./go/tables.ts";
import { tagStep } from "./go/tags.ts";
import { viperStep } from "./go/viper.ts";
import type { Language } from "./language.ts";
import { callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** Go: os and struct tags, flag, cobra, urfave, kong, viper, net/http, chi, gin, echo, fiber, gorilla, metrics of Prometheus. */
export const go: Language = {
  id: "go",
  files: [".go"],
  load: () =>
    loadReader("go", dialect, [
      environmentStep,
      callStep(calls),
      indexStep(indexes),
      tagStep,
      viperStep,
      optionStep,
      flagFieldStep,
      metricStep,
      defaultsStep,
      enumStep,
      routeStep(goRoutes),
      statusNameStep(["selector_expression"]),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  return path.split("/").at(-2) ?? "main";
}
