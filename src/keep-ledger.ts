import { type Answer, type Failure, fail, mayHaveHappened } from "./github/answer.ts";
import type { GitHub } from "./github/client.ts";
import type { PullName } from "./github/comments.ts";
import { readLedgerRefs, writeLedgerRef } from "./github/ledger-refs.ts";
import type { LedgerRef, Write } from "./types/index.ts";
import { refForm, withRef } from "./verdict/ledger-ref.ts";
import { decodeLedger, type OpenedLedger } from "./verdict/ledger-state.ts";

/** Times that a ledger is written on top of what another run wrote meanwhile. */
const maxAttempts = 3;

/** Adds what the ref of a docs pull request holds to its ledger; one that could not be read is named, and adds nothing. */
export function withLedgerRef(opened: OpenedLedger, read: Answer<LedgerRef>): OpenedLedger {
  if (!read.ok) return { ...opened, refProblem: `The ref that keeps the ledger was not read: ${read.detail}.` };
  const { refProblem, ...rest } = withRef(opened, read.value.text);
  return refProblem === undefined ? rest : { ...rest, refProblem: `${read.value.ref} ${refProblem}.` };
}

/**
 * Stores a ledger on its ref, by compare and swap: when another run moved the ref meanwhile, its entries and ours are
 * joined and stored on top, a few times at most. A missing permission is told with its name.
 */
export async function storeLedger(
  github: GitHub,
  { repository, number }: PullName,
  write: Extract<Write, { kind: "store-ledger" }>,
): Promise<Answer<unknown>> {
  let { text, after } = write;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await writeLedgerRef(github, { repository, ref: write.ref, text, after });
    if (reply.ok) return reply;
    if (!isOpenToRetry(reply) || attempt === maxAttempts) return permitted(reply);
    const [now] = await readLedgerRefs(github, repository, [number]);
    if (now?.ok !== true) return now ?? reply;
    if (now.value.text === text) return { ok: true, value: undefined };
    const own = decodeLedger(text);
    const joined = "ledger" in own ? refForm(own.ledger, now.value.text) : undefined;
    if (joined === undefined) return fail("unsupported", "another version of this tool keeps it there");
    if (joined === now.value.text) return { ok: true, value: undefined };
    text = joined;
    after = now.value.commit;
  }
}

/** Another run was faster (409, 422), or the write may have happened all the same. */
function isOpenToRetry(failure: Failure): boolean {
  return failure.status === 409 || failure.status === 422 || mayHaveHappened(failure);
}

function permitted(failure: Failure): Failure {
  const isRefused = failure.reason === "no-access" || failure.reason === "not-found-or-no-access";
  return isRefused ? { ...failure, detail: `${failure.detail}; the token needs contents: write` } : failure;
}
