import { readKey } from "../reference-key.ts";
import type { DeploymentFacts, Evidence, EvidenceOf, Signal } from "../types/index.ts";
import { type Freshness, isFresh } from "./ageing.ts";
import { causeOf } from "./cause.ts";
import type { Policy } from "./policy.ts";
import { type About, type FoundEvidence, satisfied, unknown, unsatisfied } from "./signal.ts";

/** What the configuration says about deployments, and when a run decides. */
export type DeploymentTerms = Freshness & Pick<Policy, "deployment" | "deployed">;

type FoundDeployment = Extract<EvidenceOf<"deployment">, { status: "found" }>;

/**
 * The signals of what runs, for merged work: where the configuration names a way to deploy only that way proves it,
 * elsewhere the policy says whether the merge does.
 */
export function deploymentSignals(
  pull: FoundEvidence,
  evidence: readonly Evidence[],
  terms: DeploymentTerms,
): readonly Signal[] {
  const { key } = pull.subject;
  const about: About = { kind: "deployed", subject: key };
  const isNamed = repositoriesOf(pull).some((repository) => terms.deployed.includes(repository));
  if (!isNamed && terms.deployment === "merged") return [satisfied(about, { code: "merged-means-deployed" }, [pull])];
  if (!isNamed) {
    const detail = "the configuration does not say how its repository is deployed";
    return [unknown(about, { code: "unavailable", data: { reason: "not-configured", detail } }, [])];
  }
  const deployments = evidence.filter((item): item is EvidenceOf<"deployment"> => item.subject.kind === "deployment");
  if (deployments.length === 0) return [unknown(about, causeOf(undefined), [])];
  return deployments.map((deployment) => deploymentSignal(about, deployment, terms));
}

/** A repository may be named in the text as it was called before it was renamed; its address has the name of today. */
function repositoriesOf({ subject, data }: FoundEvidence): readonly string[] {
  const read = readKey(subject.key);
  const today = "headCommit" in data ? /([^/]+\/[^/]+)\/pull\/\d+$/.exec(data.url)?.[1]?.toLowerCase() : undefined;
  return [...("repository" in read ? [read.repository] : []), ...(today === undefined ? [] : [today])];
}

function deploymentSignal(about: About, deployment: EvidenceOf<"deployment">, terms: DeploymentTerms): Signal {
  if (deployment.status === "unavailable" || !isFresh(deployment, terms)) {
    return unknown(about, causeOf(deployment), [deployment]);
  }
  if (deployment.status === "absent") {
    return unsatisfied(about, { code: "not-deployed", data: { scope: deployment.scope } }, [deployment]);
  }
  const data = describe(deployment.data);
  if (deployment.data.contains) return satisfied(about, { code: "deployed", data }, [deployment]);
  return unsatisfied(about, { code: holdingCode(deployment), data }, [deployment]);
}

function holdingCode({ data }: FoundDeployment): "deployed-staged" | "rolled-back" | "not-deployed" {
  if (data.staged !== undefined) return "deployed-staged";
  return data.before === undefined ? "not-deployed" : "rolled-back";
}

function describe({ environment, revision, version, deployedAt, how, before, staged }: DeploymentFacts) {
  return {
    environment,
    revision: version ?? revision.slice(0, 40),
    ...(deployedAt === undefined ? {} : { deployedAt }),
    ...(how === undefined ? {} : { how }),
    ...(before === undefined ? {} : { before: before.at }),
    ...(staged === undefined ? {} : { staged }),
  };
}
