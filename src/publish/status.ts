import type { CheckSpec, StatusSpec } from "../types/index.ts";

/** Longest description of a commit status (https://docs.github.com/rest/commits/statuses). */
const maxDescription = 140;

/** The commit status that says what a check says, under the same name. */
export function statusOf({ name, headCommit, conclusion, title }: CheckSpec): StatusSpec {
  const state = conclusion === "success" ? "success" : "failure";
  return { context: name, headCommit, state, description: [...title].slice(0, maxDescription).join("") };
}
