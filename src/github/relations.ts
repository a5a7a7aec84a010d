import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";

/** Pull requests asked for in one query. */
const batchSize = 20;
/** Newest mentions of a pull request, and pull requests on one branch, that are read. */
const maxRelated = 50;
/** Branches that outlive a change: what is based on them is no stack. */
const lasting =
  /^(?:main|master|trunk|dev|develop|development|next|staging|production|(?:release|releases|hotfix)(?:[/-].*)?)$/i;
/** Authors who may write; a branch in the repository itself says the same of whoever pushed it. */
const writers: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** A pull request whose relations are wanted. */
export type Relative = { readonly key: string; readonly baseBranch: string; readonly defaultBranch: string };

/** A pull request that has to do with another one. */
export type Related = {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly state: "open" | "merged" | "closed";
  /** UTC, ISO 8601. */
  readonly mergedAt?: string;
  /** Whether its author may write to its repository. */
  readonly isByWriter: boolean;
};

/** What stands around a pull request. */
export type Relations = {
  /** Pull requests that mention it, the newest ones. */
  readonly mentions: readonly Related[];
  /** Pull requests into its branch. */
  readonly stacked: readonly Related[];
  /** Pull requests that bring the branch it was merged into further; empty for the default branch. */
  readonly bases: readonly Related[];
};

const relatedFields = `number title body url state mergedAt isCrossRepository authorAssociation repository { nameWithOwner }`;
const relatedSchema = z.object({
  number: z.number().int(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  mergedAt: z.string().nullable(),
  isCrossRepository: z.boolean(),
  authorAssociation: z.string(),
  repository: z.object({ nameWithOwner: z.string() }),
});
const listSchema = z.object({ nodes: z.array(relatedSchema.nullable()).nullable() });
const pullSchema = z.object({
  headRef: z.object({ name: z.string() }).nullable(),
  isCrossRepository: z.boolean(),
  timelineItems: z.object({
    nodes: z.array(z.object({ source: z.unknown() }).nullable()).nullable(),
  }),
});

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
  const pulls = await readParts(github, relatives.map(pullPart), options);
  const branches = relatives.flatMap((relative, index) => [
    ...childParts(relative, pulls[index]),
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
      relationsOf(pulls[index], { stacked: listOf(key, "stacked"), bases: listOf(key, "bases") }),
    ]),
  );
}

type Lists = Readonly<Record<Branch["name"], PartAnswer | undefined>>;

function relationsOf(found: PartAnswer | undefined, { stacked, bases }: Lists): Answer<Relations> {
  const pull = readField(found, "pullRequest", pullSchema);
  if (!pull.ok) return pull;
  const children = stacked === undefined ? none : readField(stacked, "pullRequests", listSchema);
  if (!children.ok) return children;
  const further = bases === undefined ? none : readField(bases, "pullRequests", listSchema);
  if (!further.ok) return further;
  const mentions = (pull.value.timelineItems.nodes ?? []).flatMap((event) => {
    const source = relatedSchema.safeParse(event?.source);
    return source.success ? relatedOf([source.data]) : [];
  });
  return {
    ok: true,
    value: { mentions, stacked: relatedOf(children.value.nodes ?? []), bases: relatedOf(further.value.nodes ?? []) },
  };
}

const none = { ok: true, value: { nodes: [] } } as const;

function readField<Schema extends z.ZodType>(
  part: PartAnswer | undefined,
  field: string,
  schema: Schema,
): Answer<z.infer<Schema>> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  return part.ok ? parse(part.value[field], schema) : part;
}

function relatedOf(nodes: readonly (z.infer<typeof relatedSchema> | null)[]): readonly Related[] {
  return nodes.flatMap((node): readonly Related[] => {
    if (node === null) return [];
    const { number, title, body, url, state, mergedAt, isCrossRepository, authorAssociation, repository } = node;
    return [
      {
        key: pullKey(repository.nameWithOwner, number),
        title,
        body,
        url,
        state: state === "OPEN" ? "open" : state === "MERGED" ? "merged" : "closed",
        ...(mergedAt === null ? {} : { mergedAt }),
        isByWriter: !isCrossRepository || writers.has(authorAssociation),
      },
    ];
  });
}

function pullPart({ key }: Relative): Part {
  const read = readKey(key);
  const number = read.kind === "pull" ? read.number : 0;
  const fields = `pullRequest(number: $number) {
    headRef { name } isCrossRepository
    timelineItems(itemTypes: [CROSS_REFERENCED_EVENT], last: ${maxRelated}) {
      nodes { ... on CrossReferencedEvent { source { __typename ... on PullRequest { ${relatedFields} } } } }
    }
  }`;
  return { repository: repositoryOf(key), fields, variables: { number: ["Int!", number] } };
}

function repositoryOf(key: string): string {
  const read = readKey(key);
  return read.kind === "pull" ? read.repository : "";
}

/** A list of pull requests on a branch that has to do with a pull request. */
type Branch = { readonly key: string; readonly name: "stacked" | "bases"; readonly part: Part };

/** GitHub moves what is based on a branch to the next one when the branch is deleted: without a branch there is no stack. */
function childParts({ key, defaultBranch }: Relative, pull: PartAnswer | undefined): readonly Branch[] {
  const read = readField(pull, "pullRequest", pullSchema);
  const branch = read.ok && !read.value.isCrossRepository ? read.value.headRef?.name : undefined;
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
