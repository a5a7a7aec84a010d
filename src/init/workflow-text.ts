import { UsageError } from "../errors.ts";

/** Where the action is released: owner and name, full commit, version. */
export type ActionPin = { readonly repository: string; readonly commit: string; readonly version: string };

/** A permission of a workflow with its reason, as the file itself gives them. */
export type WorkflowPermission = { readonly scope: string; readonly reason: string };

/** Stands in the samples for the action until it is known where it is released. */
const placeholder = /OWNER\/docs-verdict@0{40} # v\d+/g;

/**
 * Reads `owner/repository@<commit>` with an optional ` # v1.2.3`.
 * @throws UsageError for anything else, a branch or a tag among it: samples are pinned to a commit.
 */
export function parseActionPin(text: string): ActionPin {
  const match = text.match(/^([\w.-]+\/[\w.-]+)@([0-9a-f]{40})(?: # (v\d+(?:\.\d+){0,2}))?$/);
  const [, repository, commit, version = "v1"] = match ?? [];
  if (repository !== undefined && commit !== undefined) return { repository, commit, version };
  throw new UsageError([
    {
      code: "DV1401",
      message: `Unexpected action ${JSON.stringify(text.slice(0, 120))}, expected owner/repository@ and a full commit.`,
      fix: "Name the action with the 40 digits of its commit.",
    },
  ]);
}

/** Fills in where the action is released; the same text when that is unknown. */
export function pinAction(sample: string, pin: ActionPin | undefined): string {
  return pin === undefined
    ? sample
    : sample.replaceAll(placeholder, () => `${pin.repository}@${pin.commit} # ${pin.version}`);
}

/** True while the text still names no release of the action. */
export function lacksAction(text: string): boolean {
  return text.search(placeholder) >= 0;
}

/** First paragraph of the comment on top of a workflow, in one line; empty when there is none. */
export function purposeOf(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !/^# \S/.test(line));
  return lines
    .slice(0, Math.max(end, 0))
    .map((line) => line.slice(2))
    .join(" ");
}

/** The permissions that a workflow asks for, each once, with the reasons given in the file. */
export function permissionsOf(text: string): WorkflowPermission[] {
  const found = new Map<string, string>();
  for (const [, scope = "", reason = ""] of text.matchAll(/^ {6}([\w-]+: (?:read|write)) # (.+)$/gm)) {
    if (!found.has(scope)) found.set(scope, reason);
  }
  return [...found].map(([scope, reason]) => ({ scope, reason }));
}
