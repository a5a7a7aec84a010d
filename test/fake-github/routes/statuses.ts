import { z } from "zod";
import {
  type Call,
  commitFor,
  created,
  invalid,
  loginOf,
  paged,
  param,
  type Reply,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { nodeId, repositoryUrl, simpleUser } from "../render.ts";
import { repositorySummary } from "../render-repository.ts";
import type { Repository, Status } from "../state.ts";
import { freshId, now } from "../world.ts";

const status = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().optional(),
});

/** Commit statuses. */
export const statusRoutes: Routes = {
  "POST /repos/{owner}/{repo}/statuses/{sha}": (call) => {
    const repository = repositoryFor(call);
    const request = status.parse(call.body);
    if ((request.description ?? "").length > 140)
      throw invalid("Status", "description", "custom", "description is too long (maximum is 140 characters)");
    const made: Status = {
      id: freshId(call.world),
      sha: commitFor(call, repository, param(call, "sha")),
      state: request.state,
      context: request.context ?? "default",
      description: request.description ?? null,
      targetUrl: request.target_url ?? null,
      creator: loginOf(call),
      at: now(call.world),
    };
    repository.statuses.push(made);
    return created({ ...statusBody(call, repository, made), creator: simpleUser(call, made.creator) });
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/statuses": (call) => {
    const repository = repositoryFor(call);
    return paged(call, statusesOf(call, repository), (page) =>
      page.map((item) => ({ ...statusBody(call, repository, item), creator: simpleUser(call, item.creator) })),
    );
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/status": combined,
};

function statusesOf(call: Call, repository: Repository): Status[] {
  const sha = commitFor(call, repository, param(call, "ref"));
  return repository.statuses.filter((item) => item.sha === sha).sort((a, b) => b.id - a.id);
}

function statusBody(call: Call, repository: Repository, item: Status): Record<string, unknown> {
  return {
    url: `${repositoryUrl(call, repository)}/statuses/${item.sha}`,
    avatar_url: "https://avatars.githubusercontent.com/in/15368?v=4",
    id: item.id,
    node_id: nodeId("SC", item.id),
    state: item.state,
    description: item.description,
    target_url: item.targetUrl,
    context: item.context,
    created_at: item.at,
    updated_at: item.at,
  };
}

function combined(call: Call): Reply {
  const repository = repositoryFor(call);
  const sha = commitFor(call, repository, param(call, "ref"));
  const latest = new Map<string, Status>();
  for (const item of statusesOf(call, repository)) if (!latest.has(item.context)) latest.set(item.context, item);
  const items = [...latest.values()];
  const states = items.map((item) => item.state);
  const failed = states.some((state) => state === "failure" || state === "error");
  const passed = states.length > 0 && states.every((state) => state === "success");
  const api = repositoryUrl(call, repository);
  return paged(call, items, (page) => ({
    state: failed ? "failure" : passed ? "success" : "pending",
    statuses: page.map((item) => statusBody(call, repository, item)),
    sha,
    total_count: items.length,
    repository: repositorySummary(call, repository),
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  }));
}
