import type { Visibility } from "../types/index.ts";

/** Who may read a repository; an internal one is private to everybody else. */
export function visibilityOf(repository: {
  readonly private: boolean;
  readonly visibility?: string | undefined;
}): Visibility {
  if (repository.private) return "private";
  return repository.visibility === undefined || repository.visibility === "public" ? "public" : "private";
}
