import { atLeast } from "./access.ts";
import type { Call } from "./call.ts";
import { entryAt, objectType } from "./git-read.ts";
import { connection, missing, type PageArguments, refusal } from "./graphql-connection.ts";
import { publishedFields } from "./graphql-deployments.ts";
import { gitObject } from "./graphql-git.ts";
import { actorObject, commentObject, commitObject, labelObject } from "./graphql-objects.ts";
import { issueObject, pullObject } from "./graphql-pull.ts";
import { nodeId, repositoryPage } from "./render.ts";
import type { Repository } from "./state.ts";
import {
  account,
  findIssue,
  findLabel,
  findPull,
  findRepository,
  fullName,
  isPull,
  labelsOf,
  type PullIssue,
  resolve,
} from "./world.ts";

type Named = { readonly owner: string; readonly name: string };
type Numbered = { readonly number: number };

/** `Query`: what the double knows of it. */
export function queryRoot(call: Call): Record<string, unknown> {
  return {
    repository: ({ owner, name }: Named) => {
      const found = findRepository(call.world.state, `${owner}/${name}`) ?? movedTo(call, `${owner}/${name}`);
      if (found === undefined || !atLeast(call.actor.access(found), "metadata")) {
        throw refusal("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return repositoryObject(call, found);
    },
    node: ({ id }: { id: string }) => nodeOf(call, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeOf(call, id)),
    rateLimit: () => rateLimit(call),
    viewer: () => viewer(call),
  };
}

function movedTo(call: Call, name: string): Repository | undefined {
  return findRepository(call.world.state, call.world.state.redirects[name.toLowerCase()] ?? null);
}

function viewer(call: Call): Record<string, unknown> {
  const login = call.actor.login ?? "";
  const known = account(call.world, login);
  return { __typename: "User", id: nodeId("U", known.id), databaseId: known.id, login, name: login };
}

function rateLimit(call: Call): Record<string, unknown> {
  const state = call.rates.state("graphql");
  const resetAt = new Date(state.reset * 1000).toISOString();
  return { cost: 1, limit: state.limit, remaining: state.remaining, used: state.used, resetAt, nodeCount: 0 };
}

/** A repository with everything that hangs on it; below `read` only its name shows. */
export function repositoryObject(call: Call, repository: Repository): Record<string, unknown> {
  const readable = atLeast(call.actor.access(repository), "read");
  const mustRead = (what: string, number: number): void => {
    if (!readable) throw missing(what, number);
  };
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: actorObject(call, repository.owner),
    url: repositoryPage(repository),
    isPrivate: repository.visibility === "private",
    isArchived: repository.archived,
    isFork: repository.parent !== null,
    visibility: repository.visibility.toUpperCase(),
    viewerPermission: readable ? call.actor.access(repository).toUpperCase() : null,
    defaultBranchRef: () => refObject(call, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => refObject(call, repository, qualifiedName),
    pullRequest: ({ number }: Numbered) => {
      mustRead("PullRequest", number);
      const found = findPull(repository, number);
      if (found === undefined) throw missing("PullRequest", number);
      return pullObject(call, repository, found);
    },
    issue: ({ number }: Numbered) => {
      const found = findIssue(repository, number);
      if (found === undefined || found.pull !== undefined || !readable) throw missing("Issue", number);
      return issueObject(call, repository, found);
    },
    issueOrPullRequest: ({ number }: Numbered) => {
      const found = findIssue(repository, number);
      if (found === undefined || !readable) throw missing("issue or pull request", number);
      return isPull(found) ? pullObject(call, repository, found) : issueObject(call, repository, found);
    },
    pullRequests: (args: PullArguments) =>
      connection(readable ? chosen(repository, args) : [], args, (item) => pullObject(call, repository, item)),
    ...(readable ? publishedFields(call, repository) : {}),
    object: (args: { oid?: string; expression?: string }) => objectOf(call, repository, args),
    label: ({ name }: { name: string }) => {
      const found = findLabel(repository, name);
      return found === undefined ? null : labelObject(repository, found);
    },
    labels: (args: PageArguments) => connection(repository.labels, args, (item) => labelObject(repository, item)),
  };
}

type PullArguments = PageArguments & {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
};

/** State of a pull request as GraphQL names it. */
export function stateName(item: PullIssue): string {
  return item.pull.merged === undefined ? item.state.toUpperCase() : "MERGED";
}

function chosen(repository: Repository, args: PullArguments): PullIssue[] {
  const key = args.orderBy?.field === "UPDATED_AT" ? "updatedAt" : "createdAt";
  const sign = args.orderBy?.direction === "DESC" ? -1 : 1;
  const wanted = args.labels?.map((name) => name.toLowerCase());
  return repository.issues
    .filter(isPull)
    .filter((item) => !args.states || args.states.includes(stateName(item)))
    .filter((item) => !args.headRefName || item.pull.headRef === args.headRefName)
    .filter((item) => !args.baseRefName || item.pull.baseRef === args.baseRefName)
    .filter((item) => !wanted || labelsOf(repository, item).some(({ name }) => wanted.includes(name.toLowerCase())))
    .sort((a, b) => sign * (a[key].localeCompare(b[key]) || a.number - b.number));
}

/** A branch or tag, `null` when there is none. */
export function refObject(call: Call, repository: Repository, name: string): Record<string, unknown> | null {
  const ref = name.startsWith("refs/") ? name : `refs/heads/${name}`;
  const sha = resolve(call.world, repository, ref);
  if (sha === undefined || !atLeast(call.actor.access(repository), "read")) return null;
  const prefix = ref.split("/").slice(0, 2).join("/").concat("/");
  const id = nodeId("REF", `${repository.id}:${ref}`);
  return { __typename: "Ref", id, name: ref.slice(prefix.length), prefix, target: commitObject(call, repository, sha) };
}

/** The git object of an oid or an expression (`main:docs/a.md`, `v1`), `null` when there is none. */
function objectOf(call: Call, repository: Repository, args: { oid?: string; expression?: string }): unknown {
  if (!atLeast(call.actor.access(repository), "read")) return null;
  const [revision = "", path] = (args.expression ?? args.oid ?? "").split(/:(.*)/s);
  const type = objectType(repository.dir, revision);
  if (type === "blob" || type === "tree")
    return gitObject(call, repository, { type, sha: revision, path: "", mode: "" });
  const commit = resolve(call.world, repository, revision);
  if (commit === undefined) return null;
  if (path === undefined) return commitObject(call, repository, commit);
  const entry = entryAt(repository.dir, commit, path);
  // The commit of a module is in another repository.
  return entry === undefined || entry.type === "commit" ? null : gitObject(call, repository, entry);
}

function nodeOf(call: Call, id: string): unknown {
  for (const repository of call.world.state.repositories) {
    if (!atLeast(call.actor.access(repository), "read")) continue;
    if (id === nodeId("R", repository.id)) return repositoryObject(call, repository);
    const item = repository.issues.find((each) => id === nodeId(isPull(each) ? "PR" : "I", each.id));
    if (item !== undefined)
      return isPull(item) ? pullObject(call, repository, item) : issueObject(call, repository, item);
    const comment = repository.comments.find((each) => id === nodeId("IC", each.id));
    if (comment !== undefined) return commentObject(call, repository, comment);
  }
  throw refusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
