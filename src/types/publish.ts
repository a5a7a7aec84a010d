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

/** What the docs pull request should show. */
export type Wanted = {
  readonly comment: { readonly body: string };
  /** One label per axis. */
  readonly labels: readonly LabelSpec[];
  /** All labels that are ours to remove. */
  readonly ownLabels: readonly string[];
  /** Labels to add once and never to remove. */
  readonly additiveLabels: readonly LabelSpec[];
  readonly check: CheckSpec;
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
};

/** What the docs pull request shows now. */
export type Present = {
  /** Our comments, lowest id first. */
  readonly comments: readonly OwnComment[];
  readonly labels: readonly string[];
  /** Labels of the repository, by lower-case name. */
  readonly repositoryLabels: readonly string[];
  readonly checks: readonly OwnCheck[];
};

/** One write; the whole set is in `publish/apply.ts`. */
export type Write =
  | { readonly kind: "create-label"; readonly label: LabelSpec }
  | { readonly kind: "add-label"; readonly name: string }
  | { readonly kind: "remove-label"; readonly name: string }
  | { readonly kind: "create-comment"; readonly body: string }
  | { readonly kind: "update-comment"; readonly id: number; readonly body: string }
  | { readonly kind: "delete-comment"; readonly id: number }
  | { readonly kind: "create-check"; readonly check: CheckSpec }
  | { readonly kind: "update-check"; readonly id: number; readonly check: CheckSpec };

/** Ordered writes: stopping after any of them leaves the gate no more open than both the old and the new state. */
export type PublishPlan = { readonly writes: readonly Write[] };

/** What became of a plan. */
export type PublishResult = {
  readonly written: number;
  /** Writes that failed, with the reason; the next run repairs them. */
  readonly failed: readonly { readonly write: Write; readonly reason: string }[];
};
