import type { CheckSpec, LabelSpec, Present, PublishPlan, Wanted, Write } from "../types/index.ts";
import { digestOf } from "./digest.ts";
import { statusOf } from "./status.ts";

/**
 * Orders the differences between what should be shown and what is shown. Becoming stricter closes the check first and
 * tells the story last; opening writes the story first and the check last: whatever cut the run off, the gate is no more
 * open than before and after. Equal content is not written. Of several comments of ours the oldest stays.
 */
export function plan(wanted: Wanted, present: Present): PublishPlan {
  const check = checkWrites(wanted.check, present);
  const comment = commentWrites(wanted, present);
  const ledger = ledgerWrites(wanted, present);
  const { added, removed } = labelWrites(wanted, present);
  const suggest = suggestWrites(wanted, present);
  const manner = mannerWrites(wanted, present);
  const notice: readonly Write[] = wanted.notice === undefined ? [] : [{ kind: "notify", notice: wanted.notice }];
  if (!wanted.stricter) {
    return { writes: [...ledger, ...comment, ...added, ...removed, ...manner, ...suggest, ...check, ...notice] };
  }
  // A label without a comment says that a record was lost, so the first comment comes before the first label.
  const isFirst = comment.some(({ kind }) => kind === "create-comment");
  return {
    writes: isFirst
      ? [...check, ...ledger, ...comment, ...added, ...removed, ...manner, ...suggest, ...notice]
      : [...check, ...ledger, ...added, ...removed, ...manner, ...comment, ...suggest, ...notice],
  };
}

function commentWrites({ comment }: Wanted, { comments }: Present): readonly Write[] {
  const [kept, ...others] = comments;
  const surplus = others.map(({ id }): Write => ({ kind: "delete-comment", id }));
  if (comment === undefined) return surplus;
  if (kept === undefined) return [{ kind: "create-comment", comment }];
  const isShown = [comment.body, ...comment.smaller].some(
    (body) => body.trimEnd() === kept.body.replaceAll("\r\n", "\n").trimEnd(),
  );
  return isShown ? surplus : [{ kind: "update-comment", id: kept.id, comment }, ...surplus];
}

/** The ref is moved only when it does not hold the ledger yet, and only from the commit that was read. */
function ledgerWrites({ ledger }: Wanted, { ledgerRef: shown }: Present): readonly Write[] {
  if (ledger === undefined || shown === undefined || shown.text === ledger) return [];
  const { ref, commit } = shown;
  return [{ kind: "store-ledger", ref, text: ledger, ...(commit === undefined ? {} : { after: commit }) }];
}

/** Labels are compared without their case, as GitHub does; only one of ours is ever removed, one at a time. */
function labelWrites(
  wanted: Wanted,
  present: Present,
): { readonly added: readonly Write[]; readonly removed: readonly Write[] } {
  const shown = new Set(present.labels.map(lower));
  const defined = new Set(present.repositoryLabels.map(lower));
  const missing = [...wanted.labels, ...wanted.additiveLabels].filter(({ name }) => !shown.has(lower(name)));
  const added = missing.flatMap((label): Write[] => [
    ...(defined.has(lower(label.name)) ? [] : [create(label)]),
    { kind: "add-label", name: label.name },
  ]);
  const keep = new Set(wanted.labels.map(({ name }) => lower(name)));
  const own = new Set(wanted.ownLabels.map(lower));
  const removed = present.labels
    .filter((name) => own.has(lower(name)) && !keep.has(lower(name)))
    .map((name): Write => ({ kind: "remove-label", name }));
  return { added, removed };
}

function create(label: LabelSpec): Write {
  return { kind: "create-label", label };
}

/** Title and draft state; what a person undid stays undone, and only a draft that we made is made ready. */
function mannerWrites({ title, draft }: Wanted, present: Present): readonly Write[] {
  const titled: readonly Write[] =
    title === undefined || present.title === undefined || title === present.title ? [] : [{ kind: "set-title", title }];
  if (draft === undefined || present.draft === undefined || present.draft.state === draft) return titled;
  const { id, last } = present.draft;
  const isOurs = draft === "draft" ? last !== "overruled" : last === "ours";
  return isOurs ? [...titled, { kind: "set-draft", id, state: draft }] : titled;
}

/**
 * The newest check of the name is completed or replaced. GitHub only ever appends annotations to a check, so other
 * annotations need a new check. A commit that carries our status keeps it: both at once would have to pass both.
 */
function checkWrites(check: CheckSpec, { checks, status: shown }: Present): readonly Write[] {
  const [newest] = checks.filter(({ headCommit }) => headCommit === check.headCommit);
  if (newest === undefined && shown !== undefined) {
    const status = statusOf(check);
    const isSame = status.state === shown.state && status.description === shown.description;
    return isSame ? [] : [{ kind: "set-status", status }];
  }
  if (newest === undefined) return [{ kind: "create-check", check }];
  const isShown =
    newest.status === "completed" && newest.conclusion === check.conclusion && newest.digest === digestOf(check);
  if (isShown) return [];
  const keepsAnnotations = newest.annotations === 0 && check.annotations.length === 0;
  return keepsAnnotations || newest.status !== "completed"
    ? [{ kind: "update-check", id: newest.id, check }]
    : [{ kind: "create-check", check }];
}

/** A suggestion is made once, all new ones in one review; what was declined or outdated is not made again. */
function suggestWrites({ suggestions, check }: Wanted, present: Present): readonly Write[] {
  const made = new Set(present.suggestions);
  const fresh = suggestions.filter(({ digest }) => !made.has(digest));
  return fresh.length === 0 ? [] : [{ kind: "suggest", headCommit: check.headCommit, suggestions: fresh }];
}

function lower(name: string): string {
  return name.toLowerCase();
}
