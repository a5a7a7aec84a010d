import { z } from "zod";
import type { DiskCache } from "../source/disk-cache.ts";
import type { VisitStore } from "../sweep-order.ts";

const visitsSchema = z.array(z.tuple([z.number().int().positive(), z.string().max(40)])).max(10_000);

/** Keeps the visits of sweeps in a cache on disk; what cannot be read counts as no visit. */
export function visitStoreOf(cache: DiskCache): VisitStore {
  return {
    load: (repository) => {
      const content = cache.load("visits", repository);
      if (content === undefined) return new Map();
      const read = visitsSchema.safeParse(JSON.parse(content.toString("utf8")));
      return new Map(read.success ? read.data : []);
    },
    save: (repository, visits) => cache.save("visits", repository, JSON.stringify([...visits])),
  };
}
