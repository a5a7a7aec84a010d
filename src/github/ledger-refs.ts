import { z } from "zod";
import type { LedgerRef } from "../types/index.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse, repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** Refs asked for in one query. */
const batchSize = 50;
/** File of the commit that holds the ledger. */
const fileName = "ledger";

const blob = z.object({ text: z.string().nullable(), byteSize: z.number() });
const partSchema = z.object({
  object: z
    .object({ oid: z.string().regex(/^[0-9a-f]{40}$/), file: z.object({ object: z.looseObject({}) }).nullable() })
    .nullable(),
});

const fields = `object(expression: $ref) { oid ... on Commit { file(path: $file) { object { ... on Blob { text byteSize } } } } }`;

/** The ref that keeps the ledger of a docs pull request. */
export function ledgerRefOf(number: number): string {
  return `refs/docs-verdict/ledger/${number}`;
}

/** Reads the refs that keep ledgers of docs pull requests, many in one query; answers are in the order of the numbers. */
export async function readLedgerRefs(
  github: GitHub,
  repository: string,
  numbers: readonly number[],
): Promise<readonly Answer<LedgerRef>[]> {
  const parts = numbers.map(
    (number): Part => ({
      repository,
      fields,
      variables: { ref: ["String!", ledgerRefOf(number)], file: ["String!", fileName] },
    }),
  );
  const answers = await readParts(github, parts, { size: batchSize });
  return numbers.map((number, index) => refOf(ledgerRefOf(number), answers[index]));
}

function refOf(ref: string, part: PartAnswer | undefined): Answer<LedgerRef> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  const read = part.ok ? parse(part.value, partSchema) : part;
  if (!read.ok) return read;
  const { object: tip } = read.value;
  if (tip === null) return { ok: true, value: { ref } };
  const content = blob.safeParse(tip.file?.object);
  const { text, byteSize } = content.success ? content.data : { text: null, byteSize: 0 };
  if (text !== null && Buffer.byteLength(text) !== byteSize) return fail("truncated", "GitHub cut the stored ledger");
  // A commit without a ledger is one that somebody else made.
  return { ok: true, value: { ref, commit: tip.oid, text: text ?? "-" } };
}

/** A ledger to store on a ref that still points at the commit `after`, or does not exist yet. */
export type LedgerCommit = {
  readonly repository: string;
  readonly ref: string;
  readonly text: string;
  readonly after?: string | undefined;
};

/**
 * Stores a ledger as a commit on top of the one that was read and moves the ref there without force: GitHub refuses it
 * (422) when another run was faster, so nobody's record is lost.
 */
export async function writeLedgerRef(
  github: GitHub,
  { repository, ref, text, after }: LedgerCommit,
): Promise<Answer<unknown>> {
  const where = repositoryParameters(repository);
  const tree = await send(github, {
    route: "POST /repos/{owner}/{repo}/git/trees",
    parameters: { ...where, tree: [{ path: fileName, mode: "100644", type: "blob", content: text }] },
  });
  const treeMade = madeBy(tree);
  if (!treeMade.ok) return treeMade;
  const parents = after === undefined ? [] : [after];
  const message = `Record the ledger of ${ref.slice(ref.lastIndexOf("/") + 1)}`;
  const commit = await send(github, {
    route: "POST /repos/{owner}/{repo}/git/commits",
    parameters: { ...where, message, tree: treeMade.value, parents },
  });
  const made = madeBy(commit);
  if (!made.ok) return made;
  return after === undefined
    ? send(github, { route: "POST /repos/{owner}/{repo}/git/refs", parameters: { ...where, ref, sha: made.value } })
    : send(github, {
        route: "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
        parameters: { ...where, ref: ref.replace(/^refs\//, ""), sha: made.value, force: false },
      });
}

const madeSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });

function madeBy(reply: Answer<unknown>): Answer<string> {
  const made = reply.ok ? parse(reply.value, madeSchema) : reply;
  return made.ok ? { ok: true, value: made.value.sha } : made;
}
