import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitHub } from "../../src/github/client.ts";
import { type FakeGitHub, startFakeGitHub } from "./server.ts";

let github: FakeGitHub;
beforeEach(async () => {
  github = await startFakeGitHub();
});
afterEach(async () => {
  await github.close();
});

it("answers every read about a small world within GitHub's description", async () => {
  const docs = github.repository("acme/docs", { files: { "docs/a.md": "one\n", "b.bin": new Uint8Array([0, 1, 2]) } });
  const api = github.repository("acme/api", { visibility: "private", files: { "src/a.ts": "export const a = 1;\n" } });
  github.token("t", { login: "github-actions[bot]", kind: "job", access: { "*": "write" } });
  const eng = api.pull({ title: "Accept a key", number: 3381, files: { "src/a.ts": "export const a = 2;\n" } });
  const sha = api.merge(eng);
  const number = docs.pull({ title: "Docs", body: "For acme/api#3381, fixes #1", files: { "docs/a.md": "two\n" } });
  const id = docs.comment(number, "hello");
  docs.react({ comment: id }, "+1");
  docs.addLabels(number, ["bug"]);
  api.deploy({ environment: "production", revision: sha });
  api.release({ tag: "v1", revision: sha });
  docs.collaborator("ada", "maintain");
  docs.workflow("Docs", ".github/workflows/docs.yml");
  const { octokit } = createGitHub({
    token: "t",
    tokenClass: "docs",
    apiUrl: github.url,
    throttle: false,
    timeoutMs: 5000,
  });
  const r = { owner: "acme", repo: "docs" };
  const a = { owner: "acme", repo: "api" };
  const head = docs.sha(`refs/pull/${number}/head`);
  await octokit.repos.get(r);
  await octokit.pulls.list({ ...r });
  await octokit.pulls.get({ ...r, pull_number: number });
  const merged = await octokit.pulls.get({ ...a, pull_number: 3381 });
  expect(merged.data.merge_commit_sha).toBe(sha);
  const files = await octokit.pulls.listFiles({ ...a, pull_number: 3381 });
  expect(files.data.map((f) => [f.filename, f.status, f.additions, f.deletions, f.patch])).toEqual([
    ["src/a.ts", "modified", 1, 1, "@@ -1 +1 @@\n-export const a = 1;\n+export const a = 2;"],
  ]);
  await octokit.pulls.listReviewComments({ ...a, pull_number: 3381 });
  await octokit.pulls.listCommits({ ...a, pull_number: 3381 });
  await octokit.repos.listCommits({ ...a, path: "src" });
  await octokit.repos.getCommit({ ...a, ref: sha });
  expect(
    (await octokit.repos.listPullRequestsAssociatedWithCommit({ ...a, commit_sha: sha })).data.map((p) => p.number),
  ).toEqual([3381]);
  await octokit.repos.compareCommitsWithBasehead({ ...a, basehead: `${merged.data.base.sha}...main` });
  await octokit.repos.getContent({ ...a, path: "src/a.ts" });
  await octokit.repos.getContent({ ...a, path: "" });
  await octokit.git.getTree({ ...a, tree_sha: "main", recursive: "1" });
  await octokit.git.getBlob({ ...a, file_sha: files.data[0]?.sha ?? "" });
  await octokit.git.getCommit({ ...a, commit_sha: sha });
  await octokit.git.getRef({ ...a, ref: "heads/main" });
  await octokit.git.listMatchingRefs({ ...a, ref: "heads/" });
  const blob = await octokit.git.createBlob({ ...r, content: "x" });
  const tree = await octokit.git.createTree({
    ...r,
    tree: [{ path: "ledger.json", mode: "100644", type: "blob", sha: blob.data.sha }],
  });
  const commit = await octokit.git.createCommit({ ...r, message: "m", tree: tree.data.sha, parents: [] });
  await octokit.git.createRef({ ...r, ref: "refs/docs-verdict/ledger", sha: commit.data.sha });
  await octokit.issues.listForRepo(r);
  await octokit.issues.get({ ...r, issue_number: number });
  await octokit.issues.update({ ...r, issue_number: number, title: "Docs 2" });
  await octokit.issues.listComments({ ...r, issue_number: number });
  const made = await octokit.issues.createComment({ ...r, issue_number: number, body: "x" });
  expect(made.data.user?.id).toBe(41898282);
  await octokit.issues.updateComment({ ...r, comment_id: made.data.id, body: "y" });
  await octokit.issues.getComment({ ...r, comment_id: made.data.id });
  await octokit.issues.deleteComment({ ...r, comment_id: made.data.id });
  await octokit.reactions.createForIssueComment({ ...r, comment_id: id, content: "eyes" });
  await octokit.reactions.listForIssueComment({ ...r, comment_id: id });
  await octokit.issues.listEventsForTimeline({ ...r, issue_number: number });
  await octokit.issues.listEventsForTimeline({ ...a, issue_number: 3381 });
  await octokit.issues.createLabel({ ...r, name: "x y", color: "ffffff", description: "d" });
  await octokit.issues.getLabel({ ...r, name: "x y" });
  await octokit.issues.addLabels({ ...r, issue_number: number, labels: ["x y"] });
  await octokit.issues.removeLabel({ ...r, issue_number: number, name: "x y" });
  await octokit.issues.listLabelsForRepo(r);
  const check = await octokit.checks.create({ ...r, name: "c", head_sha: head, output: { title: "t", summary: "s" } });
  await octokit.checks.update({ ...r, check_run_id: check.data.id, conclusion: "success" });
  await octokit.checks.listForRef({ ...r, ref: head });
  await octokit.checks.listAnnotations({ ...r, check_run_id: check.data.id });
  await octokit.repos.createCommitStatus({ ...r, sha: head, state: "success", context: "x" });
  await octokit.repos.listCommitStatusesForRef({ ...r, ref: head });
  await octokit.repos.getCombinedStatusForRef({ ...r, ref: head });
  const deployments = await octokit.repos.listDeployments({ ...a });
  await octokit.repos.listDeploymentStatuses({ ...a, deployment_id: deployments.data[0]?.id ?? 0 });
  await octokit.repos.listReleases(a);
  await octokit.repos.getLatestRelease(a);
  await octokit.repos.listTags(a);
  await octokit.repos.getCollaboratorPermissionLevel({ ...r, username: "ada" });
  await octokit.search.issuesAndPullRequests({ q: "repo:acme/docs is:pr is:open" });
  await octokit.rateLimit.get();
  await octokit.actions.listRepoWorkflows(r);
  await octokit.repos.createDispatchEvent({ ...r, event_type: "x", client_payload: { a: 1 } });
  const graphql =
    await octokit.graphql(`{ repository(owner:"acme", name:"api") { nameWithOwner isPrivate visibility defaultBranchRef { name }
    pullRequest(number: 3381) { number title url state isDraft merged mergedAt mergeCommit { oid } baseRefName headRefOid headRefName author { login } body
      files(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { path } } commits(first: 10) { nodes { commit { oid message } } } labels(first: 10) { nodes { name } }
      comments(first: 10) { nodes { body author { login } } } closingIssuesReferences(first: 10) { nodes { number } }
      timelineItems(first: 10) { nodes { __typename ... on CrossReferencedEvent { source { ... on PullRequest { number repository { nameWithOwner } } } } } } }
    pullRequests(first: 10, states: [MERGED], orderBy: {field: UPDATED_AT, direction: DESC}) { nodes { number } }
    object(expression: "main:src/a.ts") { ... on Blob { text byteSize } } issueOrPullRequest(number: 3381) { __typename } }
    viewer { login } rateLimit { remaining } }`);
  expect(graphql).toMatchObject({
    repository: {
      pullRequest: {
        number: 3381,
        state: "MERGED",
        mergeCommit: { oid: sha },
        files: { nodes: [{ path: "src/a.ts" }] },
      },
      object: { text: "export const a = 2;\n" },
    },
  });
  expect(github.violations).toEqual([]);
});
