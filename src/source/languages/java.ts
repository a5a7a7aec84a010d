import { generalSteps } from "./general/index.ts";
import { statusNameStep } from "./general/status-names.ts";
import { dialect } from "./java/dialect.ts";
import { javaRoutes } from "./java/routes.ts";
import { springStep } from "./java/spring.ts";
import { annotations, calls, prefixTests, speaks } from "./java/tables.ts";
import type { Language } from "./language.ts";
import { annotationStep, callStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** Java: System.getenv, Spring, JAX-RS, Micronaut, picocli. */
export const java: Language = {
  id: "java",
  files: [".java"],
  load: () =>
    loadReader("java", dialect, [
      callStep(calls),
      annotationStep(annotations),
      springStep,
      routeStep(javaRoutes),
      statusNameStep(["field_access"]),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  return path
    .replace(/^(?:.*\/)?src\/(?:main|test)\/java\//, "")
    .replace(/\.java$/, "")
    .replaceAll("/", ".");
}
