import { git } from "./git.ts";
import type { DeploymentStatus, Repository, Status } from "./state.ts";
import { account, freshId, now, type World } from "./world.ts";

/** A deployment of a commit. */
export type DeployOptions = {
  readonly environment: string;
  /** Branch, tag or sha. */
  readonly revision: string;
  /** Statuses in order, the last is the newest; times go up by a minute. */
  readonly statuses?: readonly DeploymentStatus["state"][];
  readonly at?: string;
  readonly transient?: boolean;
};

/** A release and its tag. */
export type ReleaseOptions = {
  readonly tag: string;
  readonly revision: string;
  readonly kind?: "release" | "prerelease" | "draft";
  readonly at?: string;
  readonly body?: string;
};

/** What runs where and what was published. */
export type DeploymentBuilder = {
  /** Records a deployment; returns its id. */
  deploy(options: DeployOptions): number;
  /** Adds a status to a deployment. */
  deploymentStatus(id: number, state: DeploymentStatus["state"], at?: string): void;
  /** Publishes a release; makes the tag unless it is a draft. Returns the release id. */
  release(options: ReleaseOptions): number;
  tag(name: string, revision: string): void;
  /** Records a commit status. */
  status(revision: string, context: string, state: Status["state"]): void;
  /** Lists a workflow for Actions. */
  workflow(name: string, path: string, state?: string): void;
};

/** The part of a repository builder for deployments, releases and statuses. */
export function deploymentBuilder(
  world: World,
  repository: Repository,
  sha: (revision: string) => string,
): DeploymentBuilder {
  const creator = "octocat";
  const addStatus = (id: number, state: DeploymentStatus["state"], at: string): void => {
    const found = repository.deployments.find((item) => item.id === id);
    if (found === undefined) throw new Error(`no deployment ${id}`);
    found.statuses.push({ id: freshId(world), state, at, environmentUrl: "" });
  };
  const tag = (name: string, revision: string): void => {
    git(repository.dir, ["update-ref", `refs/tags/${name}`, sha(revision)]);
  };
  return {
    tag,
    deploy: ({ environment, revision, statuses = ["success"], at = now(world), transient = false }) => {
      const id = freshId(world);
      account(world, creator);
      const production = environment === "production";
      const where = { environment, transient, production, creator, at };
      repository.deployments.push({ id, sha: sha(revision), ref: revision, ...where, statuses: [] });
      statuses.forEach((state, index) => {
        addStatus(id, state, new Date(Date.parse(at) + index * 60_000).toISOString().replace(".000", ""));
      });
      return id;
    },
    deploymentStatus: (id, state, at) => addStatus(id, state, at ?? now(world)),
    release: ({ tag: name, revision, kind = "release", at = now(world), body = "" }) => {
      if (kind !== "draft") tag(name, revision);
      const id = freshId(world);
      const flags = { draft: kind === "draft", prerelease: kind === "prerelease" };
      account(world, creator);
      repository.releases.push({ id, tag: name, name, body, ...flags, author: creator, at });
      return id;
    },
    status: (revision, context, state) => {
      const made = { id: freshId(world), sha: sha(revision), state, context, description: null, targetUrl: null };
      repository.statuses.push({ ...made, creator: account(world, creator).login, at: now(world) });
    },
    workflow: (name, path, state = "active") => {
      repository.workflows.push({ id: freshId(world), name, path, state });
    },
  };
}
