import { describe, expect, it } from "vitest";
import type { Ledger } from "../../src/types/index.ts";
import { withDismissalsFor } from "../../src/verdict/dismissals.ts";
import { emptyLedger } from "../../src/verdict/ledger.ts";

const first = "a".repeat(40);
const second = "b".repeat(40);
const said = { claim: "c1", login: "ada", reason: "the source is wrong", at: "2026-05-01T00:00:00Z" };
const ledger: Ledger = { ...emptyLedger, dismissals: [{ ...said, headCommit: first }] };
const claims = (scope: "claim" | "commit", headCommit: string) =>
  withDismissalsFor(ledger, scope, headCommit).dismissals.map(({ claim }) => claim);

describe("T147 a dismissal at one commit, and the next one", () => {
  it.each([
    ["claim", first, ["c1"]],
    ["claim", second, ["c1"]],
    ["commit", first, ["c1"]],
    ["commit", second, []],
  ] as const)("for the %s at %s", (scope, headCommit, expected) => {
    expect(claims(scope, headCommit)).toEqual(expected);
  });

  it("leaves what is recorded as it is, so that a person sees what was said, and at which commit", () => {
    withDismissalsFor(ledger, "commit", second);
    expect(ledger.dismissals).toHaveLength(1);
    expect(withDismissalsFor(ledger, "commit", second).entries).toBe(ledger.entries);
  });
});
