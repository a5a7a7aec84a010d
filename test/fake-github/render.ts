import type { Account, Comment, Issue, Label, Reaction, Repository } from "./state.ts";
import { account, fullName, labelsOf, type World } from "./world.ts";

/** Where links of an answer point: the double for API links. */
export type Links = { readonly world: World; readonly url: string };

/** Pages for people are named as on github.com, so that rendered text does not depend on the port. */
export const webUrl = "https://github.com";

/** API address of a repository. */
export function repositoryUrl(links: Links, repository: Repository): string {
  return `${links.url}/repos/${fullName(repository)}`;
}

/** Page of a repository. */
export function repositoryPage(repository: Repository): string {
  return `${webUrl}/${fullName(repository)}`;
}

/** Opaque GraphQL id of a thing; `nodeOf` in the GraphQL part reads it back. */
export function nodeId(type: string, id: number | string): string {
  return `${type}_${id}`;
}

/** A person in short form; `null` for a deleted account. */
export function simpleUser(links: Links, login: string | null): Record<string, unknown> | null {
  if (login === null) return null;
  return userFields(links, account(links.world, login));
}

/** Fields that every form of a person has. */
export function userFields(links: Links, user: Account): Record<string, unknown> {
  const api = `${links.url}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("U", user.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: "",
    url: api,
    html_url: `${webUrl}/${user.type === "Bot" ? `apps/${user.login.replace("[bot]", "")}` : user.login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** A GitHub App as the author of something; `null` for people. */
export function appOf(links: Links, login: string | null): Record<string, unknown> | null {
  if (login === null || !login.endsWith("[bot]")) return null;
  const slug = login.replace("[bot]", "");
  return {
    id: 15368,
    slug,
    node_id: nodeId("A", 15368),
    owner: simpleUser(links, "github"),
    name: slug === "github-actions" ? "GitHub Actions" : slug,
    description: "",
    external_url: "https://help.github.com/en/actions",
    html_url: `${webUrl}/apps/${slug}`,
    created_at: "2018-07-30T09:30:17Z",
    updated_at: "2024-04-10T20:33:16Z",
    permissions: { checks: "write", contents: "write", issues: "write", metadata: "read", pull_requests: "write" },
    events: ["push"],
  };
}

/** A label. */
export function label(links: Links, repository: Repository, item: Label): Record<string, unknown> {
  return {
    id: item.id,
    node_id: nodeId("LA", item.id),
    url: `${repositoryUrl(links, repository)}/labels/${encodeURIComponent(item.name)}`,
    name: item.name,
    color: item.color,
    default: false,
    description: item.description,
  };
}

/** Relation of an account to a repository as comments and pull requests show it. */
export function association(repository: Repository, login: string | null): string {
  if (login !== null && login.toLowerCase() === repository.owner.toLowerCase()) return "OWNER";
  const held = login === null ? undefined : repository.collaborators[login.toLowerCase()];
  return held === undefined || held.permission === "none" ? "NONE" : "COLLABORATOR";
}

/** Counts of reactions by kind. */
export function rollup(url: string, reactions: readonly Reaction[]): Record<string, unknown> {
  const count = (content: string): number => reactions.filter((item) => item.content === content).length;
  const kinds = ["+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket"];
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
  };
}

/** A reaction. */
export function reaction(links: Links, item: Reaction): Record<string, unknown> {
  return {
    id: item.id,
    node_id: nodeId("REA", item.id),
    user: simpleUser(links, item.login),
    content: item.content,
    created_at: item.at,
  };
}

/** A comment on an issue or pull request. */
export function comment(links: Links, repository: Repository, item: Comment): Record<string, unknown> {
  const api = repositoryUrl(links, repository);
  const issue = repository.issues.find((candidate) => candidate.number === item.issue);
  const kind = issue?.pull === undefined ? "issues" : "pull";
  const url = `${api}/issues/comments/${item.id}`;
  return {
    id: item.id,
    node_id: nodeId("IC", item.id),
    url,
    html_url: `${repositoryPage(repository)}/${kind}/${item.issue}#issuecomment-${item.id}`,
    issue_url: `${api}/issues/${item.issue}`,
    body: item.body,
    user: simpleUser(links, item.author),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    author_association: association(repository, item.author),
    reactions: rollup(url, item.reactions),
    performed_via_github_app: appOf(links, item.author),
  };
}

/** An issue, or a pull request as the issues API shows it. */
export function issue(links: Links, repository: Repository, item: Issue): Record<string, unknown> {
  const api = repositoryUrl(links, repository);
  const url = `${api}/issues/${item.number}`;
  const page = `${repositoryPage(repository)}/${item.pull === undefined ? "issues" : "pull"}/${item.number}`;
  return {
    id: item.id,
    node_id: nodeId(item.pull === undefined ? "I" : "PR", item.id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: item.number,
    title: item.title,
    body: item.body,
    state: item.state,
    state_reason: item.stateReason,
    locked: item.locked,
    active_lock_reason: null,
    user: simpleUser(links, item.author),
    labels: labelsOf(repository, item).map((each) => label(links, repository, each)),
    assignee: null,
    assignees: [],
    milestone: null,
    comments: repository.comments.filter((each) => each.issue === item.number).length,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    closed_by: simpleUser(links, item.closedBy),
    author_association: association(repository, item.author),
    reactions: rollup(url, item.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: appOf(links, item.author),
    ...(item.pull === undefined
      ? {}
      : {
          draft: item.pull.draft,
          pull_request: {
            url: `${api}/pulls/${item.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: item.pull.merged?.at ?? null,
          },
        }),
  };
}
