import type { Command } from "./grammar.ts";

/** What a person may do in a repository, weakest first. */
export const levels = ["none", "read", "triage", "write", "maintain", "admin"] as const;

/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** Who asks. */
export type Asker = { readonly level: Level; readonly isAuthor: boolean };

/** Who may give a command: from which level, and whether the author of the pull request may without it. */
type Rule = { readonly from: Level; readonly author: boolean };

const recheck: Rule = { from: "triage", author: true };
/** A decision changes what holds the pull request, so its author may make it only with the right to write. */
const decision: Rule = { from: "write", author: false };

/** Who may do what. */
export const authority = {
  verify: recheck,
  help: recheck,
  explain: recheck,
  block: decision,
  release: decision,
  "docs-only": decision,
  dismiss: decision,
} as const satisfies Record<Command["kind"], Rule>;

/** Whether a person may give a command. */
export function mayGive(kind: Command["kind"], { level, isAuthor }: Asker): boolean {
  const { from, author } = authority[kind];
  return (author && isAuthor) || levels.indexOf(level) >= levels.indexOf(from);
}

/**
 * Reads GitHub's two words about a person. `permission` folds `maintain` into `write` and `triage` into `read`;
 * `role_name` tells them apart, and may name a custom role, which counts as its `permission`. Anything else is `none`.
 */
export function levelOf({ permission, role }: { readonly permission: string; readonly role: string }): Level {
  const folded: Readonly<Record<string, readonly Level[]>> = {
    admin: ["admin"],
    write: ["write", "maintain"],
    read: ["read", "triage"],
  };
  const possible = Object.hasOwn(folded, permission) ? (folded[permission] ?? []) : [];
  return possible.find((level) => level === role) ?? possible[0] ?? "none";
}
