import { configSchema } from "../src/config.ts";
import type { Evidence } from "../src/types/index.ts";
import { decide } from "../src/verdict/decide.ts";
import { updateLedger } from "../src/verdict/ledger-proof.ts";
import { policyOf } from "../src/verdict/policy.ts";
import { type SignalInput, signalsOf } from "../src/verdict/signals.ts";
import {
  claimEvidence,
  finding,
  flagEvidence,
  provenEvidence,
  pullEvidence,
  reference,
  signalInput,
} from "../test/verdict/builders.ts";
import type { BenchResult } from "./result.ts";

const bundleCount = 10_000;
const rounds = 7;

/** Measures deciding 10,000 recorded observations: its time against that of parsing their JSON. */
export async function benchDecide(): Promise<BenchResult[]> {
  const policy = policyOf(configSchema.parse({}));
  const texts = Array.from({ length: bundleCount }, (_, index) => JSON.stringify(recorded(index)));
  const inputs = texts.map((text): SignalInput => ({ ...JSON.parse(text), policy }));
  let parsing = Number.POSITIVE_INFINITY;
  let deciding = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    parsing = Math.min(
      parsing,
      timed(() => texts.forEach((text) => void JSON.parse(text))),
    );
    deciding = Math.min(
      deciding,
      timed(() => inputs.forEach(decideOne)),
    );
  }
  const ratio = deciding / parsing;
  return [
    {
      name: `deciding ${bundleCount} recorded docs pull requests`,
      goal: "≤ 3 × JSON.parse of the same",
      figure: `${ratio.toFixed(2)} × (${Math.round(deciding)} ms against ${Math.round(parsing)} ms)`,
      met: ratio <= 3,
    },
  ];
}

function decideOne(input: SignalInput): void {
  const { evidence, now } = input;
  const ledger = updateLedger(input.ledger, { references: input.references.taken, evidence, now });
  decide(signalsOf({ ...input, ledger }));
}

/** What a run recorded: three pull requests with their files, a flag and twelve claims; one in three waits for something. */
function recorded(index: number): SignalInput {
  const [feature, second, third] = [1, 2, 3].map((part) => `acme/eng#${index * 3 + part}`);
  const flag = `flag:any/enable-${index % 50}`;
  const changedFiles = Array.from({ length: 20 }, (_, file) => `apps/server/src/part-${index % 7}/file-${file}.ts`);
  const claims = Array.from({ length: 12 }, (_, claim) => `c${index}-${claim}`);
  const evidence: Evidence[] = [
    ...[feature, second].flatMap((key = "") => [
      pullEvidence(key, { changedFiles }),
      ...provenEvidence(key).filter(({ subject }) => subject.kind !== "pull"),
    ]),
    ...(index % 3 === 0 ? [pullEvidence(third ?? "", { state: "open", changedFiles })] : provenEvidence(third ?? "")),
    flagEvidence(flag, { production: index % 5 === 0 ? "nobody" : "everyone", staging: "everyone" }),
    ...claims.map(claimEvidence),
  ];
  return signalInput({
    references: { taken: [feature, second, third, flag].map((key = "") => reference(key)), ignored: [] },
    evidence,
    findings: claims.map((id) => finding(id, "confirmed")),
  });
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
