import type { Call } from "./call.ts";
import { readCommit, readCommits, readDiff } from "./git-read.ts";
import { checkSuites, type SuiteFilter, statusObject } from "./graphql-checks.ts";
import { connection, type PageArguments } from "./graphql-connection.ts";
import { fileAt } from "./graphql-git.ts";
import { pullObject } from "./graphql-pull.ts";
import { association, nodeId, repositoryPage, webUrl } from "./render.ts";
import { loginOfEmail } from "./render-pull.ts";
import { pullsOf } from "./routes/commits.ts";
import type { Comment, Label, Repository } from "./state.ts";
import { account, findIssue } from "./world.ts";

/** Git's empty tree: what a first commit is compared with. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** A person or bot; GraphQL names a bot without `[bot]`. `null` for a deleted account. */
export function actorObject(call: Call, login: string | null): Record<string, unknown> | null {
  if (login === null) return null;
  const known = account(call.world, login);
  const short = known.login.replace(/\[bot\]$/, "");
  const url = known.type === "Bot" ? `${webUrl}/apps/${short}` : `${webUrl}/${short}`;
  return { __typename: known.type, id: nodeId("U", known.id), databaseId: known.id, login: short, url };
}

/** A label. */
export function labelObject(repository: Repository, item: Label): Record<string, unknown> {
  const url = `${repositoryPage(repository)}/labels/${encodeURIComponent(item.name)}`;
  const look = { name: item.name, color: item.color, description: item.description };
  return { __typename: "Label", id: nodeId("LA", item.id), ...look, url };
}

/** A comment on an issue or pull request. */
export function commentObject(call: Call, repository: Repository, item: Comment): Record<string, unknown> {
  const kind = findIssue(repository, item.issue)?.pull === undefined ? "issues" : "pull";
  return {
    __typename: "IssueComment",
    id: nodeId("IC", item.id),
    databaseId: item.id,
    fullDatabaseId: String(item.id),
    body: item.body,
    author: () => actorObject(call, item.author),
    authorAssociation: association(repository, item.author),
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    lastEditedAt: item.updatedAt === item.createdAt ? null : item.updatedAt,
    isMinimized: item.minimized !== null,
    minimizedReason: item.minimized,
    url: `${repositoryPage(repository)}/${kind}/${item.issue}#issuecomment-${item.id}`,
  };
}

/** A commit. */
export function commitObject(call: Call, repository: Repository, sha: string): Record<string, unknown> {
  const facts = readCommit(repository.dir, sha);
  const [headline = ""] = facts.message.split("\n");
  const person = (who: typeof facts.author): unknown => ({
    ...who,
    user: () => {
      const login = loginOfEmail(who.email);
      return login === undefined || login === "web-flow" ? null : actorObject(call, login);
    },
  });
  const files = () => readDiff(repository.dir, facts.parents[0] ?? emptyTree, sha);
  return {
    __typename: "Commit",
    additions: () => files().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => files().reduce((sum, file) => sum + file.deletions, 0),
    changedFilesIfAvailable: () => files().length,
    id: nodeId("C", sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: facts.message,
    messageHeadline: headline,
    messageBody: facts.message.split("\n").slice(2).join("\n"),
    committedDate: facts.committer.date,
    authoredDate: facts.author.date,
    author: person(facts.author),
    committer: person(facts.committer),
    url: `${repositoryPage(repository)}/commit/${sha}`,
    tree: { __typename: "Tree", oid: facts.tree },
    parents: (args: PageArguments) =>
      connection(facts.parents, args, (parent) => commitObject(call, repository, parent)),
    associatedPullRequests: (args: PageArguments) =>
      connection(pullsOf(call, repository, sha), args, (item) => pullObject(call, repository, item)),
    checkSuites: (args: PageArguments & SuiteFilter) => checkSuites(repository, sha, args),
    status: () => statusObject(repository, sha),
    file: ({ path }: { path: string }) => fileAt(call, repository, { sha, path }),
    history: (args: PageArguments & { path?: string | null; since?: string | null }) => {
      const since = args.since ? [`--since=${args.since}`] : [];
      const path = args.path ? ["--", args.path] : [];
      const commits = readCommits(repository.dir, [...since, sha, ...path]);
      return connection(commits, args, (item) => commitObject(call, repository, item.sha));
    },
  };
}
