import { z } from "zod";
import { type Call, issueFor, loginOf, ok, paged, type Reply, type Routes, repositoryFor } from "../call.ts";
import { addLabels, removeLabel, setState } from "../changes.ts";
import { readCommits } from "../git-read.ts";
import { comment, issue, nodeId, repositoryPage, repositoryUrl, simpleUser } from "../render.ts";
import { pullRange, unsigned } from "../render-pull.ts";
import { repositorySummary } from "../render-repository.ts";
import type { Comment, Issue, Repository, TimelineEvent } from "../state.ts";
import { findIssue, findRepository, isPull, labelsOf } from "../world.ts";
import { editIssueText } from "./pulls.ts";

const editable = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])).optional(),
});

/** Issues (pull requests included) and their timelines. */
export const issueRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues": (call) => {
    const repository = repositoryFor(call);
    const state = call.query.get("state") ?? "open";
    const wanted = (call.query.get("labels") ?? "").toLowerCase().split(",").filter(Boolean);
    const since = call.query.get("since");
    const items = repository.issues
      .filter((item) => state === "all" || item.state === state)
      .filter((item) => since === null || item.updatedAt >= since)
      .filter((item) => {
        const held = labelsOf(repository, item).map((each) => each.name.toLowerCase());
        return wanted.every((name) => held.includes(name));
      })
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.number - a.number);
    return paged(call, items, (page) => page.map((item) => issue(call, repository, item)));
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}": (call) => {
    const repository = repositoryFor(call);
    return ok(issue(call, repository, issueFor(call, repository)));
  },
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": (call) => {
    const repository = repositoryFor(call);
    const item = issueFor(call, repository);
    const request = editable.parse(call.body ?? {});
    const by = { actor: loginOf(call) };
    editIssueText(call, item, request);
    if (request.labels !== undefined) {
      const names = request.labels.map((each) => (typeof each === "string" ? each : each.name));
      for (const held of labelsOf(repository, item)) {
        if (!names.includes(held.name)) removeLabel(call.world, repository, item, held.name, by);
      }
      addLabels(call.world, repository, item, names, by);
    }
    if (request.state_reason !== undefined) item.stateReason = request.state_reason;
    if (request.state !== undefined) setState(call.world, repository, item, request.state, by);
    return ok(issue(call, repository, item));
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline": timeline,
};

type Row = { readonly at: string; readonly order: number; readonly body: unknown };

function timeline(call: Call): Reply {
  const repository = repositoryFor(call);
  const item = issueFor(call, repository);
  const comments = repository.comments.filter((each) => each.issue === item.number);
  const rows: Row[] = [
    ...item.timeline
      .filter((event) => mayShow(call, event))
      .map((event) => ({ at: event.at, order: event.id, body: eventBody(call, repository, event) })),
    ...comments.map((each) => ({ at: each.createdAt, order: each.id, body: commentBody(call, repository, each) })),
    ...commitRows(call, repository, item),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order);
  return paged(
    call,
    rows.map((row) => row.body),
  );
}

/** A mention from a repository that the caller may not see is left out. */
function mayShow(call: Call, event: TimelineEvent): boolean {
  if (event.source === undefined) return true;
  const from = findRepository(call.world.state, event.source.split("#")[0] ?? "");
  return from !== undefined && !["none", "metadata"].includes(call.actor.access(from));
}

function commentBody(call: Call, repository: Repository, item: Comment): Record<string, unknown> {
  const actor = simpleUser(call, item.author ?? "ghost");
  return { ...comment(call, repository, item), event: "commented", actor, user: actor };
}

function eventBody(call: Call, repository: Repository, event: TimelineEvent): Record<string, unknown> {
  const actor = simpleUser(call, event.actor ?? "ghost");
  if (event.event === "cross-referenced") {
    return { event: event.event, actor, created_at: event.at, updated_at: event.at, source: sourceOf(call, event) };
  }
  const commit = event.commit ?? null;
  const api = repositoryUrl(call, repository);
  return {
    id: event.id,
    node_id: nodeId("EV", event.id),
    url: `${api}/issues/events/${event.id}`,
    actor,
    event: event.event,
    commit_id: commit,
    commit_url: commit === null ? null : `${api}/commits/${commit}`,
    created_at: event.at,
    performed_via_github_app: null,
    ...(event.label === undefined ? {} : { label: labelLook(repository, event.label) }),
    ...(event.rename === undefined ? {} : { rename: event.rename }),
    ...(event.event === "closed" ? { state_reason: null } : {}),
  };
}

function labelLook(repository: Repository, name: string): { name: string; color: string } {
  return { name, color: repository.labels.find((item) => item.name === name)?.color ?? "ededed" };
}

function sourceOf(call: Call, event: TimelineEvent): Record<string, unknown> {
  const [name = "", number = ""] = (event.source ?? "").split("#");
  const repository = findRepository(call.world.state, name);
  const item = repository && findIssue(repository, Number(number));
  if (repository === undefined || item === undefined) return { type: "issue" };
  const whole = { ...issue(call, repository, item), repository: repositorySummary(call, repository) };
  return { type: "issue", issue: whole };
}

function commitRows(call: Call, repository: Repository, item: Issue): Row[] {
  if (!isPull(item)) return [];
  const { from, to } = pullRange(call, repository, item);
  const api = repositoryUrl(call, repository);
  return readCommits(repository.dir, ["--reverse", "--topo-order", `${from}..${to}`]).map((facts, index) => ({
    at: facts.committer.date,
    order: index,
    body: {
      event: "committed",
      sha: facts.sha,
      node_id: nodeId("C", facts.sha),
      url: `${api}/git/commits/${facts.sha}`,
      html_url: `${repositoryPage(repository)}/commit/${facts.sha}`,
      author: facts.author,
      committer: facts.committer,
      tree: { sha: facts.tree, url: `${api}/git/trees/${facts.tree}` },
      message: facts.message,
      parents: facts.parents.map((sha) => ({
        sha,
        url: `${api}/git/commits/${sha}`,
        html_url: `${repositoryPage(repository)}/commit/${sha}`,
      })),
      verification: unsigned,
    },
  }));
}
