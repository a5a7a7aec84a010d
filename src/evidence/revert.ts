import { readReverts } from "../github/reverts.ts";
import type { Evidence } from "../types/index.ts";
import { byClient, gitHubObserver } from "./github-observer.ts";
import { mergedWork } from "./merged-work.ts";
import { unavailableEvidence } from "./observation.ts";
import type { Provider } from "./provider.ts";

/** Whether merged work was undone later. It answers for work that was found merged; of the rest there is nothing to undo. */
export const revertProvider: Provider = {
  kind: "revert",
  name: "reverts on GitHub",
  answers: ["pull", "issue", "commit"],
  create: (_config, clients) => ({
    async lookup({ references, known }, signal) {
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(references, clients)) {
        const wanted = mergedWork(own, known);
        const pulls = wanted.map(({ pull, found }) => ({ key: pull, facts: found.data }));
        const answers = await readReverts(github, pulls, signal);
        for (const { key, pull, found } of wanted) {
          const observer = gitHubObserver(key, found.audience.visibility, { github, clients });
          const answer = answers.get(pull);
          evidence.push(
            answer?.ok === true
              ? { subject: { kind: "revert", key }, ...observer, status: "found", data: answer.value }
              : unavailableEvidence(
                  { kind: "revert", key },
                  observer,
                  answer ?? { reason: "malformed", detail: "GitHub gave no answer" },
                ),
          );
        }
      }
      return evidence;
    },
  }),
};
