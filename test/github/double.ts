import { afterEach, beforeEach } from "vitest";
import { createGitHub, type GitHub } from "../../src/github/client.ts";
import type { TokenClass } from "../../src/types/index.ts";
import type { NamedFault } from "../fake-github/faults.ts";
import { type FakeGitHub, startFakeGitHub } from "../fake-github/server.ts";

/** A running double and clients for it. */
export type Bench = {
  readonly double: FakeGitHub;
  readonly client: (secret?: string, tokenClass?: TokenClass) => GitHub;
  /** Lets every request meet a fault; clients made after that wait but a moment where no answer will come. */
  readonly strike: (fault: NamedFault) => void;
};

/** Starts a double before each test; it must have seen only requests that GitHub's description allows. */
export function useDouble(now = "2026-05-29T06:00:00Z"): () => Bench {
  let double: FakeGitHub | undefined;
  let timeoutMs = 10_000;
  const running = (): FakeGitHub => {
    if (double === undefined) throw new Error("the double runs within a test only");
    return double;
  };
  beforeEach(async () => {
    double = await startFakeGitHub({ now });
    timeoutMs = 10_000;
    double.token("t", { login: "reader", access: { "*": "write" } });
  });
  afterEach(async () => {
    const violations = running().takeViolations();
    await running().close();
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  return () => ({
    double: running(),
    client: (secret = "t", tokenClass: TokenClass = "source") =>
      createGitHub({ token: secret, tokenClass, apiUrl: running().url, throttle: false, timeoutMs }),
    strike: (fault) => {
      running().fault(() => fault);
      if (fault.trouble.kind === "hang" || fault.trouble.kind === "drip") timeoutMs = 150;
    },
  });
}
