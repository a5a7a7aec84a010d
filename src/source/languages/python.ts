import { generalSteps } from "./general/index.ts";
import type { Language } from "./language.ts";
import { cycloptsStep } from "./python/cyclopts.ts";
import { dialect } from "./python/dialect.ts";
import { fallbackStep } from "./python/fallbacks.ts";
import { itemTableStep } from "./python/item-tables.ts";
import { keywordStep } from "./python/keywords.ts";
import { optionStep } from "./python/options.ts";
import { pythonRoutes } from "./python/routes.ts";
import { schemaMapStep } from "./python/schema-maps.ts";
import { settingsStep } from "./python/settings.ts";
import { calls, indexes, prefixTests, speaks } from "./python/tables.ts";
import { takenStep } from "./python/taken.ts";
import { toolStep } from "./python/tools.ts";
import { callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** Python: os and settings classes, FastAPI, Starlette, Flask, Django, argparse, click, typer, cyclopts, voluptuous, MCP servers. */
export const python: Language = {
  id: "python",
  files: [".py", ".pyi"],
  load: () =>
    loadReader("python", dialect, [
      callStep(calls),
      indexStep(indexes),
      routeStep(pythonRoutes),
      optionStep,
      cycloptsStep,
      settingsStep,
      schemaMapStep,
      keywordStep,
      takenStep,
      fallbackStep,
      toolStep,
      itemTableStep,
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  const plain = path.replace(/\.pyi?$/, "").replace(/(?:^|\/)__init__$/, "");
  return plain.replace(/^(?:.*\/)?src\//, "").replaceAll("/", ".");
}
