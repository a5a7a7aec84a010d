import type { FileChange } from "./git.ts";
import type { MergeMethod } from "./git-merge.ts";
import type { Access, Token } from "./state.ts";

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
