import { describe, expect, it } from "vitest";
import { ledgerRefOf, readLedgerRefs, writeLedgerRef } from "../src/github/ledger-refs.ts";
import { storeLedger, withLedgerRef } from "../src/keep-ledger.ts";
import type { Ledger, LedgerRef } from "../src/types/index.ts";
import { emptyLedger, recordReferences } from "../src/verdict/ledger.ts";
import { refForm } from "../src/verdict/ledger-ref.ts";
import { jobToken, useFakeGitHub } from "./use-fake-github.ts";
import { reference } from "./verdict/builders.ts";

const github = useFakeGitHub();
const repository = "acme/docs";
const pull = { repository, number: 7 };
const ref = ledgerRefOf(7);
const at = "2026-06-01T08:00:00Z";

const ledgerOf = (...keys: readonly string[]): Ledger =>
  recordReferences(
    emptyLedger,
    keys.map((key) => reference(key, "blocker")),
    at,
  );
const form = (ledger: Ledger, stored?: string): string => refForm(ledger, stored) ?? "";
const keysOf = ({ entries }: Ledger): readonly string[] => entries.map(({ key }) => key);

async function read(token = jobToken): Promise<LedgerRef> {
  const [found] = await readLedgerRefs(github.client(token), repository, [7]);
  if (found?.ok !== true) throw new Error(found?.detail);
  return found.value;
}

async function known(): Promise<readonly string[]> {
  const opened = withLedgerRef({ ledger: emptyLedger }, { ok: true, value: await read() });
  expect(opened.refProblem).toBeUndefined();
  return keysOf(opened.ledger);
}

function store(ledger: Ledger, from: LedgerRef) {
  const text = form(ledger, from.text);
  return storeLedger(github.client(jobToken), pull, {
    kind: "store-ledger",
    ref,
    text,
    ...(from.commit === undefined ? {} : { after: from.commit }),
  });
}

const docs = () => github.server.repository(repository, { files: { "a.md": "one\n" } });

describe("6.3 the ledger on a ref", () => {
  it("is made, grows by commits on top of each other, and many are read in one query", async () => {
    docs();
    expect(await read()).toEqual({ ref });
    expect(await store(ledgerOf("acme/eng#1"), await read())).toMatchObject({ ok: true });
    const first = await read();
    expect(await store(ledgerOf("acme/eng#2"), first)).toMatchObject({ ok: true });
    expect(await known()).toEqual(["acme/eng#1", "acme/eng#2"]);
    const second = await read();
    const made = await github.send("GET /repos/acme/docs/git/commits/{sha}", { sha: second.commit });
    expect(made.data).toMatchObject({ parents: [{ sha: first.commit }], message: "Record the ledger of 7" });
    const from = github.server.log.length;
    const all = await readLedgerRefs(github.client(jobToken), repository, [6, 7, 8]);
    expect(all.map((one) => one.ok && one.value.commit)).toEqual([undefined, second.commit, undefined]);
    expect(github.server.log.length - from).toBe(1);
  });

  it.each<readonly [string, readonly string[]]>([
    ["when there was no ref", []],
    ["when the ref moved", ["acme/eng#1"]],
  ])("loses nothing to a run that was faster, %s", async (_name, before) => {
    docs();
    if (before.length > 0) await store(ledgerOf(...before), { ref });
    const seen = await read();
    await store(ledgerOf("acme/eng#2"), seen);
    expect(await store(ledgerOf("acme/eng#3"), seen)).toMatchObject({ ok: true });
    expect(await known()).toEqual([...before, "acme/eng#2", "acme/eng#3"]);
  });

  it("does not write again what a faster run wrote, or what was stored behind a bad answer", async () => {
    docs();
    await store(ledgerOf("acme/eng#2"), { ref });
    const { commit } = await read();
    expect(await store(ledgerOf("acme/eng#2"), { ref })).toMatchObject({ ok: true });
    expect((await read()).commit).toBe(commit);
    github.server.fault(({ method }) =>
      method === "PATCH" ? { applied: true, trouble: { kind: "answer", reply: { status: 502, body: "" } } } : undefined,
    );
    expect(await store(ledgerOf("acme/eng#3"), await read())).toMatchObject({ ok: true });
    expect(await known()).toEqual(["acme/eng#2", "acme/eng#3"]);
  });

  it("gives up after three runs that were faster, and says why when it may not write", async () => {
    docs();
    await store(ledgerOf("acme/eng#1"), { ref });
    const refuse = (status: number) =>
      github.server.fault(({ method }) =>
        method === "PATCH" ? { applied: false, trouble: { kind: "answer", reply: { status, body: {} } } } : undefined,
      );
    refuse(422);
    const from = github.server.log.length;
    expect(await store(ledgerOf("acme/eng#2"), await read())).toMatchObject({ ok: false, status: 422 });
    expect(github.server.log.slice(from).filter(({ method }) => method === "PATCH")).toHaveLength(3);
    refuse(403);
    expect(await store(ledgerOf("acme/eng#2"), await read())).toMatchObject({
      ok: false,
      detail: "the token lacks a permission (HTTP 403); the token needs contents: write",
    });
    expect(await known()).toEqual(["acme/eng#1"]);
  });

  it("takes somebody's commit without a ledger for one that was altered, and stores on top of it", async () => {
    const repo = docs();
    repo.commit({ branch: "x", files: { "b.md": "b\n" }, message: "b" });
    await github.send("POST /repos/acme/docs/git/refs", { ref, sha: repo.sha("refs/heads/x") });
    const found = await read();
    const opened = withLedgerRef({ ledger: emptyLedger }, { ok: true, value: found });
    expect(opened).toMatchObject({ ledger: emptyLedger, refProblem: expect.stringContaining(`${ref} does not hold`) });
    expect(await store(ledgerOf("acme/eng#1"), found)).toMatchObject({ ok: true });
    expect(await known()).toEqual(["acme/eng#1"]);
  });

  it("names a ref that could not be read, and adds nothing", async () => {
    docs();
    github.server.fault(({ path }) =>
      path.endsWith("/graphql")
        ? { applied: false, trouble: { kind: "answer", reply: { status: 403, body: {} } } }
        : undefined,
    );
    const [found] = await readLedgerRefs(github.client(jobToken), repository, [7]);
    if (found === undefined) throw new Error("no answer");
    expect(withLedgerRef({ ledger: emptyLedger }, found)).toEqual({
      ledger: emptyLedger,
      refProblem: "The ref that keeps the ledger was not read: the token lacks a permission (HTTP 403).",
    });
  });

  it("is never forced over a commit that was not read", async () => {
    docs();
    await store(ledgerOf("acme/eng#1"), { ref });
    const { commit } = await read();
    await store(ledgerOf("acme/eng#2"), await read());
    const reply = await writeLedgerRef(github.client(jobToken), { repository, ref, text: "x", after: commit });
    expect(reply).toMatchObject({ ok: false, status: 422 });
  });
});
