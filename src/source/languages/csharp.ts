import { dialect } from "./csharp/dialect.ts";
import { csharpRoutes } from "./csharp/routes.ts";
import { settingsStep } from "./csharp/settings.ts";
import { annotations, calls, indexes, prefixTests, speaks } from "./csharp/tables.ts";
import { generalSteps } from "./general/index.ts";
import { statusNameStep } from "./general/status-names.ts";
import type { Language } from "./language.ts";
import { annotationStep, callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** C#: environment and configuration, ASP.NET controllers and minimal APIs, CommandLineParser. */
export const csharp: Language = {
  id: "csharp",
  files: [".cs"],
  load: () =>
    loadReader("csharp", dialect, [
      settingsStep,
      callStep(calls),
      indexStep(indexes),
      annotationStep(annotations),
      routeStep(csharpRoutes),
      statusNameStep(["member_access_expression"]),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  return path
    .replace(/\.cs$/, "")
    .replace(/^(?:.*\/)?src\//, "")
    .replaceAll("/", ".");
}
