import { describe, expect, it } from "vitest";
import { builtInFlagCalls } from "../../../src/source/gates/flag-calls.ts";
import { findFlagUses } from "../../../src/source/gates/flag-uses.ts";

const calls = builtInFlagCalls([
  { name: "isFeatureOn", argument: 1 },
  { name: "flags.allow", argument: 2 },
]);

const uses = (text: string, path = "src/berth.ts"): string[] =>
  findFlagUses({ path, text }, calls).map(({ flag, purpose, place }) => `${place.startLine} ${purpose} ${flag}`);

describe("places that ask for a flag", () => {
  it.each<[string, string, string[]]>([
    ["LaunchDarkly", 'if (await ldClient.boolVariation("berths", user, false)) serve();', ["1 gate berths"]],
    [
      "a name that others share, beside its vendor",
      'import { unleash } from "./x";\nif (unleash.isEnabled("berths")) a();',
      ["2 gate berths"],
    ],
    ["the same name without any vendor", 'if (button.isEnabled("berths")) a();', []],
    ["a wrapper of the configuration", "const on = isFeatureOn('berths');\nif (on) a();", ["1 gate berths"]],
    ["a wrapper with a receiver and another place", 'if (flags.allow(user, "berths")) a();', ["1 gate berths"]],
    ["a type argument", 'const x = useBooleanFlagValue<boolean>("berths", false);\nreturn x;', ["1 gate berths"]],
    ["a constant", 'const BERTHS = "new-berths";\nif (isFeatureOn(BERTHS)) a();', ["2 gate new-berths"]],
    [
      "a member of an object",
      'const Flags = { Berths: "new-berths" };\nif (isFeatureOn(Flags.Berths)) a();',
      ["2 gate new-berths"],
    ],
    ["a constant that stands elsewhere", "if (isFeatureOn(Flags.Berths)) a();", ["1 unnamed Flags.Berths"]],
    ["a composed key", 'if (isFeatureOn("berths-" + zone)) a();', ['1 unnamed "berths-" + zone']],
    ["a key that the caller hands in", "function on(flag: string) {\n  return isFeatureOn(flag);\n}", []],
    ["a definition", "function isFeatureOn(key: string) {\n  return true;\n}", []],
    ["a comment", '// isFeatureOn("berths")\n/* isFeatureOn("quay") */', []],
    ["a string", "throw new Error('call isFeatureOn(\"berths\") first');", []],
    ["an element", '<PostHogFeature flag="berths" match>\n  <Berth />\n</PostHogFeature>', ["1 gate berths"]],
    [
      "a call over several lines",
      'if (\n  client.boolVariation(\n    "berths",\n    user,\n  )\n) {\n  a();\n}',
      ["2 gate berths"],
    ],
  ])("%s", (_, text, expected) => {
    expect(uses(text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ["src/a.py", 'from ldclient import get\nif client.variation("berths", user, False):\n    serve()', "2 gate berths"],
    [
      "src/a.go",
      'import ld "github.com/launchdarkly/go-server-sdk/v7"\non, _ := client.BoolVariation("berths", who, false)\nif on {\n\tserve()\n}',
      "2 gate berths",
    ],
    ["src/a.rb", 'require "unleash"\nserve if UNLEASH.is_enabled?("berths", context)', "2 gate berths"],
    ["src/A.java", 'import io.getunleash.Unleash;\nif (unleash.isEnabled("berths")) { serve(); }', "2 gate berths"],
    ["src/A.cs", 'var on = await client.GetBooleanValueAsync("berths", false);\nif (on) Serve();', "1 gate berths"],
    ["src/a.php", '<?php // statsig\nif ($statsig->checkGate($user, "berths")) { serve(); }', "2 gate berths"],
    ["src/b.go", 'on, _ := client.BoolVariationCtx(ctx, "berths", who, false)', "1 gate berths"],
    [
      "src/b.py",
      'flags = flagsmith.get_environment_flags()\nif flags.is_feature_enabled("berths"):\n    serve()',
      "2 gate berths",
    ],
    ["src/b.tsx", 'const on = useFeatureIsOn("berths");\nreturn on ? <A /> : null;', "1 gate berths"],
    ["src/c.py", 'if posthog.feature_enabled("berths", who):\n    serve()', "1 gate berths"],
    [
      "src/c.rb",
      'on = client.fetch_boolean_value(flag_key: "berths", default_value: false)\nserve if on',
      "1 gate berths",
    ],
  ])("%s", (path, text, expected) => {
    expect(uses(text, path)).toEqual([expected]);
  });
});

describe("a flag that is only reported gates nothing", () => {
  it.each<[string, string, string]>([
    ["in the call", 'analytics.track("opened", { berths: isFeatureOn("berths") });', "analytics"],
    ["in a log", 'logger.info(`x`, isFeatureOn("berths"));', "analytics"],
    ["on a span", 'span.setAttribute("berths", isFeatureOn("berths") ? "on" : "off");', "analytics"],
    ["through a variable", 'const on = isFeatureOn("berths");\nanalytics.track("opened", { on });', "analytics"],
    [
      "through an object",
      'const facts = { on: isFeatureOn("berths") };\nposthog.capture("opened", facts);',
      "analytics",
    ],
    ["and decides as well", 'const on = isFeatureOn("berths");\ntrack("x", { on });\nif (on) serve();', "gate"],
    ["a track call inside of what it gates", 'if (isFeatureOn("berths")) {\n  analytics.track("opened");\n}', "gate"],
    ["a gate inside of a callback", 'track("x", () => {\n  if (isFeatureOn("berths")) serve();\n});', "gate"],
    ["a variable that nobody uses here", 'export const on = isFeatureOn("berths");', "gate"],
    ["a log of another receiver", 'audit.log("x", isFeatureOn("berths"));', "gate"],
  ])("%s", (_, text, purpose) => {
    expect(uses(text)).toEqual([expect.stringMatching(new RegExp(`^1 ${purpose} |^2 ${purpose} `))]);
  });
});

describe("the lines that a flag decides about", () => {
  const covered = (text: string): string[] =>
    findFlagUses({ path: "src/a.ts", text }, calls).flatMap(({ covers }) =>
      covers.map(({ first, last }) => `${first}-${last}`),
    );

  it.each<[string, string, string[]]>([
    ["a block", 'if (isFeatureOn("a")) {\n  one();\n\n  two();\n}\nthree();', ["1-4"]],
    ["a condition of several lines", 'if (\n  isFeatureOn("a") &&\n  other\n) {\n  one();\n}\ntwo();', ["1-5"]],
    ["an early return", 'function f() {\n  if (!isFeatureOn("a")) return;\n  one();\n}\ntwo();', ["2-3"]],
    [
      "an early return that is not negated",
      'function f() {\n  if (isFeatureOn("a")) return one();\n  two();\n}',
      ["2-2"],
    ],
    ["a variable", 'const on = isFeatureOn("a");\nzero();\nif (on) {\n  one();\n}\ntwo();', ["1-1", "3-4"]],
    ["Python", 'if isFeatureOn("a"):\n    one()\ntwo()', ["1-2"]],
  ])("%s", (_, text, expected) => {
    expect(covered(text)).toEqual(expected);
  });
});

it("keeps linear on hostile text", () => {
  const started = performance.now();
  for (const text of ["isFeatureOn(".repeat(20_000), "a.".repeat(50_000), "const x = ".repeat(20_000)])
    findFlagUses({ path: "src/a.ts", text }, calls);
  expect(performance.now() - started).toBeLessThan(5000);
});
