import { configOf } from "./assess.ts";
import type { RunClients } from "./clients.ts";
import { defaultConfig } from "./config.ts";
import { type Failure, fail } from "./github/answer.ts";
import { readChecks } from "./github/checks.ts";
import { type Group, readGroupPulls } from "./github/group-pulls.ts";
import { apply } from "./publish/apply.ts";
import { plan } from "./publish/plan.ts";
import { conclusions } from "./publish/wanted.ts";
import { type PublishResult, type VerdictValue, verdicts } from "./types/index.ts";
import { type Verified, verify } from "./verify.ts";

/** What was said about a group. */
export type GroupResult = { readonly ok: true; readonly verdict: VerdictValue; readonly result: PublishResult };

/**
 * Answers the merge queue: verifies every pull request of the group and reports the worst verdict on the group's commit.
 * What could not be read counts as `unknown`, which does not pass.
 */
export async function answerGroup(
  group: Group & { readonly configPath: string },
  clients: RunClients,
): Promise<GroupResult | Failure> {
  const found = await readGroupPulls(clients.docs, group);
  const numbers = found.ok ? found.value.numbers : [];
  const verified: (Verified | Failure)[] = [];
  for (const number of numbers) verified.push(await verify({ ...group, number }, clients));
  const known = verified.filter((one): one is Verified => one.ok);
  const isWhole = found.ok && found.value.complete && numbers.length > 0 && known.length === verified.length;
  const verdict = worst([...known.map(({ report }) => report.verdict.value), ...(isWhole ? [] : ["unknown" as const])]);
  const [first] = known;
  const name = (first === undefined ? defaultConfig : configOf(first.bundle)).publish.checkName;
  const title = `${verdict}: ${known.length} of ${numbers.length} pull requests of the group verified`;
  const lines = known.map(({ report }) => `- #${report.pull.number}: ${report.verdict.value}\n`);
  const check = {
    name,
    headCommit: group.headCommit,
    conclusion: conclusions[verdict],
    title,
    summary: lines.length === 0 ? `${title}\n` : lines.join(""),
    annotations: [],
  };
  const checks = await readChecks(clients.docs, { repository: group.repository, commit: group.headCommit }, name);
  if (!checks.ok && checks.reason !== "no-access") return checks;
  const writes = plan(
    { labels: [], ownLabels: [], additiveLabels: [], check, suggestions: [], stricter: true },
    { comments: [], labels: [], repositoryLabels: [], checks: checks.ok ? checks.value : [] },
  );
  const pull = { repository: group.repository, number: numbers[0] ?? 0 };
  const { headCommit } = group;
  const storeLedger = async () => fail("unsupported", "a group has no ledger");
  const headNow = async () => headCommit;
  const target = { github: clients.docs, pull, actorId: 0, comments: [], headCommit, headNow, storeLedger };
  return { ok: true, verdict, result: await apply(writes, target) };
}

/** The worst of several verdicts; `unknown` is worse than `live`, and nothing at all is `unknown`. */
function worst(values: readonly VerdictValue[]): VerdictValue {
  return verdicts.find((value) => values.includes(value)) ?? "unknown";
}
