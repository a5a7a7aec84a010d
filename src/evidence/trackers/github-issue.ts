import { readLinkedIssues } from "../../github/linked-pulls.ts";
import { compareKeys } from "../../reference-key.ts";
import type { Evidence, Reference } from "../../types/index.ts";
import { byClient, gitHubObserver } from "../github-observer.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Provider } from "../provider.ts";

/** State of GitHub issues and the pull requests linked to them: a hint, never a proof. It answers for what was found to be an issue. */
export const issueProvider: Provider = {
  kind: "ticket",
  name: "GitHub issues",
  answers: ["pull", "issue"],
  create: (config, clients) => ({
    async lookup({ references, known }, signal) {
      const ours = new Set(config.engineering.repositories.map(({ repository }) => repository.toLowerCase()));
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(issuesAmong(references, known), clients)) {
        const answers = await readLinkedIssues(
          github,
          own.map(({ key }) => key),
          signal,
        );
        for (const [key, answer] of answers) {
          const subject = { kind: "ticket", key } as const;
          const observer = gitHubObserver(key, "unknown", { github, clients });
          if (!answer.ok) evidence.push(unavailableEvidence(subject, observer, answer));
          else {
            const { pulls, ...facts } = answer.value;
            const leadsTo = pulls.filter((pull) => ours.has(pull.split("#")[0] ?? "")).sort(compareKeys);
            const data = { ...facts, leadsTo };
            evidence.push({ subject, ...observer, permalink: facts.url, status: "found", data });
          }
        }
      }
      return evidence;
    },
  }),
};

/** GitHub numbers issues and pull requests in one row: only looking tells them apart. */
function issuesAmong(references: readonly Reference[], known: readonly Evidence[]): readonly Reference[] {
  const issues = new Set(
    known.flatMap(({ subject, status }) => (subject.kind === "pull" && status === "absent" ? [subject.key] : [])),
  );
  return references.filter(({ key }) => issues.has(key));
}
