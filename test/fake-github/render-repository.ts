import { type Links, nodeId, repositoryPage, repositoryUrl, simpleUser, webUrl } from "./render.ts";
import type { Access, Repository } from "./state.ts";
import { accessLevels } from "./state.ts";
import { fullName } from "./world.ts";

/** Path and link template of every sub-resource that a repository names. */
const templates: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

/** A repository in the form that other answers hold. */
export function repositorySummary(links: Links, repository: Repository): Record<string, unknown> {
  const api = repositoryUrl(links, repository);
  const page = repositoryPage(repository);
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: simpleUser(links, repository.owner),
    private: repository.visibility === "private",
    html_url: page,
    description: null,
    fork: repository.parent !== null,
    url: api,
    ...Object.fromEntries(Object.entries(templates).map(([key, path]) => [key, `${api}${path}`])),
    git_url: `git://github.com/${fullName(repository)}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    clone_url: `${webUrl}/${fullName(repository)}.git`,
    svn_url: page,
  };
}

/** A repository as the head or base of a pull request and `GET /repos/{owner}/{repo}` show it. */
export function repository(links: Links, item: Repository, access: Access): Record<string, unknown> {
  const level = accessLevels.indexOf(access);
  const at = (needed: Access): boolean => level >= accessLevels.indexOf(needed);
  const open = item.issues.filter((issue) => issue.state === "open").length;
  return {
    ...repositorySummary(links, item),
    homepage: null,
    mirror_url: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: item.defaultBranch,
    open_issues: open,
    open_issues_count: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: item.archived,
    disabled: false,
    visibility: item.visibility,
    pushed_at: item.createdAt,
    created_at: item.createdAt,
    updated_at: item.createdAt,
    permissions: {
      admin: at("admin"),
      maintain: at("maintain"),
      push: at("write"),
      triage: at("triage"),
      pull: at("read"),
    },
    allow_forking: true,
    web_commit_signoff_required: false,
  };
}

/** What only `GET /repos/{owner}/{repo}` adds. */
export function fullRepository(links: Links, item: Repository, access: Access): Record<string, unknown> {
  return { ...repository(links, item, access), network_count: 0, subscribers_count: 0 };
}
