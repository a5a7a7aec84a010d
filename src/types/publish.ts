/**
 * Opens the first line of our comment; the ledger follows as base64url, then ` -->`. Only a comment of our own account
 * that has it on line 1 is ours. Text from elsewhere never reaches a comment outside code spans and fences.
 */
export const commentMarker = "<!-- docs-verdict:v1 ";

/** Opens a suggestion of ours; its digest and ` -->` follow. */
export const suggestionMarker = "<!-- docs-verdict:suggestion ";

/** A line of a check run, on a line of the docs that the pull request changed. */
export type Annotation = {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
};

/** A label with its look; an existing one keeps the look its owner gave it. */
export type LabelSpec = { readonly name: string; readonly color: string; readonly description: string };

/** The check to show on the head commit. */
export type CheckSpec = {
  readonly name: string;
  readonly headCommit: string;
  /** A waiting state never passes: `success` for `live` and "nothing to verify" only. */
  readonly conclusion: "success" | "failure" | "action_required";
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
};

/** A commit status: shown only where the token may not create checks, under the same name. */
export type StatusSpec = {
  readonly context: string;
  readonly headCommit: string;
  readonly state: "success" | "failure" | "error";
  /** At most 140 characters. */
  readonly description: string;
};

/** The comment, and the shorter forms of it to try when GitHub refuses the length; longest first. */
export type CommentSpec = { readonly body: string; readonly smaller: readonly string[] };

/** New text for lines of the docs, offered in a review to take over with one click. */
export type Suggestion = {
  readonly path: string;
  /** First and last line to replace at the head commit, 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Markdown that opens with {@link suggestionMarker} and the digest. */
  readonly body: string;
  /** Fingerprint of the page and the new text, so that the same is offered once, wherever its line moves. */
  readonly digest: string;
};

/** A short comment of its own that tells people of a change of verdict; posted once. */
export type NoticeSpec = {
  /** First line, by which the notice of this very change is found again. */
  readonly marker: string;
  readonly body: string;
};

/** Whether the pull request is a draft, its GraphQL id, and who decided that last. */
export type OwnDraft = {
  readonly id: string;
  readonly state: "draft" | "ready";
  /** `overruled`: a person undid what we had done. */
  readonly last: "ours" | "overruled" | "others";
};

/** The ref of the docs repository that keeps the ledger of one docs pull request. */
export type LedgerRef = {
  /** Full name: `refs/docs-verdict/ledger/7`. */
  readonly ref: string;
  /** Commit that it points at; absent when there is no such ref. */
  readonly commit?: string;
  /** The ledger as stored; absent when the commit holds none. */
  readonly text?: string;
};

/** What the docs pull request should show. */
export type Wanted = {
  /** Absent when comments are turned off. */
  readonly comment?: CommentSpec;
  /** One label per axis. */
  readonly labels: readonly LabelSpec[];
  /** All labels that are ours to remove. */
  readonly ownLabels: readonly string[];
  /** Labels to add once and never to remove. */
  readonly additiveLabels: readonly LabelSpec[];
  readonly check: CheckSpec;
  /** Only on lines that the docs pull request changes: elsewhere GitHub takes none. */
  readonly suggestions: readonly Suggestion[];
  /** Title with or without the prefix; absent when titles are left alone. */
  readonly title?: string;
  /** Absent when the draft state is left alone. */
  readonly draft?: OwnDraft["state"];
  /** Absent when the verdict is what it was, or nobody wants to be told. */
  readonly notice?: NoticeSpec;
  /** The ledger as its ref should store it; absent when it is kept on no ref. */
  readonly ledger?: string;
  /** True when nothing may merge: decides the order of writes. */
  readonly stricter: boolean;
};

/** A comment of ours: the marker on its first line and our account as author. */
export type OwnComment = { readonly id: number; readonly body: string };

/** A check run of ours on the head commit. */
export type OwnCheck = {
  readonly id: number;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
  readonly headCommit: string;
  /** Digest of what it shows, as this tool stored it with the check; empty when another version did not. */
  readonly digest: string;
  /** How many annotations it has; GitHub appends on update and never removes. */
  readonly annotations: number;
};

/** What the docs pull request shows now. */
export type Present = {
  /** Our comments, lowest id first. */
  readonly comments: readonly OwnComment[];
  readonly labels: readonly string[];
  /** Labels of the repository, by lower-case name. */
  readonly repositoryLabels: readonly string[];
  readonly checks: readonly OwnCheck[];
  /** Digests of the suggestions that were ever made here; absent when they were not asked for. */
  readonly suggestions?: readonly string[];
  /** Our commit status on the head commit; absent when there is none. */
  readonly status?: StatusSpec;
  readonly title?: string;
  /** Absent when it was not asked for. */
  readonly draft?: OwnDraft;
  /** Absent when the ledger is kept on no ref, or the ref could not be read. */
  readonly ledgerRef?: LedgerRef;
};

/** One write; the whole set is in `publish/apply.ts`. */
export type Write =
  | { readonly kind: "create-label"; readonly label: LabelSpec }
  | { readonly kind: "add-label"; readonly name: string }
  | { readonly kind: "remove-label"; readonly name: string }
  | { readonly kind: "create-comment"; readonly comment: CommentSpec }
  | { readonly kind: "update-comment"; readonly id: number; readonly comment: CommentSpec }
  | { readonly kind: "delete-comment"; readonly id: number }
  | { readonly kind: "create-check"; readonly check: CheckSpec }
  | { readonly kind: "update-check"; readonly id: number; readonly check: CheckSpec }
  | { readonly kind: "set-status"; readonly status: StatusSpec }
  | { readonly kind: "set-title"; readonly title: string }
  | { readonly kind: "set-draft"; readonly id: string; readonly state: OwnDraft["state"] }
  | { readonly kind: "notify"; readonly notice: NoticeSpec }
  /** `after`: the commit that the ref must still point at; absent for a ref that must not exist yet. */
  | { readonly kind: "store-ledger"; readonly ref: string; readonly text: string; readonly after?: string }
  | { readonly kind: "suggest"; readonly headCommit: string; readonly suggestions: readonly Suggestion[] };

/** The comment on a ticket: the first words of its last line, by which it is found again, and a digest that follows them. */
export type TicketCommentSpec = { readonly marker: string; readonly digest: string; readonly body: string };

/** A write on a ticket of a tracker: a courtesy that comes after all others and that no verdict waits for. */
export type TicketWrite =
  | { readonly kind: "create-ticket-comment"; readonly ticket: string; readonly comment: TicketCommentSpec }
  | {
      readonly kind: "update-ticket-comment";
      readonly ticket: string;
      readonly id: string;
      readonly comment: TicketCommentSpec;
    };

/** Ordered writes: stopping after any of them leaves the gate no more open than both the old and the new state. */
export type PublishPlan = {
  readonly writes: readonly Write[];
  /** Comments on tickets; absent when no tracker asks for them. */
  readonly tickets?: readonly TicketWrite[];
};

/** What became of a plan. */
export type PublishResult = {
  readonly written: number;
  /** Writes that failed, with the reason; the next run repairs them. */
  readonly failed: readonly { readonly write: Write; readonly reason: string }[];
  /** Why the ledger was not stored on its ref; fails nothing, and the next run stores it. */
  readonly unkept?: string;
  /** Tickets that could not be told, with the reason; they fail nothing, and the next run tells them. */
  readonly untold?: readonly string[];
  /** Why nothing more was written: the head moved on, a newer run wrote first, or GitHub asked to stop. */
  readonly stopped?: "head-moved" | "overtaken" | "rate-limited" | "unauthorised" | "unreadable";
};
