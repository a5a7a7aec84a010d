import type { DiskCache } from "./disk-cache.ts";
import type { FactStore, FileReading } from "./reading.ts";

/** Keeps the facts of files in a cache on disk; what does not look like facts is no answer. */
export function factStoreOf(cache: DiskCache): FactStore {
  return {
    load: async (key) => {
      const content = cache.load("facts", key);
      if (content === undefined) return undefined;
      const reading: unknown = JSON.parse(content.toString("utf8"));
      return isReading(reading) ? reading : undefined;
    },
    save: async (key, reading) => cache.save("facts", key, JSON.stringify(reading)),
  };
}

/** The content is as this very engine wrote it, which its digest tells; this only keeps the types honest. */
function isReading(value: unknown): value is FileReading {
  if (typeof value !== "object" || value === null) return false;
  return "facts" in value && "dependsOn" in value && Array.isArray(value.dependsOn);
}
