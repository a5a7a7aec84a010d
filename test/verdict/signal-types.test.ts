import { expect, it } from "vitest";
import type { Signal } from "../../src/types/index.ts";
import { satisfied, unsatisfied } from "../../src/verdict/signal.ts";
import { pullEvidence, unavailable } from "./builders.ts";

const about = { kind: "merged", subject: "acme/eng#1" } as const;
const found = pullEvidence("acme/eng#1");

it("makes a satisfied signal out of found evidence", () => {
  if (found.status !== "found") throw new Error("The builder gives found evidence.");
  const signal = satisfied(about, { code: "merged" }, [found]);
  expect(signal).toMatchObject({ state: "satisfied", evidence: [{ key: "acme/eng#1", status: "found" }] });
});

const notFound = { kind: "pull", key: "acme/eng#1", status: "absent", observedAt: "2026-06-10T12:00:00Z" } as const;

// Each of these is no type error when the guard is gone; then the unused directive is one.
const refused: readonly (() => unknown)[] = [
  // @ts-expect-error no evidence proves nothing
  () => satisfied(about, { code: "merged" }, []),
  // @ts-expect-error what could not be looked at proves nothing
  () => satisfied(about, { code: "merged" }, [unavailable("pull", "acme/eng#1")]),
  // @ts-expect-error the code of a reason that holds is no proof
  () => satisfied(about, { code: "open" }, [found]),
  // @ts-expect-error a proof does not hold anything back
  () => unsatisfied(about, { code: "merged" }, []),
  // @ts-expect-error a satisfied signal names what it rests on
  (): Signal => ({ ...about, reason: { code: "merged", data: {} }, state: "satisfied", evidence: [] }),
  // @ts-expect-error a satisfied signal rests on what was found
  (): Signal => ({ ...about, reason: { code: "merged", data: {} }, state: "satisfied", evidence: [notFound] }),
];

it("is held to it by the types", () => expect(refused).toHaveLength(6));
