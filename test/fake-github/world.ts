import { gitMaybe, resolveCommit } from "./git.ts";
import { isoSeconds } from "./git-read.ts";
import { type Account, actionsBot, type Issue, type Label, type Limits, type Repository, type State } from "./state.ts";

/** What routes and the builder work on. */
export type World = {
  readonly state: State;
  readonly limits: Limits;
  /** Temp folder that holds the bare repositories. */
  readonly root: string;
  /** Refs by repository id, in a view of the past; absent when git is asked. */
  readonly frozenRefs?: ReadonlyMap<number, ReadonlyMap<string, string>>;
};

/** An issue that is a pull request. */
export type PullIssue = Issue & { readonly pull: NonNullable<Issue["pull"]> };

/** The world's time, UTC with seconds. */
export function now(world: World): string {
  return isoSeconds(world.state.nowMs);
}

/** A fresh id; ids only grow. */
export function freshId(world: World): number {
  world.state.nextId += 1;
  return world.state.nextId;
}

/** The account of a login (made on first use); `[bot]` logins are bots. */
export function account(world: World, login: string): Account {
  const found = world.state.accounts.find((item) => item.login.toLowerCase() === login.toLowerCase());
  if (found !== undefined) return found;
  if (login === actionsBot.login) {
    world.state.accounts.push(actionsBot);
    return actionsBot;
  }
  const made: Account = { id: freshId(world), login, type: login.endsWith("[bot]") ? "Bot" : "User" };
  world.state.accounts.push(made);
  return made;
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

/** A repository by full name (case-insensitive) or id, `undefined` when there is none. */
export function findRepository(state: State, key: string | number | null): Repository | undefined {
  return state.repositories.find((item) =>
    typeof key === "string" ? fullName(item).toLowerCase() === key.toLowerCase() : item.id === key,
  );
}

/** A repository that the test itself named. @throws Error when there is none. */
export function repositoryOf(state: State, key: string | number): Repository {
  const found = findRepository(state, key);
  if (found === undefined) throw new Error(`the double has no repository ${key}`);
  return found;
}

/** Commit of a branch, tag, full ref, `HEAD` or sha, `undefined` when there is none. */
export function resolve(world: World, repository: Repository, revision: string): string | undefined {
  const frozen = world.frozenRefs?.get(repository.id);
  if (/^[0-9a-f]{40}([~^]\d*)*$/.test(revision)) return resolveCommit(repository.dir, revision);
  const name = revision === "HEAD" ? `refs/heads/${repository.defaultBranch}` : revision;
  const candidates = name.startsWith("refs/") ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
  for (const candidate of candidates) {
    const sha = frozen === undefined ? resolveCommit(repository.dir, candidate) : frozen.get(candidate);
    if (sha !== undefined) return frozen === undefined ? sha : resolveCommit(repository.dir, sha);
  }
  return /^[0-9a-f]{7,39}$/.test(revision) ? resolveCommit(repository.dir, revision) : undefined;
}

/** An issue or pull request by number, `undefined` when there is none. */
export function findIssue(repository: Repository, number: number): Issue | undefined {
  return repository.issues.find((item) => item.number === number);
}

/** A pull request by number, `undefined` when there is none or the number is an issue's. */
export function findPull(repository: Repository, number: number): PullIssue | undefined {
  return repository.issues.filter(isPull).find((item) => item.number === number);
}

/** Whether an issue is a pull request. */
export function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== undefined;
}

/** A label by name, whatever its case; `undefined` when there is none. */
export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((item) => item.name.toLowerCase() === name.toLowerCase());
}

/** Labels of an issue in the order they were added. */
export function labelsOf(repository: Repository, issue: Issue): Label[] {
  return issue.labels.flatMap((id) => repository.labels.find((label) => label.id === id) ?? []);
}

/** Base and head commits of a pull request; an open one follows its branches. */
export function pullShas(
  world: World,
  repository: Repository,
  issue: PullIssue,
): { readonly base: string; readonly head: string } {
  const pullRef = `refs/pull/${issue.number}/head`;
  if (issue.state === "open" && world.frozenRefs === undefined) syncHead(world, repository, issue);
  const head = resolve(world, repository, pullRef);
  const base = issue.pull.baseSha ?? resolve(world, repository, `refs/heads/${issue.pull.baseRef}`);
  if (head === undefined || base === undefined) throw new Error(`pull request ${issue.number} lost its branches`);
  return { base, head };
}

/** Makes `refs/pull/N/head` follow the head branch of every open pull request, as GitHub does on a push. */
export function syncPulls(world: World, repository: Repository): void {
  for (const issue of repository.issues.filter(isPull)) {
    if (issue.state === "open") syncHead(world, repository, issue);
  }
}

function syncHead(world: World, repository: Repository, issue: PullIssue): void {
  const head = findRepository(world.state, issue.pull.headRepository);
  if (head === undefined) return;
  const ref = `refs/pull/${issue.number}/head`;
  const branch = `refs/heads/${issue.pull.headRef}`;
  if (head.id !== repository.id) {
    gitMaybe(repository.dir, ["fetch", "--quiet", "--no-tags", head.dir, `+${branch}:${ref}`]);
    return;
  }
  const tip = resolveCommit(repository.dir, branch);
  if (tip !== undefined && tip !== resolveCommit(repository.dir, ref))
    gitMaybe(repository.dir, ["update-ref", ref, tip]);
}
