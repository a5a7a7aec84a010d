import type { DeploymentSettings } from "../../config.ts";
import { type Answer, fail } from "../../github/answer.ts";
import type { Evidence } from "../../types/index.ts";
import { byClient, gitHubObserver } from "../github-observer.ts";
import { mergedWork, type Wanted } from "../merged-work.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";
import { type Held, lookFor } from "./held.ts";
import type { Places } from "./reader.ts";
import { placeReaders } from "./readers.ts";

/** Whether merged work reached customers, for repositories whose configuration says how they are deployed. */
export const deploymentProvider: Provider = {
  kind: "deployment",
  name: "deployments",
  answers: ["pull", "issue", "commit"],
  create: (config, clients) => ({
    async lookup({ references, known }, signal) {
      const evidence: Evidence[] = [];
      for (const [github, own] of byClient(references, clients)) {
        const wanted = mergedWork(own, known);
        for (const settings of config.deployments) {
          const mine = wanted.filter((one) => isOf(one, settings.repository.toLowerCase()));
          if (mine.length > 0) evidence.push(...(await lookUp(mine, { settings, github, clients, signal })));
        }
      }
      return evidence;
    },
  }),
};

/** A repository may be named in the text as it was called before it was renamed; its address has the name of today. */
function isOf({ pull, found }: Wanted, repository: string): boolean {
  return pull.startsWith(`${repository}#`) || found.data.url.toLowerCase().includes(`/${repository}/pull/`);
}

type Run = {
  readonly settings: DeploymentSettings;
  readonly github: Parameters<typeof gitHubObserver>[2]["github"];
  readonly clients: Clients;
  readonly signal: AbortSignal;
};

async function lookUp(wanted: readonly Wanted[], run: Run): Promise<readonly Evidence[]> {
  const places = await placeReaders[run.settings.by](run);
  const evidence: Evidence[] = [];
  for (const one of wanted)
    evidence.push(evidenceOf(one, places.ok ? await heldBy(one, places.value, run) : places, run));
  return evidence;
}

async function heldBy({ landed, found }: Wanted, places: Places, run: Run): Promise<Answer<Held>> {
  const { mergedAt } = found.data;
  if (landed === undefined || mergedAt === undefined) return fail("no-commit", "GitHub names no landing commit");
  return lookFor({ landed, mergedAt, github: run.github, signal: run.signal }, places);
}

function evidenceOf({ key, found }: Wanted, held: Answer<Held>, run: Run): Evidence {
  const subject = { kind: "deployment", key } as const;
  const observer = { ...gitHubObserver(key, found.audience.visibility, run), source: sources[run.settings.by] };
  if (!held.ok) return unavailableEvidence(subject, observer, held);
  if ("absent" in held.value) return { subject, ...observer, status: "absent", scope: held.value.absent };
  const { url } = held.value;
  const data = { means: run.settings.by, ...held.value };
  return { subject, ...observer, ...(url === undefined ? {} : { permalink: url }), status: "found", data };
}

const sources: Readonly<Record<DeploymentSettings["by"], string>> = {
  environment: "GitHub deployments",
  release: "GitHub releases",
  tag: "GitHub tags",
  npm: "npm",
  endpoint: "deployed commit",
};
