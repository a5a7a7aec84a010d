import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
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
