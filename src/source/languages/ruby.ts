import { generalSteps } from "./general/index.ts";
import type { Language } from "./language.ts";
import { commandStep } from "./ruby/commands.ts";
import { declaredDefaultStep } from "./ruby/declared-defaults.ts";
import { dialect } from "./ruby/dialect.ts";
import { rubyRoutes } from "./ruby/routes.ts";
import { calls, indexes, prefixTests, speaks } from "./ruby/tables.ts";
import { callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** Ruby: ENV, Rails routes and controllers, Sinatra, Rack, OptionParser, Thor. */
export const ruby: Language = {
  id: "ruby",
  files: [".rb", ".rake", ".ru", "Rakefile"],
  load: () =>
    loadReader("ruby", dialect, [
      commandStep,
      declaredDefaultStep,
      callStep(calls),
      indexStep(indexes),
      routeStep(rubyRoutes),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  return path.replace(/^(?:.*\/)?(?:lib|app\/\w+)\//, "").replace(/\.rb$/, "");
}
