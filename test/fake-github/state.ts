/** A person, bot or organisation. */
export type Account = {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
};

/** What somebody may do in a repository, weakest first; `metadata` sees that it exists and nothing else. */
export const accessLevels = ["none", "metadata", "read", "triage", "write", "maintain", "admin"] as const;

/** One of {@link accessLevels}. */
export type Access = (typeof accessLevels)[number];

/** A credential. */
export type Token = {
  /** `job` is the token of an Actions job; `app` an App installation; `pat` a person's token. */
  readonly kind: "pat" | "job" | "app";
  readonly login: string;
  /** OAuth scopes, answered in `x-oauth-scopes` for a person's token. */
  readonly scopes: readonly string[];
  /** Access by full repository name; `*` is every repository. A public repository is readable by every valid token. */
  readonly access: Readonly<Record<string, Access>>;
};

/** A label of a repository. */
export type Label = { id: number; name: string; color: string; description: string | null };

/** A reaction on an issue or comment. */
export type Reaction = { readonly id: number; readonly login: string; readonly content: string; readonly at: string };

/** A comment on an issue or pull request. */
export type Comment = {
  readonly id: number;
  readonly issue: number;
  /** `null` after the account was deleted. */
  author: string | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly reactions: Reaction[];
  minimized: string | null;
};

/** A comment on a line of a pull request's diff. */
export type ReviewComment = {
  readonly id: number;
  readonly review: number;
  readonly pull: number;
  readonly author: string | null;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly commit: string;
  readonly body: string;
  readonly createdAt: string;
};

/** Something that happened to an issue or pull request. */
export type TimelineEvent = {
  readonly id: number;
  readonly event:
    | "cross-referenced"
    | "labeled"
    | "unlabeled"
    | "closed"
    | "reopened"
    | "merged"
    | "renamed"
    | "referenced"
    | "convert_to_draft"
    | "ready_for_review";
  readonly actor: string | null;
  readonly at: string;
  /** Label of a label event. */
  readonly label?: string;
  /** `owner/repo#n` of a cross-reference. */
  readonly source?: string;
  /** Commit of a merge, close or reference. */
  readonly commit?: string;
  /** Titles of a rename. */
  readonly rename?: { readonly from: string; readonly to: string };
};

/** What a pull request has beyond an issue. */
export type Pull = {
  draft: boolean;
  baseRef: string;
  readonly headRef: string;
  /** Repository id of the head; `null` after a fork was deleted. */
  headRepository: number | null;
  /** Base commit when it was merged or closed; absent while open. */
  baseSha?: string;
  merged?: { readonly at: string; readonly by: string; readonly sha: string };
};

/** An issue or, with `pull`, a pull request. */
export type Issue = {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  author: string | null;
  state: "open" | "closed";
  stateReason: string | null;
  locked: boolean;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  /** Label ids in the order they were added. */
  labels: number[];
  readonly reactions: Reaction[];
  readonly timeline: TimelineEvent[];
  pull?: Pull;
};

/** One line of a check run. */
export type Annotation = Readonly<Record<string, unknown>>;

/** A check run. */
export type CheckRun = {
  readonly id: number;
  name: string;
  readonly headSha: string;
  readonly app: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
};

/** A commit status. */
export type Status = {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly at: string;
};

/** A status of a deployment. */
export type DeploymentStatus = {
  readonly id: number;
  readonly state: "error" | "failure" | "inactive" | "in_progress" | "queued" | "pending" | "success";
  readonly at: string;
  readonly environmentUrl: string;
};

/** A deployment of a commit to an environment. */
export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly at: string;
  readonly statuses: DeploymentStatus[];
};

/** A release of a tag. */
export type Release = {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: string;
  readonly at: string;
};

/** A workflow of Actions, listed for `doctor`. */
export type Workflow = { readonly id: number; readonly name: string; readonly path: string; readonly state: string };

/** A repository; its git facts are in the bare repository `dir`. */
export type Repository = {
  readonly id: number;
  owner: string;
  name: string;
  visibility: "public" | "private";
  archived: boolean;
  defaultBranch: string;
  readonly parent: number | null;
  readonly createdAt: string;
  readonly dir: string;
  readonly collaborators: Record<string, { readonly permission: string; readonly roleName: string }>;
  readonly labels: Label[];
  readonly issues: Issue[];
  comments: Comment[];
  readonly reviewComments: ReviewComment[];
  readonly checks: CheckRun[];
  readonly statuses: Status[];
  readonly deployments: Deployment[];
  readonly releases: Release[];
  readonly workflows: Workflow[];
  readonly dispatches: { readonly eventType: string; readonly payload: unknown }[];
};

/** Everything the double knows beside git: one plain object, so that a copy is a snapshot. */
export type State = {
  nowMs: number;
  nextId: number;
  readonly accounts: Account[];
  readonly tokens: Record<string, Token>;
  readonly repositories: Repository[];
  /** Old full name, lower case, to repository id, for 301. */
  readonly redirects: Record<string, number>;
};

/** Sizes at which GitHub stops; lower ones make small tests of the edges. Sources: docs.github.com/rest, per endpoint. */
export const githubLimits = {
  commentCharacters: 65_536,
  checkTextCharacters: 65_535,
  annotationsPerRequest: 50,
  labelsPerIssue: 100,
  pullFiles: 3_000,
  diffFiles: 300,
  pullCommits: 250,
  compareCommits: 250,
  patchLines: 20_000,
  patchBytes: 500_000,
  contentBytes: 1_000_000,
  rawBytes: 100_000_000,
  treeEntries: 100_000,
  searchResults: 1_000,
  /** Requests an hour, by kind of credential. */
  coreAnonymous: 60,
  corePat: 5_000,
  coreJob: 1_000,
  search: 30,
  graphql: 5_000,
  /** Content-creating requests a minute; GitHub's is 80. Off by default because a test's clock stands still. */
  contentPerMinute: Number.POSITIVE_INFINITY,
};

/** See {@link githubLimits}. */
export type Limits = typeof githubLimits;

/** The account of `GITHUB_TOKEN` in an Actions job. */
export const actionsBot: Account = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
