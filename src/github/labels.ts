import { z } from "zod";
import type { LabelSpec } from "../types/index.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { readPages, repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** Pages of labels that are read; a repository with more than 3,000 labels is not expected. */
const maxPages = 30;

const labelSchema = z.object({ name: z.string() });

/** Names of the labels that a repository defines. */
export async function readRepositoryLabels(github: GitHub, repository: string): Promise<Answer<readonly string[]>> {
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/labels", parameters: repositoryParameters(repository) },
    { item: labelSchema, maxPages },
  );
  return reply.ok ? { ok: true, value: reply.value.items.map(({ name }) => name) } : reply;
}

/** Defines a label with its look; an existing one (422 `already_exists`) keeps the look that its owner gave it. */
export async function createLabel(github: GitHub, repository: string, label: LabelSpec): Promise<Answer<unknown>> {
  const reply = await send(github, {
    route: "POST /repos/{owner}/{repo}/labels",
    parameters: { ...repositoryParameters(repository), ...label },
  });
  return !reply.ok && reply.status === 422 ? { ok: true, value: undefined } : reply;
}

/** Adds one label to a pull request. */
export function addLabel(github: GitHub, { repository, number }: PullName, name: string): Promise<Answer<unknown>> {
  const parameters = { ...repositoryParameters(repository), issue_number: number, labels: [name] };
  return send(github, { route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels", parameters });
}

/** Removes one label from a pull request; one that is not there any more counts as removed, a 404 alone does not say so. */
export async function removeLabel(github: GitHub, pull: PullName, name: string): Promise<Answer<unknown>> {
  const where = { ...repositoryParameters(pull.repository), issue_number: pull.number };
  const reply = await send(github, {
    route: "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
    parameters: { ...where, name },
  });
  if (reply.ok || reply.status !== 404) return reply;
  const left = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/issues/{issue_number}/labels", parameters: where },
    { item: labelSchema, maxPages },
  );
  const isGone = left.ok && !left.value.items.some((one) => one.name.toLowerCase() === name.toLowerCase());
  return isGone ? { ok: true, value: undefined } : reply;
}
