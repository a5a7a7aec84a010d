import type { Call } from "./call.ts";
import { git } from "./git.ts";
import { connection, type PageArguments } from "./graphql-connection.ts";
import { commitObject } from "./graphql-objects.ts";
import { nodeId } from "./render.ts";
import type { Deployment, Repository } from "./state.ts";

type DeploymentArguments = PageArguments & {
  readonly environments?: readonly string[] | null;
  readonly orderBy?: { readonly direction: string } | null;
};
type RefArguments = PageArguments & { readonly refPrefix: string };

/** The fields of a repository that say what runs and what was published. */
export function publishedFields(call: Call, repository: Repository): Record<string, unknown> {
  return {
    deployments: (args: DeploymentArguments) => {
      const sign = args.orderBy?.direction === "DESC" ? -1 : 1;
      const items = repository.deployments
        .filter(({ environment }) => !args.environments || args.environments.includes(environment))
        .sort((a, b) => sign * (a.at.localeCompare(b.at) || a.id - b.id));
      return connection(items, args, (item) => deploymentObject(call, repository, item));
    },
    refs: (args: RefArguments) => {
      const format = "--format=%(refname:lstrip=2) %(objectname)";
      const rows = git(repository.dir, ["for-each-ref", format, "--sort=-committerdate", args.refPrefix]);
      const refs = rows.split("\n").filter(Boolean);
      return connection(refs, args, (row) => {
        const [name = "", sha = ""] = row.split(" ");
        return { __typename: "Ref", name, target: commitObject(call, repository, sha) };
      });
    },
  };
}

function deploymentObject(call: Call, repository: Repository, item: Deployment): Record<string, unknown> {
  const latest = item.statuses.at(-1);
  return {
    __typename: "Deployment",
    id: nodeId("DE", item.id),
    databaseId: item.id,
    commitOid: item.sha,
    commit: () => commitObject(call, repository, item.sha),
    createdAt: item.at,
    environment: item.environment,
    latestStatus:
      latest === undefined
        ? null
        : {
            __typename: "DeploymentStatus",
            state: latest.state.toUpperCase(),
            createdAt: latest.at,
            environmentUrl: latest.environmentUrl === "" ? null : latest.environmentUrl,
          },
  };
}
