import { z } from "zod";
import {
  type Call,
  commitFor,
  created,
  loginOf,
  notFound,
  ok,
  paged,
  param,
  Refusal,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { appOf, nodeId, repositoryPage, repositoryUrl } from "../render.ts";
import type { CheckRun, Repository } from "../state.ts";
import { findRepository, freshId, isPull, now, pullShas } from "../world.ts";

const output = z.object({
  title: z.string().optional(),
  summary: z.string().optional(),
  text: z.string().optional(),
  annotations: z.array(z.record(z.string(), z.unknown())).optional(),
});
const run = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: output.optional(),
});
/** Check runs. */
export const checkRoutes: Routes = {
  "POST /repos/{owner}/{repo}/check-runs": (call) => {
    const repository = repositoryFor(call);
    mustBeApp(call);
    const request = run.parse(call.body);
    const headSha = commitFor(call, repository, request.head_sha ?? "");
    const made: CheckRun = {
      id: freshId(call.world),
      name: request.name ?? "",
      headSha,
      app: loginOf(call),
      status: "queued",
      conclusion: null,
      startedAt: now(call.world),
      completedAt: null,
      externalId: "",
      detailsUrl: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
    };
    change(call, made, request);
    repository.checks.push(made);
    return created(check(call, repository, made));
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": (call) => {
    const repository = repositoryFor(call);
    return ok(check(call, repository, checkFor(call, repository)));
  },
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": (call) => {
    const repository = repositoryFor(call);
    mustBeApp(call);
    const item = checkFor(call, repository);
    if (item.app !== loginOf(call))
      throw new Refusal(
        403,
        `Invalid app_id \`${item.app}\` - check run can only be modified by the GitHub App that created it.`,
      );
    change(call, item, run.parse(call.body ?? {}));
    return ok(check(call, repository, item));
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": (call) => {
    const repository = repositoryFor(call);
    const item = checkFor(call, repository);
    return paged(call, item.annotations, (page) =>
      page.map((each) => ({
        start_column: null,
        end_column: null,
        title: null,
        raw_details: null,
        ...each,
        blob_href: `${repositoryPage(repository)}/blob/${item.headSha}/${each.path}`,
      })),
    );
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": (call) => {
    const repository = repositoryFor(call);
    const sha = commitFor(call, repository, param(call, "ref"));
    const name = call.query.get("check_name");
    const all = repository.checks
      .filter((item) => item.headSha === sha && (name === null || item.name === name))
      .filter((item) => (call.query.get("status") ?? item.status) === item.status)
      .sort((a, b) => b.id - a.id);
    const seen = new Set<string>();
    const latest = all.filter((item) => !seen.has(`${item.app} ${item.name}`) && seen.add(`${item.app} ${item.name}`));
    const items = call.query.get("filter") === "all" ? all : latest;
    return paged(call, items, (page) => ({
      total_count: items.length,
      check_runs: page.map((item) => check(call, repository, item)),
    }));
  },
};

function mustBeApp(call: Call): void {
  if (call.actor.kind === "pat") throw new Refusal(403, "You must authenticate via a GitHub App.");
}

function checkFor(call: Call, repository: Repository): CheckRun {
  const found = repository.checks.find((item) => item.id === Number(param(call, "check_run_id")));
  if (found === undefined) throw notFound();
  return found;
}

/** @throws Refusal for what is over GitHub's limits or completes a run without a conclusion. */
function admit(call: Call, request: z.infer<typeof run>): void {
  const { annotationsPerRequest, checkTextCharacters } = call.world.limits;
  if ((request.output?.annotations ?? []).length > annotationsPerRequest) {
    throw new Refusal(422, `Invalid request.\n\nNo more than ${annotationsPerRequest} annotations can be sent.`);
  }
  for (const field of ["summary", "text"] as const) {
    if ((request.output?.[field] ?? "").length > checkTextCharacters) {
      throw new Refusal(
        422,
        `Invalid request.\n\nOnly ${checkTextCharacters} characters are allowed; ${field} is longer.`,
      );
    }
  }
  if (request.status === "completed" && request.conclusion === undefined) {
    throw new Refusal(422, "Invalid request.\n\nMissing conclusion for a completed check run.");
  }
}

/** Applies a request: a conclusion completes the run, another status reopens it, annotations add to those it has. */
function change(call: Call, item: CheckRun, request: z.infer<typeof run>): void {
  admit(call, request);
  item.name = request.name ?? item.name;
  item.startedAt = request.started_at ?? item.startedAt;
  item.externalId = request.external_id ?? item.externalId;
  item.detailsUrl = request.details_url ?? item.detailsUrl;
  setProgress(call, item, request);
  item.title = request.output?.title ?? item.title;
  item.summary = request.output?.summary ?? item.summary;
  item.text = request.output?.text ?? item.text;
  item.annotations.push(...(request.output?.annotations ?? []));
}

function setProgress(call: Call, item: CheckRun, request: z.infer<typeof run>): void {
  if (request.conclusion !== undefined) {
    const completedAt = request.completed_at ?? now(call.world);
    Object.assign(item, { status: "completed", conclusion: request.conclusion, completedAt });
  } else if (request.status !== undefined) {
    Object.assign(item, { status: request.status, conclusion: null, completedAt: null });
  }
}

function check(call: Call, repository: Repository, item: CheckRun): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const url = `${api}/check-runs/${item.id}`;
  return {
    id: item.id,
    node_id: nodeId("CR", item.id),
    head_sha: item.headSha,
    external_id: item.externalId,
    url,
    html_url: `${repositoryPage(repository)}/runs/${item.id}`,
    details_url: item.detailsUrl ?? `${repositoryPage(repository)}/runs/${item.id}`,
    status: item.status,
    conclusion: item.conclusion,
    started_at: item.startedAt,
    completed_at: item.completedAt,
    output: {
      title: item.title,
      summary: item.summary,
      text: item.text,
      annotations_count: item.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: item.name,
    check_suite: { id: 1 },
    app: appOf(call, item.app),
    pull_requests: pullsWithHead(call, repository, item.headSha),
  };
}

function pullsWithHead(call: Call, repository: Repository, sha: string): unknown[] {
  const api = repositoryUrl(call, repository);
  const short = (id: number | null): unknown => {
    const found = findRepository(call.world.state, id);
    return { id: id ?? 0, url: found === undefined ? api : repositoryUrl(call, found), name: found?.name ?? "" };
  };
  return repository.issues
    .filter(isPull)
    .filter((item) => item.state === "open" && item.pull.headRepository === repository.id)
    .map((item) => ({ item, ...pullShas(call.world, repository, item) }))
    .filter(({ head }) => head === sha)
    .map(({ item, base, head }) => ({
      id: item.id,
      number: item.number,
      url: `${api}/pulls/${item.number}`,
      head: { ref: item.pull.headRef, sha: head, repo: short(item.pull.headRepository) },
      base: { ref: item.pull.baseRef, sha: base, repo: short(repository.id) },
    }));
}
