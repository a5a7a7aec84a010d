import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";

/** Pull requests asked for in one query. */
const batchSize = 25;
/** Newest mentions of a pull request that are read. */
const maxMentions = 100;
/** Authors who may write; a branch in the repository itself says the same of whoever pushed it. */
const writers: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

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

/** Who mentions a pull request, and where its branch stands. */
export type Mentioned = {
  /** Pull requests that mention it, the newest ones. */
  readonly mentions: readonly Related[];
  /** False when there are more than were read. */
  readonly complete: boolean;
  /** Its branch in the same repository; absent when it is gone or in a fork. */
  readonly branch?: string;
};

/** Fields of a pull request that make it a {@link Related}. */
export const relatedFields = `number title body url state mergedAt isCrossRepository authorAssociation repository { nameWithOwner }`;

/** What those fields hold. */
export const relatedSchema = z.object({
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
const pullSchema = z.object({
  headRef: z.object({ name: z.string() }).nullable(),
  isCrossRepository: z.boolean(),
  timelineItems: z.object({
    nodes: z.array(z.object({ source: z.unknown() }).nullable()).nullable(),
    pageInfo: z.object({ hasPreviousPage: z.boolean() }),
  }),
});

/** Reads who mentions pull requests, many in one query; answers are in the order of the keys. */
export async function readMentions(
  github: GitHub,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Answer<Mentioned>[]> {
  const answers = await readParts(github, keys.map(mentionsPart), { size: batchSize, signal });
  return keys.map((_, index) => mentionedOf(answers[index]));
}

function mentionsPart(key: string): Part {
  const read = readKey(key);
  const { repository, number } = read.kind === "pull" ? read : { repository: "", number: 0 };
  const fields = `pullRequest(number: $number) {
    headRef { name } isCrossRepository
    timelineItems(itemTypes: [CROSS_REFERENCED_EVENT], last: ${maxMentions}) {
      nodes { ... on CrossReferencedEvent { source { __typename ... on PullRequest { ${relatedFields} } } } }
      pageInfo { hasPreviousPage }
    }
  }`;
  return { repository, fields, variables: { number: ["Int!", number] } };
}

function mentionedOf(part: PartAnswer | undefined): Answer<Mentioned> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  const pull = part.ok ? parse(part.value.pullRequest, pullSchema) : part;
  if (!pull.ok) return pull;
  const { headRef, isCrossRepository, timelineItems } = pull.value;
  const mentions = (timelineItems.nodes ?? []).flatMap((event) => {
    const source = relatedSchema.safeParse(event?.source);
    return source.success ? relatedOf([source.data]) : [];
  });
  const branch = isCrossRepository ? undefined : headRef?.name;
  const complete = !timelineItems.pageInfo.hasPreviousPage;
  return { ok: true, value: { mentions, complete, ...(branch === undefined ? {} : { branch }) } };
}

/** Whether the author of a pull request may write to its repository. */
export function isByWriter(pull: { readonly isCrossRepository: boolean; readonly authorAssociation: string }): boolean {
  return !pull.isCrossRepository || writers.has(pull.authorAssociation);
}

/** Reads pull requests out of the nodes of an answer. */
export function relatedOf(nodes: readonly (z.infer<typeof relatedSchema> | null)[]): readonly Related[] {
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
        isByWriter: isByWriter({ isCrossRepository, authorAssociation }),
      },
    ];
  });
}
