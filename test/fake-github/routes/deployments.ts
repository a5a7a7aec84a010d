import { type Call, notFound, ok, paged, param, type Routes, repositoryFor } from "../call.ts";
import { git, gitMaybe } from "../git.ts";
import { nodeId, repositoryPage, repositoryUrl, simpleUser } from "../render.ts";
import type { Deployment, DeploymentStatus, Release, Repository } from "../state.ts";

/** Deployments, releases and tags: what runs where. */
export const deploymentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/deployments": (call) => {
    const repository = repositoryFor(call);
    const fits = (item: Deployment): boolean =>
      (["environment", "sha", "ref"] as const).every((key) => (call.query.get(key) ?? item[key]) === item[key]);
    const items = repository.deployments.filter(fits).sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
    return paged(call, items, (page) => page.map((item) => deployment(call, repository, item)));
  },
  "GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses": (call) => {
    const repository = repositoryFor(call);
    const found = repository.deployments.find((item) => item.id === Number(param(call, "deployment_id")));
    if (found === undefined) throw notFound();
    const items = [...found.statuses].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
    return paged(call, items, (page) => page.map((item) => status(call, repository, found, item)));
  },
  "GET /repos/{owner}/{repo}/releases": (call) => {
    const repository = repositoryFor(call);
    const mayPush = ["write", "maintain", "admin"].includes(call.actor.access(repository));
    const items = repository.releases
      .filter((item) => !item.draft || mayPush)
      .sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
    return paged(call, items, (page) => page.map((item) => release(call, repository, item)));
  },
  "GET /repos/{owner}/{repo}/releases/latest": (call) => {
    const repository = repositoryFor(call);
    const [found] = repository.releases
      .filter((item) => !item.draft && !item.prerelease)
      .sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
    if (found === undefined) throw notFound();
    return ok(release(call, repository, found));
  },
  "GET /repos/{owner}/{repo}/releases/tags/{tag}": (call) => {
    const repository = repositoryFor(call);
    const found = repository.releases.find((item) => item.tag === param(call, "tag") && !item.draft);
    if (found === undefined) throw notFound();
    return ok(release(call, repository, found));
  },
  "GET /repos/{owner}/{repo}/tags": (call) => {
    const repository = repositoryFor(call);
    const api = repositoryUrl(call, repository);
    const names = git(repository.dir, ["for-each-ref", "--format=%(refname:short)", "--sort=-refname", "refs/tags"]);
    return paged(call, names.split("\n").filter(Boolean), (page) =>
      page.map((name) => {
        const sha = gitMaybe(repository.dir, ["rev-parse", `refs/tags/${name}^{commit}`]) ?? "";
        return {
          name,
          commit: { sha, url: `${api}/commits/${sha}` },
          zipball_url: `${api}/zipball/refs/tags/${name}`,
          tarball_url: `${api}/tarball/refs/tags/${name}`,
          node_id: nodeId("REF", name),
        };
      }),
    );
  },
};

function deployment(call: Call, repository: Repository, item: Deployment): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const url = `${api}/deployments/${item.id}`;
  return {
    url,
    id: item.id,
    node_id: nodeId("DE", item.id),
    sha: item.sha,
    ref: item.ref,
    task: "deploy",
    payload: {},
    original_environment: item.environment,
    environment: item.environment,
    description: null,
    creator: simpleUser(call, item.creator),
    created_at: item.at,
    updated_at: item.statuses.at(-1)?.at ?? item.at,
    statuses_url: `${url}/statuses`,
    repository_url: api,
    transient_environment: item.transient,
    production_environment: item.production,
    performed_via_github_app: null,
  };
}

function status(call: Call, repository: Repository, of: Deployment, item: DeploymentStatus): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const url = `${api}/deployments/${of.id}`;
  return {
    url: `${url}/statuses/${item.id}`,
    id: item.id,
    node_id: nodeId("DES", item.id),
    state: item.state,
    creator: simpleUser(call, of.creator),
    description: "",
    environment: of.environment,
    target_url: "",
    created_at: item.at,
    updated_at: item.at,
    deployment_url: url,
    repository_url: api,
    environment_url: item.environmentUrl,
    log_url: "",
    performed_via_github_app: null,
  };
}

function release(call: Call, repository: Repository, item: Release): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const url = `${api}/releases/${item.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${repositoryPage(repository)}/releases/tag/${item.tag}`,
    id: item.id,
    node_id: nodeId("RE", item.id),
    tag_name: item.tag,
    target_commitish: repository.defaultBranch,
    name: item.name,
    body: item.body,
    draft: item.draft,
    prerelease: item.prerelease,
    immutable: false,
    created_at: item.at,
    updated_at: item.at,
    published_at: item.draft ? null : item.at,
    author: simpleUser(call, item.author),
    assets: [],
    tarball_url: item.draft ? null : `${api}/tarball/${item.tag}`,
    zipball_url: item.draft ? null : `${api}/zipball/${item.tag}`,
  };
}
