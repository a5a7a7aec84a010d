import type { Place } from "./document.ts";

/** Every kind of claim; each is one file in `rules/`. */
export const claimKinds = [
  "http-header",
  "auth-scheme",
  "token-naming",
  "endpoint-url",
  "route",
  "status-code",
  "env-var",
  "cli-flag",
  "cli-command",
  "config-key",
  "sdk-symbol",
  "default-value",
  "limit",
  "key-prefix",
  "call-order",
  "oauth-scope",
  "resource-name",
  "package-version",
  "file-path",
  "config-block",
  "pinned",
] as const;

/** One of {@link claimKinds}. */
export type ClaimKind = (typeof claimKinds)[number];

/** What the sentence says of the value: it is there, it is gone, or it was renamed (`qualifiers.from` is the old name). */
export type Polarity = "present" | "absent" | "renamed";

/** Whose name it is; only `project` names can be judged against the project's source. */
export type Ownership = {
  readonly owner: "project" | "sibling" | "third-party" | "placeholder";
  /** Why, for every owner but `project`: the list entry or pattern that matched. */
  readonly reason?: string;
};

/** One checkable statement in a document. */
export type Claim = {
  /** Fingerprint of kind, path, value and sentence: stable when lines move. */
  readonly id: string;
  readonly kind: ClaimKind;
  readonly value: string;
  /** What narrows the value: `method` of a route, `command` of a flag, `subject` of a default, `condition` of a status … */
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly polarity: Polarity;
  readonly ownership: Ownership;
  /** The words that were read and are judged: the value and what narrows it, at most 240 characters. */
  readonly quote: string;
  /** The sentence, row or line of code that they stand in, at most 240 characters: none of its other words is judged. */
  readonly sentence: string;
  readonly place: Place;
  /** Id of the rule that read it. */
  readonly rule: string;
};
