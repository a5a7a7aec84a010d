import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPages, repositoryParameters } from "./read.ts";

/** Pages of open pull requests that are read: 3000 of them. */
const maxPages = 30;

const pullSchema = z.object({
  number: z.number(),
  labels: z.array(z.object({ name: z.string() })),
  base: z.object({ ref: z.string() }),
});

/** An open pull request as a list shows it. */
export type OpenPull = { readonly number: number; readonly labels: readonly string[]; readonly baseBranch: string };

/** The open pull requests of a repository by number, all pages; `complete` is false when there are more than were read. */
export async function readOpenPulls(
  github: GitHub,
  repository: string,
): Promise<Answer<{ readonly pulls: readonly OpenPull[]; readonly complete: boolean }>> {
  const parameters = { ...repositoryParameters(repository), state: "open", sort: "created", direction: "asc" };
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls", parameters },
    { item: pullSchema, maxPages },
  );
  if (!reply.ok) return reply;
  // A page may shrink while it is read; then an entry comes twice.
  const byNumber = new Map(reply.value.items.map((item) => [item.number, item]));
  const pulls = [...byNumber.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, labels, base }) => ({ number, labels: labels.map(({ name }) => name), baseBranch: base.ref }));
  return { ok: true, value: { pulls, complete: reply.value.complete } };
}
