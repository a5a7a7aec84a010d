import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

type Plugin = NonNullable<ViteUserConfig["plugins"]>[number];

/** One deliberate mistake, named by `scripts/test-mutants.mjs`; absent in every other run. */
function mutant(): Plugin[] {
  const text = process.env.DOCS_VERDICT_MUTANT;
  if (text === undefined) return [];
  const { file, from, to }: { file: string; from: string; to: string } = JSON.parse(text);
  const transform = (code: string, id: string): string | undefined =>
    id.split("?", 1)[0]?.endsWith(file) === true ? code.replace(from, () => to) : undefined;
  return [{ name: "mutant", enforce: "pre", transform }];
}

export default defineConfig({
  plugins: mutant(),
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Most tests wait for git and for child processes; the default leaves one of two processors idle.
    maxWorkers: availableParallelism(),
    // Commands print times and colours for people; tests compare bytes.
    env: {
      TZ: "UTC",
      NO_COLOR: "1",
      // What commands keep between runs stays beside the build, not in the caches of the person who runs the tests.
      XDG_CACHE_HOME: resolve(".cache/test"),
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
    },
  },
});
