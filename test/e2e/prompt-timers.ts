import { afterAll, beforeAll, vi } from "vitest";

/** Longest pause that is skipped, in ms: the client's between requests and between its first retries are shorter. */
const longestPause = 100;

/** Lets short timers strike at once in a file: what waits between requests proves nothing, and takes most of the time. */
export function usePromptTimers(): void {
  beforeAll(() => {
    const { setTimeout: later, clearTimeout: clear } = globalThis;
    const prompt = new WeakMap<object, NodeJS.Immediate>();
    vi.stubGlobal("setTimeout", (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
      if (ms > longestPause) return later(run, ms, ...given);
      const soon = setImmediate(run, ...given);
      prompt.set(soon, soon);
      return soon;
    });
    vi.stubGlobal("clearTimeout", (timer: NodeJS.Timeout | string | number | undefined) => {
      const soon = typeof timer === "object" ? prompt.get(timer) : undefined;
      if (soon === undefined) clear(timer);
      else clearImmediate(soon);
    });
  });
  afterAll(() => void vi.unstubAllGlobals());
}
