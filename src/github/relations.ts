import { z } from "zod";
import { readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Mentioned, type Related, readMentions, relatedFields, relatedOf, relatedSchema } from "./mentions.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";

/** Branches asked for in one query. */
const batchSize = 40;
/** Pull requests on one branch that are read. */
const maxRelated = 50;
/** Branches that outlive a change: what is based on them is no stack. */
const lasting =
  /^(?:main|master|trunk|dev|develop|development|next|staging|production|(?:release|releases|hotfix)(?:[/-].*)?)$/i;

/** A pull request whose relations are wanted. */
export type Relative = { readonly key: string; readonly baseBranch: string; readonly defaultBranch: string };

/** What stands around a pull request. */
export type Relations = {
  /** Pull requests that mention it, the newest ones. */
  readonly mentions: readonly Related[];
  /** Pull requests into its branch. */
  readonly stacked: readonly Related[];
  /** Pull requests that bring the branch it was merged into further; empty for the default branch. */
  readonly bases: readonly Related[];
};

const listSchema = z.object({ nodes: z.array(relatedSchema.nullable()).nullable() });

/**
 * Reads what stands around pull requests, many in one query: who mentions them, what is stacked on them, and what brings
 * the branch further that they were merged into. Every key gets an answer.
 */
export async function readRelations(
  github: GitHub,
  relatives: readonly Relative[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<Relations>>> {
  const options = { size: batchSize, signal };
  const keys = relatives.map(({ key }) => key);
  const mentioned = await readMentions(github, keys, signal);
  const branches = relatives.flatMap((relative, index) => [
    ...childParts(relative, mentioned[index]),
    ...baseParts(relative),
  ]);
  const lists = await readParts(
    github,
    branches.map(({ part }) => part),
    options,
  );
  const listOf = (key: string, name: Branch["name"]): PartAnswer | undefined =>
    lists[branches.findIndex((one) => one.key === key && one.name === name)];
  return new Map(
    relatives.map(({ key }, index) => [
      key,
      relationsOf(mentioned[index], { stacked: listOf(key, "stacked"), bases: listOf(key, "bases") }),
    ]),
  );
}

type Lists = Readonly<Record<Branch["name"], PartAnswer | undefined>>;

function relationsOf(found: Answer<Mentioned> | undefined, { stacked, bases }: Lists): Answer<Relations> {
  if (found === undefined) return fail("malformed", "GitHub gave no answer");
  if (!found.ok) return found;
  const children = stacked === undefined ? none : readList(stacked);
  if (!children.ok) return children;
  const further = bases === undefined ? none : readList(bases);
  if (!further.ok) return further;
  return { ok: true, value: { mentions: found.value.mentions, stacked: children.value, bases: further.value } };
}

const none = { ok: true, value: [] } as const;

function readList(part: PartAnswer): Answer<readonly Related[]> {
  const list = part.ok ? parse(part.value.pullRequests, listSchema) : part;
  return list.ok ? { ok: true, value: relatedOf(list.value.nodes ?? []) } : list;
}

function repositoryOf(key: string): string {
  const read = readKey(key);
  return read.kind === "pull" ? read.repository : "";
}

/** A list of pull requests on a branch that has to do with a pull request. */
type Branch = { readonly key: string; readonly name: "stacked" | "bases"; readonly part: Part };

/** GitHub moves what is based on a branch to the next one when the branch is deleted: without a branch there is no stack. */
function childParts({ key, defaultBranch }: Relative, found: Answer<Mentioned> | undefined): readonly Branch[] {
  const branch = found?.ok === true ? found.value.branch : undefined;
  if (branch === undefined || branch === defaultBranch || lasting.test(branch)) return [];
  return [{ key, name: "stacked", part: branchPart(key, branch, "baseRefName: $branch, states: [OPEN]") }];
}

function baseParts({ key, baseBranch, defaultBranch }: Relative): readonly Branch[] {
  if (baseBranch === defaultBranch) return [];
  return [{ key, name: "bases", part: branchPart(key, baseBranch, "headRefName: $branch, states: [OPEN, MERGED]") }];
}

function branchPart(key: string, branch: string, filter: string): Part {
  const order = "orderBy: { field: UPDATED_AT, direction: DESC }";
  const fields = `pullRequests(${filter}, first: ${maxRelated}, ${order}) { nodes { ${relatedFields} } }`;
  return { repository: repositoryOf(key), fields, variables: { branch: ["String!", branch] } };
}
