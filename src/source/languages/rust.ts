import { generalSteps } from "./general/index.ts";
import { statusNameStep } from "./general/status-names.ts";
import type { Language } from "./language.ts";
import { builderStep } from "./rust/builders.ts";
import { clapStep } from "./rust/clap.ts";
import { defaultImplStep } from "./rust/default-impls.ts";
import { dialect } from "./rust/dialect.ts";
import { environmentStep } from "./rust/environment.ts";
import { argMacroStep, macroOptionStep } from "./rust/macro-options.ts";
import { responseStep } from "./rust/responses.ts";
import { rustRoutes } from "./rust/routes.ts";
import { serdeStep } from "./rust/serde.ts";
import { settingsStep } from "./rust/settings.ts";
import { calls, indexes, prefixTests, speaks } from "./rust/tables.ts";
import { callStep, indexStep } from "./syntax/patterns.ts";
import { loadReader } from "./syntax/reading.ts";
import { routeStep } from "./syntax/routes.ts";

/** Rust: std::env, clap, serde, axum, actix, rocket, reqwest. */
export const rust: Language = {
  id: "rust",
  files: [".rs"],
  load: () =>
    loadReader("rust", dialect, [
      environmentStep,
      callStep(calls),
      indexStep(indexes),
      clapStep,
      macroOptionStep,
      argMacroStep,
      builderStep,
      serdeStep,
      defaultImplStep,
      settingsStep,
      routeStep(rustRoutes),
      responseStep,
      statusNameStep(["scoped_identifier"]),
      ...generalSteps({ moduleNameOf, speaks, prefixTests }),
    ]),
};

function moduleNameOf(path: string): string {
  const [, crate = "", rest = path] = /^(?:(?:.*\/)?([^/]+)\/)?src\/(.*)$/.exec(path) ?? [];
  const inner = rest.replace(/\.rs$/, "").replace(/(?:^|\/)(?:lib|main|mod)$/, "");
  return [crate.replaceAll("-", "_"), ...inner.split("/")].filter((part) => part !== "").join("::");
}
