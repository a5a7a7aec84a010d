import type { Answer } from "../github/answer.ts";
import type { GitHub } from "../github/client.ts";
import { readPullOfCommit } from "../github/commit-pulls.ts";
import type { PullRead } from "../github/pull-facts.ts";
import { readPulls } from "../github/pulls.ts";
import type { Evidence, Reference } from "../types/index.ts";
import { byClient, gitHubObserver } from "./github-observer.ts";
import { unavailableEvidence } from "./observation.ts";
import type { Clients, Provider } from "./provider.ts";

/** State of pull requests: merged, open or closed, and where. A commit is answered by the pull request that brought it. */
export const pullRequestProvider: Provider = {
  kind: "pull",
  name: "GitHub pull requests",
  answers: ["pull", "issue", "commit"],
  create: (_config, clients) => ({
    async lookup({ references }, signal) {
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(references, clients)) {
        evidence.push(...(await lookUp(own, { github, clients, signal })));
      }
      return evidence;
    },
  }),
};

type Run = { readonly github: GitHub; readonly clients: Clients; readonly signal: AbortSignal };

async function lookUp(references: readonly Reference[], run: Run): Promise<readonly Evidence[]> {
  const { github, signal } = run;
  const targets = new Map<string, Answer<string | undefined>>();
  for (const { kind, key } of references) {
    const target =
      kind === "commit" ? await readPullOfCommit(github, key, signal) : ({ ok: true, value: key } as const);
    targets.set(key, target);
  }
  const wanted = [...targets.values()].flatMap((target) =>
    target.ok && target.value !== undefined ? [target.value] : [],
  );
  const pulls = await readPulls(github, wanted, signal);
  return [...targets].map(([key, target]): Evidence => {
    if (!target.ok) return evidenceOf(key, target, run);
    if (target.value === undefined) return absent(key, "no pull request brought this commit", run);
    return evidenceOf(key, pulls.get(target.value), run);
  });
}

function evidenceOf(key: string, answer: Answer<PullRead> | undefined, run: Run): Evidence {
  const subject = { kind: "pull", key } as const;
  if (answer === undefined || !answer.ok) {
    const miss = answer ?? ({ reason: "malformed", detail: "GitHub gave no answer" } as const);
    return unavailableEvidence(subject, gitHubObserver(key, "unknown", run), miss);
  }
  const read = answer.value;
  if (read.kind === "issue") return absent(key, `${key} is an issue, not a pull request`, run);
  const observer = gitHubObserver(key, read.visibility, run);
  return { subject, ...observer, permalink: read.facts.url, status: "found", data: read.facts };
}

function absent(key: string, scope: string, run: Run): Evidence {
  return { subject: { kind: "pull", key }, ...gitHubObserver(key, "unknown", run), status: "absent", scope };
}
