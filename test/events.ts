import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { comment, issue, type Links, simpleUser } from "./fake-github/render.ts";
import { pull } from "./fake-github/render-pull.ts";
import { fullRepository } from "./fake-github/render-repository.ts";
import type { FakeGitHub } from "./fake-github/server.ts";
import type { Repository } from "./fake-github/state.ts";
import { findIssue, findPull, type PullIssue, pullShas, repositoryOf, resolve } from "./fake-github/world.ts";

/** What starts a workflow run: the payload and what the runner puts beside it. */
export type ActionEvent = {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly repository: string;
  /** `GITHUB_SHA`; the default branch's tip on every event that is not about one pull request. */
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
};

/** Which pull request or issue an event is about. */
export type Subject = { readonly repository: string; readonly number: number };

const recorded = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }).loose());

let library: z.infer<typeof recorded> | undefined;

/** A recorded payload, the first with that action; every event below starts from one. */
function example(name: string, action?: string): Record<string, unknown> {
  if (library === undefined) {
    const path = createRequire(import.meta.url).resolve("@octokit/webhooks-examples");
    library = recorded.parse(JSON.parse(readFileSync(path, "utf8")));
  }
  const examples = library.find((item) => item.name === name)?.examples ?? [];
  const found = examples.find((item) => action === undefined || item.action === action) ?? examples[0];
  if (found === undefined) throw new Error(`no recorded ${name} event`);
  const { installation: _, ...payload } = structuredClone(found);
  return payload;
}

type Around = {
  readonly links: Links;
  readonly repository: Repository;
  readonly fields: Readonly<Record<string, unknown>>;
};

function around(server: FakeGitHub, name: string, actor: string): Around {
  const repository = repositoryOf(server.state, name);
  const links = { world: server.world, url: server.url };
  const owner = simpleUser(links, repository.owner);
  const fields = {
    repository: fullRepository(links, repository, "read"),
    organization: owner,
    sender: simpleUser(links, actor),
  };
  return { links, repository, fields };
}

function pullOf(repository: Repository, number: number): PullIssue {
  const found = findPull(repository, number);
  if (found === undefined) throw new Error(`${repository.name} has no pull request ${number}`);
  return found;
}

function onDefaultBranch(
  { links, repository }: Around,
  parts: { readonly name: string; readonly payload: Readonly<Record<string, unknown>>; readonly actor: string },
): ActionEvent {
  const sha = resolve(links.world, repository, "HEAD") ?? "";
  const ref = `refs/heads/${repository.defaultBranch}`;
  return { ...parts, repository: `${repository.owner}/${repository.name}`, sha, ref };
}

/** `pull_request`, or `pull_request_target` when `name` says so. */
export function pullRequestEvent(
  server: FakeGitHub,
  subject: Subject,
  options: { readonly action?: string; readonly actor?: string; readonly name?: string } = {},
): ActionEvent {
  const { action = "synchronize", actor = "octocat", name = "pull_request" } = options;
  const world = around(server, subject.repository, actor);
  const { links, repository, fields } = world;
  const item = pullOf(repository, subject.number);
  const recordedPayload = example("pull_request", action);
  const body = { ...Object(recordedPayload.pull_request), ...pull(links, repository, item, "read") };
  const payload = { ...recordedPayload, action, number: item.number, pull_request: body, ...fields };
  const event = onDefaultBranch(world, { name, payload, actor });
  if (name === "pull_request_target") return event;
  const { head } = pullShas(links.world, repository, item);
  return { ...event, sha: String(body.merge_commit_sha ?? head), ref: `refs/pull/${item.number}/merge` };
}

/** `issue_comment` on a pull request or issue, for a comment that is there already. */
export function issueCommentEvent(
  server: FakeGitHub,
  subject: Subject & { readonly comment: number },
  options: { readonly action?: string } = {},
): ActionEvent {
  const { action = "created" } = options;
  const found = repositoryOf(server.state, subject.repository).comments.find((item) => item.id === subject.comment);
  const actor = found?.author ?? "octocat";
  const world = around(server, subject.repository, actor);
  const { links, repository, fields } = world;
  const item = findIssue(repository, subject.number);
  if (item === undefined || found === undefined) throw new Error("no such comment");
  const recordedPayload = example("issue_comment", action);
  const parts = { issue: issue(links, repository, item), comment: comment(links, repository, found) };
  return onDefaultBranch(world, {
    name: "issue_comment",
    payload: { ...recordedPayload, action, ...parts, ...fields },
    actor,
  });
}

/** `schedule`: its payload is the cron line and the repository. */
export function scheduleEvent(server: FakeGitHub, repository: string): ActionEvent {
  const world = around(server, repository, "github-actions[bot]");
  const payload = {
    schedule: "17 6 * * *",
    repository: world.fields.repository,
    workflow: ".github/workflows/docs.yml",
  };
  return onDefaultBranch(world, { name: "schedule", payload, actor: "github-actions[bot]" });
}

/** `workflow_dispatch` with inputs. */
export function workflowDispatchEvent(
  server: FakeGitHub,
  repository: string,
  inputs: Readonly<Record<string, string>> = {},
): ActionEvent {
  const world = around(server, repository, "octocat");
  const ref = `refs/heads/${world.repository.defaultBranch}`;
  const payload = { ...example("workflow_dispatch"), inputs, ref, ...world.fields };
  return onDefaultBranch(world, { name: "workflow_dispatch", payload, actor: "octocat" });
}

/** `repository_dispatch` with the sender's event type and payload. */
export function repositoryDispatchEvent(
  server: FakeGitHub,
  repository: string,
  dispatch: { readonly eventType: string; readonly payload: Readonly<Record<string, unknown>> },
): ActionEvent {
  const world = around(server, repository, "octocat");
  const branch = world.repository.defaultBranch;
  const parts = { action: dispatch.eventType, branch, client_payload: dispatch.payload };
  const payload = { ...example("repository_dispatch"), ...parts, ...world.fields };
  return onDefaultBranch(world, { name: "repository_dispatch", payload, actor: "octocat" });
}

/** `merge_group` for the open pull requests named, merged one after the other on a queue branch of the double. */
export function mergeGroupEvent(server: FakeGitHub, repository: string, numbers: readonly number[]): ActionEvent {
  const world = around(server, repository, "github-merge-queue[bot]");
  const { links, fields } = world;
  const base = resolve(links.world, world.repository, "HEAD") ?? "";
  const target = world.repository.defaultBranch;
  const branch = `gh-readonly-queue/${target}/pr-${numbers.at(-1)}-${base}`;
  const sha = server.repository(repository).queue(branch, numbers);
  const recordedPayload = example("merge_group");
  const group = {
    ...Object(recordedPayload.merge_group),
    head_sha: sha,
    head_ref: `refs/heads/${branch}`,
    base_sha: base,
    base_ref: `refs/heads/${target}`,
  };
  const payload = { ...recordedPayload, action: "checks_requested", merge_group: group, ...fields };
  const event = onDefaultBranch(world, { name: "merge_group", payload, actor: "github-merge-queue[bot]" });
  return { ...event, sha, ref: `refs/heads/${branch}` };
}
