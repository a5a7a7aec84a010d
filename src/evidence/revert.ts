import type { MergedPull } from "../github/reverts.ts";
import { readReverts } from "../github/reverts.ts";
import { readKey } from "../reference-key.ts";
import type { Evidence, EvidenceOf, Reference } from "../types/index.ts";
import { byClient, gitHubObserver } from "./github-observer.ts";
import { unavailableEvidence } from "./observation.ts";
import type { Provider } from "./provider.ts";

type FoundPull = Extract<EvidenceOf<"pull">, { status: "found" }>;

/** Whether merged work was undone later. It answers for work that was found merged; of the rest there is nothing to undo. */
export const revertProvider: Provider = {
  kind: "revert",
  name: "reverts on GitHub",
  answers: ["pull", "issue", "commit"],
  create: (_config, clients) => ({
    async lookup({ references, known }, signal) {
      const merged = new Map(known.filter(isMerged).map((pull) => [pull.subject.key, pull]));
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(references, clients)) {
        const wanted = own.flatMap(({ key }) => pullOf(merged.get(key)));
        const answers = await readReverts(
          github,
          wanted.map(({ pull }) => pull),
          signal,
        );
        for (const { key, pull, found } of wanted) {
          const observer = gitHubObserver(key, found.audience.visibility, { github, clients });
          const answer = answers.get(pull.key);
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

type Wanted = { readonly key: Reference["key"]; readonly pull: MergedPull; readonly found: FoundPull };

/** A commit is searched for under the pull request that brought it. */
function pullOf(found: FoundPull | undefined): readonly Wanted[] {
  if (found === undefined) return [];
  const { key } = found.subject;
  const read = readKey(key);
  if (read.kind !== "commit") return [{ key, found, pull: { key, facts: found.data } }];
  const number = /\/pull\/(\d{1,9})$/.exec(found.data.url)?.[1];
  return number === undefined ? [] : [{ key, found, pull: { key: `${read.repository}#${number}`, facts: found.data } }];
}

function isMerged(evidence: Evidence): evidence is FoundPull {
  return (
    evidence.subject.kind === "pull" &&
    evidence.status === "found" &&
    "state" in evidence.data &&
    evidence.data.state === "merged"
  );
}
