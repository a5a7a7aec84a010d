import { z } from "zod";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPart } from "./parts.ts";
import { parse } from "./read.ts";

/** Deployments of one environment that are read, the newest ones. */
const maxDeployments = 50;

const nodeSchema = z.object({
  commitOid: z.string().regex(/^[0-9a-f]{40}$/),
  createdAt: z.string(),
  latestStatus: z
    .object({ state: z.string(), createdAt: z.string(), environmentUrl: z.string().nullable() })
    .nullable(),
});
const environmentSchema = z.object({
  nodes: z.array(nodeSchema.nullable()).nullable(),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
});
const repositorySchema = z.record(z.string(), environmentSchema);

/** A deployment that succeeded, also one that another has replaced since. */
export type SuccessfulDeployment = {
  readonly commit: string;
  /** When it succeeded or was replaced: UTC, ISO 8601. */
  readonly at: string;
  /** False when a later one took its place. */
  readonly isActive: boolean;
  readonly url?: string;
};

/** Environments of a repository. */
export type EnvironmentsWanted = {
  readonly repository: string;
  readonly environments: readonly string[];
  readonly signal?: AbortSignal | undefined;
};

/**
 * Reads what was deployed to environments, one query for all of them. Each list starts with the deployment whose success
 * is the newest, which is the one that runs; failed and unfinished ones are left out. An environment that nothing was
 * deployed to has an empty list.
 */
export async function readDeployments(
  github: GitHub,
  { repository, environments, signal }: EnvironmentsWanted,
): Promise<Answer<ReadonlyMap<string, readonly SuccessfulDeployment[]>>> {
  const variables = Object.fromEntries(
    environments.map((name, index) => [`environment${index}of`, ["String!", name]] as const),
  );
  const fields = environments.map(
    (_, index) =>
      `e${index}: deployments(environments: [$environment${index}of], first: ${maxDeployments}, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { commitOid createdAt latestStatus { state createdAt environmentUrl } } pageInfo { hasNextPage }
      }`,
  );
  const reply = await readPart(github, { repository, fields: fields.join("\n"), variables }, signal);
  const parsed = reply.ok ? parse(reply.value, repositorySchema) : reply;
  if (!parsed.ok) return parsed;
  const found = new Map<string, readonly SuccessfulDeployment[]>();
  for (const [index, name] of environments.entries()) {
    const list = parsed.value[`e${index}`];
    if (list === undefined) return fail("malformed", "GitHub left an environment out");
    const successful = successfulOf(list);
    if (successful.every(({ isActive }) => !isActive) && list.pageInfo.hasNextPage) {
      return fail("over-budget", `none of the newest ${maxDeployments} deployments to ${name} succeeded`);
    }
    found.set(name, successful);
  }
  return { ok: true, value: found };
}

/** `INACTIVE` is what GitHub makes of a success when another follows, so it was running once. */
function successfulOf({ nodes }: z.infer<typeof environmentSchema>): readonly SuccessfulDeployment[] {
  const found = (nodes ?? []).flatMap((node): readonly SuccessfulDeployment[] => {
    const status = node?.latestStatus;
    if (!node || !status || !["SUCCESS", "INACTIVE"].includes(status.state)) return [];
    const { environmentUrl: url } = status;
    const isActive = status.state === "SUCCESS";
    return [{ commit: node.commitOid, at: status.createdAt, isActive, ...(url ? { url } : {}) }];
  });
  return found.sort((a, b) => Number(b.isActive) - Number(a.isActive) || Date.parse(b.at) - Date.parse(a.at));
}
