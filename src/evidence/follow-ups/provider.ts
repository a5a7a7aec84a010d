import type { Config } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import type { Related } from "../../github/mentions.ts";
import { type Relations, readRelations } from "../../github/relations.ts";
import { readKey } from "../../reference-key.ts";
import type { Evidence, FollowUpFacts } from "../../types/index.ts";
import { byClient, gitHubObserver } from "../github-observer.ts";
import { type FoundPull, mergedWork } from "../merged-work.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";
import { declaresFollowUp } from "./declares.ts";

/** Changes around the work: what follows it up, what is stacked on it, and what brings its branch further. */
export const followUpProvider: Provider = {
  kind: "follow-ups",
  name: "follow-ups on GitHub",
  answers: ["pull", "issue", "commit"],
  create: (config, clients) => ({
    async lookup({ references, known }, signal) {
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(references, clients)) {
        const wanted = mergedWork(own, known);
        if (wanted.length === 0) continue;
        const relatives = wanted.map(({ pull, found: { data } }) => ({
          key: pull,
          baseBranch: data.baseBranch,
          defaultBranch: data.defaultBranch,
        }));
        const answers = await readRelations(github, relatives, signal);
        for (const { key, pull, found } of wanted) {
          const observer = gitHubObserver(key, found.audience.visibility, { github, clients });
          evidence.push(recordOf({ key, pull, found, answer: answers.get(pull), config, clients }, observer));
        }
      }
      return evidence;
    },
  }),
};

type Seen = {
  readonly key: string;
  readonly pull: string;
  readonly found: FoundPull;
  readonly answer: Answer<Relations> | undefined;
  readonly config: Config;
  readonly clients: Clients;
};

function recordOf(seen: Seen, observer: ReturnType<typeof gitHubObserver>): Evidence {
  const subject = { kind: "follow-ups", key: seen.key } as const;
  const { answer } = seen;
  if (answer === undefined || !answer.ok) {
    return unavailableEvidence(subject, observer, answer ?? { reason: "malformed", detail: "GitHub gave no answer" });
  }
  return { subject, ...observer, status: "found", data: { followUps: followUpsOf(answer.value, seen) } };
}

type FollowUp = FollowUpFacts["followUps"][number];

/** Each change once, by its strongest tie; mentions in repositories of others say nothing about this product. */
function followUpsOf({ mentions, stacked, bases }: Relations, seen: Seen): readonly FollowUp[] {
  const ours = oursOf(seen);
  const tied: readonly FollowUp[] = [
    ...basesOf(bases, seen.found).map((one) => followUp(one, "base", true)),
    ...stacked.map((one) => followUp(one, "stacked", holds(one, "stacked", seen.config))),
    ...mentions
      .filter(({ key, state }) => state !== "closed" && ours.has(key.split("#")[0] ?? ""))
      .map((one): FollowUp => {
        const isDeclared = one.isByWriter && declaresFollowUp(`${one.title}\n\n${one.body}`, seen.pull);
        const tie = isDeclared ? "declared" : "mentioned";
        return followUp(one, tie, holds(one, tie, seen.config));
      }),
  ];
  const byKey = new Map<string, FollowUp>();
  for (const one of tied) if (one.key !== seen.pull && !byKey.has(one.key)) byKey.set(one.key, one);
  return [...byKey.values()];
}

/** The engineering repositories; the docs repository speaks of the work without following it up. */
function oursOf({ pull, config, clients }: Seen): ReadonlySet<string> {
  const read = readKey(pull);
  const named = config.engineering.repositories.map(({ repository }) => repository.toLowerCase());
  const ours = new Set(["repository" in read ? read.repository : "", ...named]);
  ours.delete(clients.docsRepository.toLowerCase());
  return ours;
}

/** What carried a branch further first after the work came into it; when nothing did, what is open to do so. */
function basesOf(bases: readonly Related[], { data }: FoundPull): readonly Related[] {
  if (data.state !== "merged" || data.onDefaultBranch) return [];
  const from = Date.parse(data.mergedAt ?? "");
  const carried = bases
    .filter(({ mergedAt }) => Date.parse(mergedAt ?? "") >= from)
    .sort((a, b) => Date.parse(a.mergedAt ?? "") - Date.parse(b.mergedAt ?? ""));
  return carried.length > 0 ? carried.slice(0, 1) : bases.filter(({ state }) => state === "open").slice(0, 3);
}

function holds(
  { state, isByWriter }: Related,
  tie: Config["policy"]["followUps"][number],
  { policy }: Config,
): boolean {
  return state === "open" && isByWriter && policy.followUps.includes(tie);
}

function followUp({ key, title, url, state, mergedAt }: Related, tie: FollowUp["tie"], blocks: boolean): FollowUp {
  return { key, title, url, state, tie, blocks, ...(mergedAt === undefined ? {} : { mergedAt }) };
}
