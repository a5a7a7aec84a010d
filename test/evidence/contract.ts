import { expect, it } from "vitest";
import { evidenceSchema } from "../../src/evidence/evidence-schema.ts";
import type { Lookup, Provider } from "../../src/evidence/provider.ts";
import type { Evidence, Reference } from "../../src/types/index.ts";

/** One situation a provider must answer. */
export type Situation = {
  /** Prepares the world and returns the provider at work. */
  readonly open: () => Lookup | Promise<Lookup>;
  readonly reference: Reference;
  readonly known?: readonly Evidence[];
};

/** The situations every provider must be able to answer; `absent` only where it can tell. */
export type Contract = {
  readonly provider: Provider;
  readonly found: Situation;
  readonly absent?: Situation;
  readonly unavailable: Situation;
};

/** Runs what every provider promises: a record for each question, plain data, a stable key, no exception. */
export function describeContract({ provider, ...situations }: Contract): void {
  const ask = async (
    { open, reference, known = [] }: Situation,
    signal = new AbortController().signal,
  ): Promise<Evidence> => {
    const { lookup } = await open();
    const answers = await lookup({ references: [reference], known }, signal);
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    if (answer === undefined) throw new Error("no answer");
    expect(answer.subject).toEqual({ kind: provider.kind, key: reference.key });
    expect(evidenceSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
    return answer;
  };

  it.each(Object.entries(situations))("answers %s", async (status, situation) => {
    expect((await ask(situation)).status).toBe(status);
  });

  it("gives the same record for the same world", async () => {
    expect(JSON.stringify(await ask(situations.found))).toBe(JSON.stringify(await ask(situations.found)));
  });

  it("answers unavailable when it is stopped", async () => {
    expect(await ask(situations.found, AbortSignal.abort())).toMatchObject({
      status: "unavailable",
      reason: "aborted",
    });
  });

  it("answers nothing when nothing is asked", async () => {
    const { lookup } = await situations.found.open();
    expect(await lookup({ references: [], known: [] }, new AbortController().signal)).toEqual([]);
  });
}
