import { generalSteps } from "./general/index.ts";
import { statusNameStep } from "./general/status-names.ts";
import type { Language } from "./language.ts";
import { dialect } from "./php/dialect.ts";
import { frameworkStep } from "./php/framework.ts";
import { phpRoutes } from "./php/routes.ts";
import { calls, indexes, prefixTests, speaks } from "./php/tables.ts";
import { callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** PHP: getenv and settings files, Laravel, Symfony, Slim, Artisan. */
export const php: Language = {
  id: "php",
  files: [".php"],
  load: () =>
    loadReader("php", dialect, [
      frameworkStep,
      callStep(calls),
      indexStep(indexes),
      routeStep(phpRoutes),
      statusNameStep(["class_constant_access_expression"]),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  return path
    .replace(/\.php$/, "")
    .replace(/^(?:.*\/)?(?:src|app)\//, "")
    .replaceAll("/", "\\");
}
