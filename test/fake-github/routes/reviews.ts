import { z } from "zod";
import { changedLinesOf } from "../../../src/github/patch-lines.ts";
import { type Call, loginOf, ok, paged, pullFor, Refusal, type Routes, repositoryFor } from "../call.ts";
import { readDiff } from "../git-read.ts";
import { association, nodeId, repositoryPage, repositoryUrl, simpleUser } from "../render.ts";
import { pullRange } from "../render-pull.ts";
import type { Repository, ReviewComment } from "../state.ts";
import { freshId, now, type PullIssue } from "../world.ts";

const reviewing = z.object({
  commit_id: z.string().optional(),
  body: z.string().optional(),
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]).optional(),
  comments: z
    .array(
      z.object({
        path: z.string(),
        body: z.string(),
        line: z.number(),
        side: z.literal("RIGHT"),
        start_line: z.number().optional(),
      }),
    )
    .default([]),
});

/** Reviews of pull requests and the comments on their lines. */
export const reviewRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": (call) => {
    const repository = repositoryFor(call);
    const item = pullFor(call, repository);
    const comments = repository.reviewComments.filter(({ pull }) => pull === item.number);
    return paged(call, comments, (page) => page.map((comment) => reviewComment(call, repository, comment)));
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": (call) => {
    const repository = repositoryFor(call);
    const item = pullFor(call, repository);
    const request = reviewing.parse(call.body ?? {});
    const { from, to } = pullRange(call, repository, item);
    if (request.event === "COMMENT" && !request.body) throw new Refusal(422, "Unprocessable Entity");
    const diff = readDiff(repository.dir, from, to);
    for (const { path, line, start_line: start } of request.comments) {
      const lines = changedLinesOf(diff.find((file) => file.path === path)?.patch ?? "") ?? [];
      if (!lines.includes(line) || (start !== undefined && !lines.includes(start)))
        throw new Refusal(422, "Unprocessable Entity", { errors: ["Line could not be resolved"] });
    }
    const review = freshId(call.world);
    for (const { path, body, line, start_line: start } of request.comments) {
      repository.reviewComments.push({
        id: freshId(call.world),
        review,
        pull: item.number,
        author: loginOf(call),
        path,
        line,
        startLine: start ?? null,
        commit: to,
        body,
        createdAt: now(call.world),
      });
    }
    return ok(reviewOf(call, repository, { item, review, body: request.body ?? "", commit: to }));
  },
};

type Review = { readonly item: PullIssue; readonly review: number; readonly body: string; readonly commit: string };

function reviewOf(call: Call, repository: Repository, { item, review, body, commit }: Review): Record<string, unknown> {
  const page = `${repositoryPage(repository)}/pull/${item.number}`;
  const url = `${repositoryUrl(call, repository)}/pulls/${item.number}`;
  return {
    id: review,
    node_id: nodeId("PRR", review),
    user: simpleUser(call, loginOf(call)),
    body,
    state: "COMMENTED",
    commit_id: commit,
    submitted_at: now(call.world),
    html_url: `${page}#pullrequestreview-${review}`,
    pull_request_url: url,
    _links: { html: { href: `${page}#pullrequestreview-${review}` }, pull_request: { href: url } },
    author_association: association(repository, loginOf(call)),
  };
}

function reviewComment(call: Call, repository: Repository, item: ReviewComment): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const url = `${api}/pulls/comments/${item.id}`;
  const page = `${repositoryPage(repository)}/pull/${item.pull}#discussion_r${item.id}`;
  const pull = `${api}/pulls/${item.pull}`;
  return {
    url,
    id: item.id,
    node_id: nodeId("PRRC", item.id),
    pull_request_review_id: item.review,
    diff_hunk: "",
    path: item.path,
    commit_id: item.commit,
    original_commit_id: item.commit,
    user: simpleUser(call, item.author),
    body: item.body,
    created_at: item.createdAt,
    updated_at: item.createdAt,
    html_url: page,
    pull_request_url: pull,
    author_association: association(repository, item.author),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pull } },
    line: item.line,
    start_line: item.startLine,
    side: "RIGHT",
  };
}
