import { atLeast } from "./access.ts";
import type { Call } from "./call.ts";
import { testMerge } from "./changes.ts";
import { readCommits, readDiff } from "./git-read.ts";
import { connection, type PageArguments } from "./graphql-connection.ts";
import { actorObject, commentObject, commitObject, labelObject } from "./graphql-objects.ts";
import { refObject, repositoryObject, stateName } from "./graphql-query.ts";
import { closingMentionsIn } from "./mentions.ts";
import { association, nodeId, repositoryPage } from "./render.ts";
import { pullRange } from "./render-pull.ts";
import type { Comment, Issue, Repository, TimelineEvent } from "./state.ts";
import { findIssue, findRepository, isPull, labelsOf, type PullIssue, pullShas } from "./world.ts";

/** What issues and pull requests share. */
function common(call: Call, repository: Repository, item: Issue): Record<string, unknown> {
  const comments = repository.comments.filter((each) => each.issue === item.number);
  return {
    databaseId: item.id,
    fullDatabaseId: String(item.id),
    number: item.number,
    title: item.title,
    body: item.body ?? "",
    bodyText: item.body ?? "",
    locked: item.locked,
    author: () => actorObject(call, item.author),
    authorAssociation: association(repository, item.author),
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    closedAt: item.closedAt,
    closed: item.state === "closed",
    repository: () => repositoryObject(call, repository),
    labels: (args: PageArguments) =>
      connection(labelsOf(repository, item), args, (each) => labelObject(repository, each)),
    comments: (args: PageArguments) => connection(comments, args, (each) => commentObject(call, repository, each)),
    timelineItems: (args: PageArguments & { itemTypes?: readonly string[] | null }) =>
      timelineItems(call, repository, item, args),
  };
}

/** An issue. */
export function issueObject(call: Call, repository: Repository, item: Issue): Record<string, unknown> {
  return {
    __typename: "Issue",
    ...common(call, repository, item),
    id: nodeId("I", item.id),
    state: item.state.toUpperCase(),
    stateReason: item.stateReason?.toUpperCase() ?? null,
    closedByPullRequestsReferences: (args: PageArguments & { includeClosedPrs?: boolean | null }) => {
      const linked = call.world.state.repositories.flatMap((from) =>
        from.issues
          .filter(isPull)
          .filter((pull) => pull.state === "open" || args.includeClosedPrs)
          .filter((pull) => closing(call, from, pull).some((one) => one.item === item))
          .map((pull) => ({ from, pull })),
      );
      return connection(linked, args, ({ from, pull }) => pullObject(call, from, pull));
    },
    url: `${repositoryPage(repository)}/issues/${item.number}`,
  };
}

/** A pull request. */
export function pullObject(call: Call, repository: Repository, item: PullIssue): Record<string, unknown> {
  const { merged } = item.pull;
  const shas = (): { base: string; head: string } => pullShas(call.world, repository, item);
  const commits = () => {
    const { from, to } = pullRange(call, repository, item);
    return readCommits(repository.dir, ["--reverse", "--topo-order", `${from}..${to}`]);
  };
  const files = () => {
    const { from, to } = pullRange(call, repository, item);
    return readDiff(repository.dir, from, to);
  };
  const total = (key: "additions" | "deletions") => () => files().reduce((sum, file) => sum + file[key], 0);
  const headRepository = findRepository(call.world.state, item.pull.headRepository);
  return {
    __typename: "PullRequest",
    ...common(call, repository, item),
    id: nodeId("PR", item.id),
    fullDatabaseId: String(item.id),
    state: stateName(item),
    url: `${repositoryPage(repository)}/pull/${item.number}`,
    permalink: `${repositoryPage(repository)}/pull/${item.number}`,
    isDraft: item.pull.draft,
    merged: merged !== undefined,
    mergedAt: merged?.at ?? null,
    mergedBy: () => actorObject(call, merged?.by ?? null),
    mergeable: () =>
      item.state === "closed" ? "UNKNOWN" : testMerge(call.world, repository, item) ? "MERGEABLE" : "CONFLICTING",
    mergeCommit: () => (merged === undefined ? null : commitObject(call, repository, merged.sha)),
    baseRefName: item.pull.baseRef,
    baseRefOid: () => shas().base,
    baseRef: () => refObject(call, repository, item.pull.baseRef),
    headRefName: item.pull.headRef,
    headRef: () => (headRepository === undefined ? null : refObject(call, headRepository, item.pull.headRef)),
    headRefOid: () => shas().head,
    baseRepository: () => repositoryObject(call, repository),
    headRepository: () => (headRepository === undefined ? null : repositoryObject(call, headRepository)),
    headRepositoryOwner: () => actorObject(call, headRepository?.owner ?? null),
    isCrossRepository: item.pull.headRepository !== repository.id,
    additions: total("additions"),
    deletions: total("deletions"),
    changedFiles: () => files().length,
    files: (args: PageArguments) =>
      connection(files().slice(0, call.world.limits.pullFiles), args, (file) => ({
        path: file.path,
        additions: file.additions,
        deletions: file.deletions,
        changeType: file.status === "removed" ? "DELETED" : file.status.toUpperCase(),
      })),
    commits: (args: PageArguments) =>
      connection(commits(), args, (each) => ({
        __typename: "PullRequestCommit",
        id: nodeId("PRC", `${item.id}:${each.sha}`),
        commit: () => commitObject(call, repository, each.sha),
      })),
    closingIssuesReferences: (args: PageArguments) =>
      connection(closing(call, repository, item), args, (each) => issueObject(call, each.repository, each.item)),
    reviewDecision: null,
  };
}

function closing(call: Call, repository: Repository, item: Issue): { repository: Repository; item: Issue }[] {
  return closingMentionsIn(item.body ?? "").flatMap((mention) => {
    const target = mention.repository === undefined ? repository : findRepository(call.world.state, mention.repository);
    const found = target && findIssue(target, mention.number);
    if (target === undefined || found === undefined || isPull(found)) return [];
    return atLeast(call.actor.access(target), "read") ? [{ repository: target, item: found }] : [];
  });
}

const typeNames: Readonly<Record<TimelineEvent["event"], readonly [item: string, type: string]>> = {
  "cross-referenced": ["CROSS_REFERENCED_EVENT", "CrossReferencedEvent"],
  labeled: ["LABELED_EVENT", "LabeledEvent"],
  unlabeled: ["UNLABELED_EVENT", "UnlabeledEvent"],
  closed: ["CLOSED_EVENT", "ClosedEvent"],
  reopened: ["REOPENED_EVENT", "ReopenedEvent"],
  merged: ["MERGED_EVENT", "MergedEvent"],
  renamed: ["RENAMED_TITLE_EVENT", "RenamedTitleEvent"],
  referenced: ["REFERENCED_EVENT", "ReferencedEvent"],
  convert_to_draft: ["CONVERT_TO_DRAFT_EVENT", "ConvertToDraftEvent"],
  ready_for_review: ["READY_FOR_REVIEW_EVENT", "ReadyForReviewEvent"],
};

function timelineItems(
  call: Call,
  repository: Repository,
  item: Issue,
  args: PageArguments & { readonly itemTypes?: readonly string[] | null },
): Record<string, unknown> {
  const wanted = (name: string): boolean => !args.itemTypes || args.itemTypes.includes(name);
  const comments: readonly Comment[] = wanted("ISSUE_COMMENT")
    ? repository.comments.filter((each) => each.issue === item.number)
    : [];
  const rows = [
    ...item.timeline
      .filter((event) => wanted(typeNames[event.event][0]) && visible(call, event))
      .map((event) => ({ at: event.at, order: event.id, body: eventObject(call, repository, item, event) })),
    ...comments.map((each) => ({ at: each.createdAt, order: each.id, body: commentObject(call, repository, each) })),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order);
  return { ...connection(rows, args, (row) => row.body), filteredCount: rows.length, pageCount: rows.length };
}

function visible(call: Call, event: TimelineEvent): boolean {
  const from =
    event.source === undefined ? undefined : findRepository(call.world.state, event.source.split("#")[0] ?? "");
  return event.source === undefined || (from !== undefined && atLeast(call.actor.access(from), "read"));
}

function eventObject(call: Call, repository: Repository, item: Issue, event: TimelineEvent): Record<string, unknown> {
  const self = (): unknown => (isPull(item) ? pullObject(call, repository, item) : issueObject(call, repository, item));
  const commit = (): unknown => (event.commit === undefined ? null : commitObject(call, repository, event.commit));
  const label = repository.labels.find((each) => each.name === event.label);
  return {
    __typename: typeNames[event.event][1],
    id: nodeId("EV", event.id),
    actor: () => actorObject(call, event.actor),
    createdAt: event.at,
    ...(event.event === "cross-referenced"
      ? {
          source: () => sourceObject(call, event),
          target: self,
          referencedAt: event.at,
          isCrossRepository: isForeign(repository, event),
          willCloseTarget: false,
        }
      : {}),
    ...(event.event === "merged" ? { commit, pullRequest: self, mergeRefName: item.pull?.baseRef } : {}),
    ...(event.event === "closed" ? { closable: self, closer: null, stateReason: null } : {}),
    ...(event.event === "referenced" ? { commit, subject: self } : {}),
    ...(event.rename === undefined
      ? {}
      : { previousTitle: event.rename.from, currentTitle: event.rename.to, subject: self }),
    ...(event.label === undefined
      ? {}
      : { label: label === undefined ? { name: event.label } : labelObject(repository, label), labelable: self }),
  };
}

function isForeign(repository: Repository, event: TimelineEvent): boolean {
  return event.source?.split("#")[0] !== `${repository.owner}/${repository.name}`;
}

function sourceObject(call: Call, event: TimelineEvent): unknown {
  const [name = "", number = ""] = (event.source ?? "").split("#");
  const repository = findRepository(call.world.state, name);
  const item = repository && findIssue(repository, Number(number));
  if (repository === undefined || item === undefined) throw new Error(`no source ${event.source}`);
  return isPull(item) ? pullObject(call, repository, item) : issueObject(call, repository, item);
}
