import { join } from "node:path";
import type { CommitOptions, Moment, RepositoryOptions } from "./builder-options.ts";
import { git, initRepository, type Signature, writeCommit } from "./git.ts";
import type { Repository } from "./state.ts";
import { account, findRepository, freshId, now, resolve, type World } from "./world.ts";

/** Makes a repository with its bare git repository. */
export function makeRepository(world: World, name: string, options: RepositoryOptions): Repository {
  const [owner = "", short = ""] = name.split("/");
  const parent = options.forkOf === undefined ? undefined : findRepository(world.state, options.forkOf);
  const known = world.state.accounts.some((item) => item.login === owner);
  if (!known) world.state.accounts.push({ id: freshId(world), login: owner, type: parent ? "User" : "Organization" });
  const id = freshId(world);
  const repository: Repository = {
    id,
    owner,
    name: short,
    visibility: options.visibility ?? "public",
    archived: false,
    defaultBranch: options.defaultBranch ?? "main",
    parent: parent?.id ?? null,
    createdAt: now(world),
    dir: join(world.root, `${id}.git`),
    collaborators: {},
    labels: [],
    issues: [],
    comments: [],
    reviewComments: [],
    checks: [],
    statuses: [],
    deployments: [],
    releases: [],
    workflows: [],
    dispatches: [],
  };
  initRepository(repository.dir, repository.defaultBranch);
  if (parent !== undefined) git(repository.dir, ["fetch", "--quiet", parent.dir, "refs/heads/*:refs/heads/*"]);
  world.state.repositories.push(repository);
  if (options.files !== undefined) commitOn(world, repository, { files: options.files, message: "Initial commit" });
  return repository;
}

/** Signature of a commit by somebody at some time. */
export function signatureOf(world: World, moment: Moment): Signature {
  const login = account(world, moment.by ?? "octocat").login;
  const seconds = Math.floor(Date.parse(moment.at ?? now(world)) / 1000);
  return { name: login, email: `${login}@users.noreply.github.com`, seconds };
}

/** Writes a commit on a branch; returns its sha. */
export function commitOn(world: World, repository: Repository, choice: CommitOptions): string {
  const branch = choice.branch ?? repository.defaultBranch;
  const exists = resolve(world, repository, `refs/heads/${branch}`) !== undefined;
  const start = exists ? choice.from : (choice.from ?? repository.defaultBranch);
  const from = start === undefined ? undefined : resolve(world, repository, start);
  if (choice.from !== undefined && from === undefined) throw new Error(`no commit ${choice.from} to start from`);
  return writeCommit(repository.dir, {
    branch,
    message: choice.message ?? "Change files",
    author: signatureOf(world, choice),
    files: choice.files,
    modes: choice.modes ?? {},
    ...(from === undefined ? {} : { from }),
  });
}
