import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, type Failure, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { failureOfType, isRecord, type QueryAnswer, query } from "./graphql.ts";
import { parse, repositoryParameters } from "./read.ts";

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

/** One part of a query: a field of the repository of a pull request; `$value` stands for the value. */
type Part = {
  readonly relative: Relative;
  readonly name: string;
  readonly field: string;
  readonly value: string | number;
};
type Run = { readonly github: GitHub; readonly signal: AbortSignal | undefined };

/**
 * Reads what stands around pull requests, many in one query: who mentions them, what is stacked on them, and what brings
 * the branch further that they were merged into. Every key gets an answer.
 */
export async function readRelations(
  github: GitHub,
  relatives: readonly Relative[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<Relations>>> {
  const run = { github, signal };
  const pulls = await readParts(relatives.map(pullPart), run);
  const stacks = await readParts(
    relatives.flatMap((relative) => [
      ...childParts(relative, pulls.get(`pull ${relative.key}`)),
      ...baseParts(relative),
    ]),
    run,
  );
  return new Map(relatives.map(({ key }) => [key, relationsOf(key, pulls, stacks)]));
}

function relationsOf(
  key: string,
  pulls: ReadonlyMap<string, Answer<unknown>>,
  stacks: ReadonlyMap<string, Answer<unknown>>,
): Answer<Relations> {
  const pull = readPart(pulls.get(`pull ${key}`), pullSchema);
  if (!pull.ok) return pull;
  const lists = ["stacked", "bases"].map((name) => {
    const part = stacks.get(`${name} ${key}`);
    return part === undefined ? { ok: true as const, value: { nodes: [] } } : readPart(part, listSchema);
  });
  const failure = lists.find((list): list is Failure => !list.ok);
  if (failure !== undefined) return failure;
  const [stacked = [], bases = []] = lists.map((list) => (list.ok ? relatedOf(list.value.nodes ?? []) : []));
  const mentions = (pull.value.timelineItems.nodes ?? []).flatMap((event) => {
    const source = relatedSchema.safeParse(event?.source);
    return source.success ? relatedOf([source.data]) : [];
  });
  return { ok: true, value: { mentions, stacked, bases } };
}

function readPart<Schema extends z.ZodType>(
  part: Answer<unknown> | undefined,
  schema: Schema,
): Answer<z.infer<Schema>> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  return part.ok ? parse(part.value, schema) : part;
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

function pullPart(relative: Relative): Part {
  const read = readKey(relative.key);
  const number = read.kind === "pull" ? read.number : 0;
  const field = `pullRequest(number: $value) {
    headRef { name } isCrossRepository
    timelineItems(itemTypes: [CROSS_REFERENCED_EVENT], last: ${maxRelated}) {
      nodes { ... on CrossReferencedEvent { source { __typename ... on PullRequest { ${relatedFields} } } } }
    }
  }`;
  return { relative, name: `pull ${relative.key}`, field, value: number };
}

/** GitHub moves what is based on a branch to the next one when the branch is deleted: without a branch there is no stack. */
function childParts(relative: Relative, pull: Answer<unknown> | undefined): readonly Part[] {
  const read = readPart(pull, pullSchema);
  const branch = read.ok && !read.value.isCrossRepository ? read.value.headRef?.name : undefined;
  if (branch === undefined || branch === relative.defaultBranch || lasting.test(branch)) return [];
  return [branchPart({ relative, value: branch }, "stacked", "baseRefName: $value, states: [OPEN]")];
}

function baseParts(relative: Relative): readonly Part[] {
  if (relative.baseBranch === relative.defaultBranch) return [];
  const { baseBranch: value } = relative;
  return [branchPart({ relative, value }, "bases", "headRefName: $value, states: [OPEN, MERGED]")];
}

function branchPart(of: Pick<Part, "relative" | "value">, name: string, filter: string): Part {
  const order = "orderBy: { field: UPDATED_AT, direction: DESC }";
  const field = `pullRequests(${filter}, first: ${maxRelated}, ${order}) { nodes { ${relatedFields} } }`;
  return { ...of, name: `${name} ${of.relative.key}`, field };
}

async function readParts(parts: readonly Part[], run: Run): Promise<ReadonlyMap<string, Answer<unknown>>> {
  const answers = new Map<string, Answer<unknown>>();
  for (let start = 0; start < parts.length; start += batchSize) {
    for (const [name, answer] of await readBatch(parts.slice(start, start + batchSize), run)) answers.set(name, answer);
  }
  return answers;
}

async function readBatch(parts: readonly Part[], run: Run): Promise<readonly (readonly [string, Answer<unknown>])[]> {
  const reply = await query(run.github, { ...batchQuery(parts), signal: run.signal });
  if (reply.ok) return parts.map(({ name }, index) => [name, answerAt(reply.value, index)]);
  const mayShrink = ["server-error", "timeout", "malformed"].includes(reply.reason) && parts.length > 1;
  if (!mayShrink) return parts.map(({ name }) => [name, reply]);
  const half = Math.ceil(parts.length / 2);
  return [...(await readBatch(parts.slice(0, half), run)), ...(await readBatch(parts.slice(half), run))];
}

function answerAt({ data, errors }: QueryAnswer, index: number): Answer<unknown> {
  const error = errors.find(({ path }) => path[0] === `r${index}`);
  if (error !== undefined) return failureOfType(error.type);
  const repository = data[`r${index}`];
  return isRecord(repository) ? { ok: true, value: repository.x } : fail("malformed", "GitHub gave no answer");
}

type Variables = Record<string, string | number>;

function batchQuery(parts: readonly Part[]): { readonly text: string; readonly variables: Variables } {
  const variables: Variables = {};
  const fields = parts.map(({ relative, field, value }, index) => {
    const read = readKey(relative.key);
    const { owner, repo } = repositoryParameters(read.kind === "pull" ? read.repository : "");
    Object.assign(variables, { [`owner${index}`]: owner, [`name${index}`]: repo, [`value${index}`]: value });
    return `r${index}: repository(owner: $owner${index}, name: $name${index}) { x: ${field.replace("$value", `$value${index}`)} }`;
  });
  const types = parts.map(
    ({ value }, index) =>
      `$owner${index}: String!, $name${index}: String!, $value${index}: ${typeof value === "number" ? "Int" : "String"}!`,
  );
  return { text: `query(${types.join(", ")}) {\n${fields.join("\n")}\n}`, variables };
}
