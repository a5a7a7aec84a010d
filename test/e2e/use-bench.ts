import { afterEach, beforeEach } from "vitest";
import { type Bench, openBench } from "./bench.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { useCache } from "./use-cache.ts";

/** A world for each test of a file, the example world unless a folder is named; what breaks GitHub's description fails it. */
export function useBench(folder?: string): () => Bench {
  usePromptTimers();
  const cache = useCache();
  let bench: Bench | undefined;
  const opened = (): Bench => {
    if (bench === undefined) throw new Error("there is a bench in tests alone");
    return bench;
  };
  beforeEach(async () => {
    bench = await openBench(cache(), folder);
  });
  afterEach(async () => {
    opened().server.assertClean();
    await opened().close();
  });
  return opened;
}
