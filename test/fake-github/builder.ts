import { join } from "node:path";
import { type DeploymentBuilder, deploymentBuilder } from "./builder-deployments.ts";
import {
  addComment,
  addEvent,
  addLabels,
  type By,
  ensureLabel,
  mergePull,
  openIssue,
  openPull,
  removeLabel,
  setState,
} from "./changes.ts";
import { type FileChange, git, initRepository, type Signature, writeCommit } from "./git.ts";
import { type MergeMethod, revertCommit } from "./git-merge.ts";
import type { Access, Issue, Repository, Token } from "./state.ts";
import {
  account,
  findRepository,
  freshId,
  fullName,
  isPull,
  now,
  type PullIssue,
  resolve,
  type World,
} from "./world.ts";

/** A token; `kind` is `pat`, and nothing private is readable, unless said. */
export type TokenOptions = {
  readonly login: string;
  readonly kind?: Token["kind"];
  readonly scopes?: readonly string[];
  readonly access?: Readonly<Record<string, Access>>;
};

/** A new repository: public, `main`, empty, unless said. */
export type RepositoryOptions = {
  readonly visibility?: "public" | "private";
  readonly defaultBranch?: string;
  /** Full name of the repository that it is a fork of. */
  readonly forkOf?: string;
  /** Files of a first commit on the default branch. */
  readonly files?: Readonly<Record<string, FileChange>>;
};

/** When and by whom; the world's time and `octocat` unless said. */
export type Moment = { readonly by?: string; readonly at?: string };

/** A commit on a branch. */
export type CommitOptions = Moment & {
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message?: string;
  /** The default branch unless said; a new branch starts at `from` or at the default branch. */
  readonly branch?: string;
  readonly from?: string;
  readonly modes?: Readonly<Record<string, string>>;
};

/** A pull request; with `files` its head branch gets one commit first. */
export type PullOptions = Moment & {
  readonly title: string;
  readonly body?: string;
  readonly number?: number;
  readonly head?: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly files?: Readonly<Record<string, FileChange>>;
  /** Full name of the fork that the head branch is in. */
  readonly fork?: string;
};

/** How to merge; a merge commit unless said. */
export type MergeOptions = Moment & {
  readonly method?: MergeMethod;
  readonly title?: string;
  readonly message?: string;
};

/** Builds and changes one repository, as people and pushes would, without the API. */
export type RepositoryBuilder = DeploymentBuilder & {
  readonly name: string;
  readonly repository: Repository;
  /** Folder of the bare repository. */
  readonly dir: string;
  /** Writes a commit; returns its sha. */
  commit(options: CommitOptions): string;
  /** Commit of a branch, tag or sha. @throws Error when there is none. */
  sha(revision: string): string;
  deleteBranch(branch: string): void;
  /** Opens a pull request; returns its number. */
  pull(options: PullOptions): number;
  /** Opens an issue; returns its number. */
  issue(options: Moment & { title: string; body?: string; number?: number }): number;
  /** Merges with git; returns the landing commit. @throws Error on conflict. */
  merge(number: number, options?: MergeOptions): string;
  /** Runs a real `git revert` on a branch (the default one unless said); returns the new commit. */
  revert(revision: string, options?: Moment & { branch?: string }): string;
  close(number: number, moment?: Moment): void;
  reopen(number: number, moment?: Moment): void;
  lock(number: number): void;
  draft(number: number, state: "draft" | "ready", moment?: Moment): void;
  edit(number: number, change: { title?: string; body?: string }): void;
  /** Adds a comment; returns its id. */
  comment(number: number, body: string, moment?: Moment): number;
  react(target: { readonly comment: number } | { readonly issue: number }, content: string, moment?: Moment): void;
  defineLabel(name: string, look?: { color?: string; description?: string }): void;
  addLabels(number: number, names: readonly string[], moment?: Moment): void;
  removeLabel(number: number, name: string, moment?: Moment): void;
  /** Grants a role; `role` names a custom role whose base is `permission`. */
  collaborator(login: string, permission: Access, role?: string): void;
  /** Writes a cross-reference into the timeline of an issue; mentions in texts do so by themselves. */
  crossReference(number: number, source: string, moment?: Moment): void;
  /** Renames or transfers; the old name answers 301 from then on. */
  rename(name: string): void;
  /** Deletes the fork behind a pull request: `head.repo` is null from then on. */
  deleteFork(number: number): void;
  /** Deletes an account: what it wrote here has no author from then on. */
  deleteAccount(login: string): void;
};

/** A builder; makes the repository when there is none and options are given. @throws Error when there is none otherwise. */
export function repositoryBuilder(world: World, name: string, options?: RepositoryOptions): RepositoryBuilder {
  const known = findRepository(world.state, name);
  if (known === undefined && options === undefined) throw new Error(`the double has no repository ${name}`);
  const repository = known ?? makeRepository(world, name, options ?? {});
  const by = (moment: Moment = {}): By => ({
    actor: moment.by ?? "octocat",
    ...(moment.at === undefined ? {} : { at: moment.at }),
  });
  const find = (number: number): Issue => {
    const found = repository.issues.find((item) => item.number === number);
    if (found === undefined) throw new Error(`${name} has no #${number}`);
    return found;
  };
  const findPull = (number: number): PullIssue => {
    const found = find(number);
    if (!isPull(found)) throw new Error(`${name}#${number} is an issue`);
    return found;
  };
  const sha = (revision: string): string => {
    const found = resolve(world, repository, revision);
    if (found === undefined) throw new Error(`${name} has no ${revision}`);
    return found;
  };
  const commit = (choice: CommitOptions): string => commitOn(world, repository, choice);
  const builder: RepositoryBuilder = {
    name,
    repository,
    dir: repository.dir,
    commit,
    sha,
    ...deploymentBuilder(world, repository, sha),
    deleteBranch: (branch) => void git(repository.dir, ["update-ref", "-d", `refs/heads/${branch}`]),
    pull: (choice) => pullOn(world, repository, choice),
    issue: (choice) => openIssue(world, repository, { body: null, ...choice }, by(choice)).number,
    merge: (number, choice = {}) => {
      const how = { ...choice, method: choice.method ?? "merge" };
      const landed = mergePull(world, repository, findPull(number), how, by(choice));
      if (landed === undefined) throw new Error(`${name}#${number} does not merge`);
      return landed;
    },
    revert: (revision, choice = {}) => {
      const branch = choice.branch ?? repository.defaultBranch;
      const made = revertCommit(repository.dir, sha(branch), sha(revision), signatureOf(world, choice));
      if (made === undefined) throw new Error(`${revision} does not revert on ${branch}`);
      git(repository.dir, ["update-ref", `refs/heads/${branch}`, made]);
      return made;
    },
    close: (number, moment) => setState(world, repository, find(number), "closed", by(moment)),
    reopen: (number, moment) => setState(world, repository, find(number), "open", by(moment)),
    lock: (number) => {
      find(number).locked = true;
    },
    draft: (number, state, moment) => {
      findPull(number).pull.draft = state === "draft";
      const event = state === "draft" ? "convert_to_draft" : "ready_for_review";
      addEvent(world, find(number), { event }, by(moment));
    },
    edit: (number, change) => void Object.assign(find(number), change, { updatedAt: now(world) }),
    comment: (number, body, moment) => addComment(world, repository, find(number), body, by(moment)).id,
    react: (target, content, moment) => {
      const holder =
        "issue" in target ? find(target.issue) : repository.comments.find(({ id }) => id === target.comment);
      const { actor, at = now(world) } = by(moment);
      holder?.reactions.push({ id: freshId(world), login: account(world, actor).login, content, at });
    },
    defineLabel: (label, look = {}) => void Object.assign(ensureLabel(world, repository, label), look),
    addLabels: (number, names, moment) => addLabels(world, repository, find(number), names, by(moment)),
    removeLabel: (number, label, moment) => void removeLabel(world, repository, find(number), label, by(moment)),
    collaborator: (login, permission, role) =>
      grant(world, repository, { login, permission, role: role ?? permission }),
    crossReference: (number, source, moment) =>
      addEvent(world, find(number), { event: "cross-referenced", source }, by(moment)),
    rename: (next) => {
      world.state.redirects[fullName(repository).toLowerCase()] = repository.id;
      const [owner = "", short = ""] = next.split("/");
      Object.assign(repository, { owner, name: short });
    },
    deleteFork: (number) => {
      findPull(number).pull.headRepository = null;
    },
    deleteAccount: (login) => forget(repository, login),
  };
  return builder;
}

function makeRepository(world: World, name: string, options: RepositoryOptions): Repository {
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

function signatureOf(world: World, moment: Moment): Signature {
  const login = account(world, moment.by ?? "octocat").login;
  const seconds = Math.floor(Date.parse(moment.at ?? now(world)) / 1000);
  return { name: login, email: `${login}@users.noreply.github.com`, seconds };
}

function commitOn(world: World, repository: Repository, choice: CommitOptions): string {
  const branch = choice.branch ?? repository.defaultBranch;
  const exists = resolve(world, repository, `refs/heads/${branch}`) !== undefined;
  const start = exists ? choice.from : (choice.from ?? repository.defaultBranch);
  const from = start === undefined ? undefined : resolve(world, repository, start);
  return writeCommit(repository.dir, {
    branch,
    message: choice.message ?? "Change files",
    author: signatureOf(world, choice),
    files: choice.files,
    modes: choice.modes ?? {},
    ...(from === undefined ? {} : { from }),
  });
}

function pullOn(world: World, repository: Repository, choice: PullOptions): number {
  const head = choice.head ?? `change-${world.state.nextId}`;
  const from = choice.fork === undefined ? repository : findRepository(world.state, choice.fork);
  if (from === undefined) throw new Error(`the double has no repository ${choice.fork}`);
  const base = choice.base ?? repository.defaultBranch;
  if (choice.files !== undefined) {
    const exists = resolve(world, from, `refs/heads/${head}`) !== undefined;
    const start = exists ? {} : { from: base };
    commitOn(world, from, { ...choice, ...start, files: choice.files, branch: head, message: choice.title });
  }
  const request = {
    title: choice.title,
    body: choice.body ?? null,
    base,
    head,
    headRepository: from,
    draft: choice.draft ?? false,
  };
  const numbered = choice.number === undefined ? request : { ...request, number: choice.number };
  const by = { actor: choice.by ?? "octocat", ...(choice.at === undefined ? {} : { at: choice.at }) };
  const made = openPull(world, repository, numbered, by);
  addLabels(world, repository, made, choice.labels ?? [], by);
  return made.number;
}

/** The levels that `permission` has room for; `role_name` tells the rest. */
const legacy: Readonly<Record<string, string>> = { maintain: "write", triage: "read", metadata: "none" };

function grant(world: World, repository: Repository, to: { login: string; permission: Access; role: string }): void {
  account(world, to.login);
  const permission = legacy[to.permission] ?? to.permission;
  repository.collaborators[to.login.toLowerCase()] = { permission, roleName: to.role };
}

function forget(repository: Repository, login: string): void {
  for (const item of [...repository.issues, ...repository.comments]) if (item.author === login) item.author = null;
}
