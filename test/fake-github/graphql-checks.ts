import { connection, type PageArguments } from "./graphql-connection.ts";
import { nodeId, repositoryPage } from "./render.ts";
import type { CheckRun, Repository } from "./state.ts";

/** Which check suites are asked for. */
export type SuiteFilter = { readonly filterBy?: { readonly checkName?: string | null } | null };
type RunFilter = {
  readonly filterBy?: { readonly checkName?: string | null; readonly checkType?: string | null } | null;
};

/** The check suites of a commit: one for each app that made a check run on it. */
export function checkSuites(repository: Repository, sha: string, args: PageArguments & SuiteFilter): unknown {
  const runs = repository.checks.filter(({ headSha }) => headSha === sha);
  const name = args.filterBy?.checkName;
  const apps = [...new Set(runs.filter((run) => !name || run.name === name).map(({ app }) => app))];
  return connection(apps, args, (app) => ({
    __typename: "CheckSuite",
    id: nodeId("CS", `${sha}:${app}`),
    checkRuns: (of: PageArguments & RunFilter) => {
      const own = runs.filter(
        (run) => run.app === app && (!of.filterBy?.checkName || run.name === of.filterBy.checkName),
      );
      const newest = [...own].sort((a, b) => b.id - a.id);
      const seen = new Set<string>();
      const latest = newest.filter((run) => !seen.has(run.name) && seen.add(run.name));
      return connection(of.filterBy?.checkType === "LATEST" ? latest : newest, of, (run) => checkRun(repository, run));
    },
  }));
}

function checkRun(repository: Repository, run: CheckRun): Record<string, unknown> {
  return {
    __typename: "CheckRun",
    id: nodeId("CR", run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.title,
    summary: run.summary,
    text: run.text,
    externalId: run.externalId,
    permalink: `${repositoryPage(repository)}/runs/${run.id}`,
    annotations: (args: PageArguments) => connection(run.annotations, args, (each) => ({ ...each })),
  };
}

/** The commit statuses of a commit, `null` when there is none. */
export function statusObject(repository: Repository, sha: string): Record<string, unknown> | null {
  const statuses = repository.statuses.filter((item) => item.sha === sha).sort((a, b) => b.id - a.id);
  if (statuses.length === 0) return null;
  return {
    __typename: "Status",
    context: ({ name }: { name: string }) => {
      const found = statuses.find(({ context }) => context === name);
      if (found === undefined) return null;
      const { context, description, targetUrl, state, at } = found;
      const id = nodeId("SC", found.id);
      return {
        __typename: "StatusContext",
        id,
        context,
        description,
        targetUrl,
        state: state.toUpperCase(),
        createdAt: at,
      };
    },
  };
}
