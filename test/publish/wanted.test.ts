import { expect, it } from "vitest";
import { conclusions } from "../../src/publish/wanted.ts";
import { verdicts } from "../../src/types/index.ts";

it.each(verdicts)("T073 only live passes a required check: %s", (verdict) => {
  const passes = ["success", "neutral", "skipped"].includes(conclusions[verdict]);
  expect(passes).toBe(verdict === "live");
});
