import { type DeploymentBuilder, deploymentBuilder } from "./builder-deployments.ts";
import { type IssueBuilder, issueBuilder } from "./builder-issues.ts";
import type { CommitOptions, Moment, RepositoryOptions } from "./builder-options.ts";
import { commitOn, makeRepository, signatureOf } from "./builder-repository.ts";
import { ensureLabel } from "./changes.ts";
import { git } from "./git.ts";
import { mergeCommit, revertCommit } from "./git-merge.ts";
import type { Access, Repository } from "./state.ts";
import { account, findRepository, fullName, resolve, type World } from "./world.ts";

/** Builds and changes one repository, as people and pushes would, without the API. */
export type RepositoryBuilder = DeploymentBuilder &
  IssueBuilder & {
    readonly name: string;
    readonly repository: Repository;
    /** Folder of the bare repository. */
    readonly dir: string;
    /** Writes a commit; returns its sha. */
    commit(options: CommitOptions): string;
    /** Commit of a branch, tag or sha. @throws Error when there is none. */
    sha(revision: string): string;
    deleteBranch(branch: string): void;
    /** Runs a real `git revert` on a branch (the default one unless said); returns the new commit. */
    revert(revision: string, options?: Moment & { readonly branch?: string }): string;
    /** Merges open pull requests one after the other on a merge-queue branch; returns its tip. */
    queue(branch: string, numbers: readonly number[]): string;
    defineLabel(name: string, look?: { readonly color?: string; readonly description?: string }): void;
    /** Grants a role; `role` names a custom role whose base is `permission`. */
    collaborator(login: string, permission: Access, role?: string): void;
    /** Renames or transfers; the old name answers 301 from then on. */
    rename(name: string): void;
    /** Deletes an account: what it wrote here has no author from then on. */
    deleteAccount(login: string): void;
  };

/** A builder; makes the repository when there is none and options are given. @throws Error when there is none otherwise. */
export function repositoryBuilder(world: World, name: string, options?: RepositoryOptions): RepositoryBuilder {
  const known = findRepository(world.state, name);
  if (known === undefined && options === undefined) throw new Error(`the double has no repository ${name}`);
  const repository = known ?? makeRepository(world, name, options ?? {});
  const sha = (revision: string): string => {
    const found = resolve(world, repository, revision);
    if (found === undefined) throw new Error(`${name} has no ${revision}`);
    return found;
  };
  const move = (branch: string, commit: string): string => {
    git(repository.dir, ["update-ref", `refs/heads/${branch}`, commit]);
    return commit;
  };
  return {
    name,
    repository,
    dir: repository.dir,
    sha,
    ...deploymentBuilder(world, repository, sha),
    ...issueBuilder(world, repository),
    commit: (choice) => commitOn(world, repository, choice),
    deleteBranch: (branch) => void git(repository.dir, ["update-ref", "-d", `refs/heads/${branch}`]),
    revert: (revision, choice = {}) => {
      const branch = choice.branch ?? repository.defaultBranch;
      const made = revertCommit(repository.dir, sha(branch), sha(revision), signatureOf(world, choice));
      if (made === undefined) throw new Error(`${revision} does not revert on ${branch}`);
      return move(branch, made);
    },
    queue: (branch, numbers) => {
      const author = signatureOf(world, { by: "github-merge-queue[bot]" });
      const steps = numbers.map((number) => ({ number, head: sha(`refs/pull/${number}/head`) }));
      const tip = steps.reduce((base, { number, head }) => {
        const message = `Merge pull request #${number}`;
        const made = mergeCommit(repository.dir, { base, head, author, committer: author, message }, [base, head]);
        if (made === undefined) throw new Error(`#${number} does not merge`);
        return made;
      }, sha(repository.defaultBranch));
      return move(branch, tip);
    },
    defineLabel: (label, look = {}) => void Object.assign(ensureLabel(world, repository, label), look),
    collaborator: (login, permission, role) =>
      grant(world, repository, { login, permission, role: role ?? permission }),
    rename: (next) => {
      world.state.redirects[fullName(repository).toLowerCase()] = repository.id;
      const [owner = "", short = ""] = next.split("/");
      Object.assign(repository, { owner, name: short });
    },
    deleteAccount: (login) => forget(repository, login),
  };
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
