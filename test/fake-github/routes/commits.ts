import {
  type Call,
  commitFor,
  notFound,
  ok,
  paged,
  param,
  Refusal,
  type Reply,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { countBetween, diffText, isAncestor, mergeBase, readCommit, readCommits, readDiff } from "../git-read.ts";
import { repositoryPage, repositoryUrl } from "../render.ts";
import { commit, file, pullRange, pullSummary } from "../render-pull.ts";
import type { Repository } from "../state.ts";
import { findRepository, isPull, type PullIssue, resolve } from "../world.ts";
import { cutPatches } from "./pulls.ts";

/** Commits and comparisons. */
export const commitRoutes: Routes = {
  "GET /repos/{owner}/{repo}/commits": (call) => {
    const repository = repositoryFor(call);
    const sha = resolve(call.world, repository, call.query.get("sha") ?? "HEAD");
    if (sha === undefined) throw notFound();
    const filters = [
      ...flag("--since=", call.query.get("since")),
      ...flag("--until=", call.query.get("until")),
      ...flag("--author=", call.query.get("author")),
    ];
    const path = call.query.get("path");
    const commits = readCommits(repository.dir, [...filters, sha, "--", ...(path === null ? [] : [path])]);
    return paged(call, commits, (page) => page.map((item) => commit(call, repository, item)));
  },
  "GET /repos/{owner}/{repo}/commits/{ref}": (call) => {
    const repository = repositoryFor(call);
    const sha = commitFor(call, repository, param(call, "ref"));
    if (/\bsha\b/.test(call.accept)) return text(sha, "application/vnd.github.sha; charset=utf-8");
    const facts = readCommit(repository.dir, sha);
    const parent = facts.parents[0] ?? emptyTree;
    if (/\bdiff\b/.test(call.accept)) {
      return text(diffText(repository.dir, parent, sha), "application/vnd.github.diff; charset=utf-8");
    }
    const files = readDiff(repository.dir, parent, sha);
    const additions = files.reduce((sum, item) => sum + item.additions, 0);
    const deletions = files.reduce((sum, item) => sum + item.deletions, 0);
    const shown = cutPatches(files, call.world.limits).slice(0, call.world.limits.pullFiles);
    return paged(call, shown, (page) => ({
      ...commit(call, repository, facts),
      stats: { total: additions + deletions, additions, deletions },
      files: page.map((item) => file(call, repository, sha, item)),
    }));
  },
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls": (call) => {
    const repository = repositoryFor(call);
    const sha = commitFor(call, repository, param(call, "commit_sha"));
    const items = pullsOf(call, repository, sha);
    return paged(call, items, (page) =>
      page.map((item) => pullSummary(call, repository, item, call.actor.access(repository))),
    );
  },
  "GET /repos/{owner}/{repo}/compare/{basehead}": compare,
};

/** Git's empty tree: what a first commit is compared with. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

function flag(name: string, value: string | null): string[] {
  return value === null ? [] : [`${name}${value}`];
}

function text(body: string, type: string): Reply {
  return { status: 200, body, headers: { "content-type": type } };
}

/** Pull requests that brought a commit; on the default branch only merged ones, as GitHub documents. */
export function pullsOf(call: Pick<Call, "world" | "url">, repository: Repository, sha: string): PullIssue[] {
  const tip = resolve(call.world, repository, "HEAD");
  const landed = tip !== undefined && isAncestor(repository.dir, sha, tip);
  return repository.issues
    .filter(isPull)
    .filter((item) => !landed || item.pull.merged !== undefined)
    .filter((item) => item.state === "open" || item.pull.merged !== undefined)
    .filter((item) => item.pull.merged?.sha === sha || within(call, repository, item, sha));
}

function within(call: Pick<Call, "world" | "url">, repository: Repository, item: PullIssue, sha: string): boolean {
  const { from, to } = pullRange(call, repository, item);
  const ends = item.pull.merged === undefined ? [to] : [to, item.pull.merged.sha];
  return (
    ends.some((end) => isAncestor(repository.dir, sha, end) && !isAncestor(repository.dir, sha, from)) &&
    !(
      item.pull.merged !== undefined &&
      item.pull.baseSha !== undefined &&
      isAncestor(repository.dir, sha, item.pull.baseSha)
    )
  );
}

function compare(call: Call): Reply {
  const repository = repositoryFor(call);
  const [left, right] = param(call, "basehead").split("...");
  if (left === undefined || right === undefined) throw notFound();
  const base = sideOf(call, repository, left);
  const head = sideOf(call, repository, right);
  const common = mergeBase(repository.dir, base, head);
  if (common === undefined) throw new Refusal(404, `No common ancestor between ${left} and ${right}.`);
  if (/\bdiff\b/.test(call.accept))
    return text(diffText(repository.dir, common, head), "application/vnd.github.diff; charset=utf-8");
  const ahead = countBetween(repository.dir, base, head);
  const behind = countBetween(repository.dir, head, base);
  const commits = readCommits(repository.dir, ["--reverse", "--topo-order", `${base}..${head}`]);
  const files = cutPatches(readDiff(repository.dir, common, head), call.world.limits);
  const shown =
    call.query.has("page") || call.query.has("per_page") ? commits : commits.slice(-call.world.limits.compareCommits);
  const url = `${repositoryUrl(call, repository)}/compare/${param(call, "basehead")}`;
  const page = `${repositoryPage(repository)}/compare/${param(call, "basehead")}`;
  const first = Number(call.query.get("page") ?? 1) <= 1;
  const wrap = (items: typeof commits): unknown => ({
    url,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commit(call, repository, readCommit(repository.dir, base)),
    merge_base_commit: commit(call, repository, readCommit(repository.dir, common)),
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: items.map((item) => commit(call, repository, item)),
    files: first ? files.slice(0, call.world.limits.diffFiles).map((item) => file(call, repository, head, item)) : [],
  });
  return shown === commits && call.query.size > 0 ? paged(call, commits, wrap) : ok(wrap(shown));
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "diverged";
  if (ahead > 0) return "ahead";
  return behind > 0 ? "behind" : "identical";
}

/** `ref`, `owner:ref` or `owner:repo:ref`; objects of forks are reachable through pull requests. */
function sideOf(call: Call, repository: Repository, name: string): string {
  const parts = name.split(":");
  const ref = parts.at(-1) ?? "";
  const owner = parts.length > 1 ? parts[0] : repository.owner;
  const named = parts.length > 2 ? parts[1] : repository.name;
  const from = findRepository(call.world.state, `${owner}/${named}`) ?? repository;
  const sha = resolve(call.world, from, ref);
  if (sha === undefined || resolve(call.world, repository, sha) === undefined) throw notFound();
  return sha;
}
