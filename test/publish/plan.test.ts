import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/publish/digest.ts";
import { plan } from "../../src/publish/plan.ts";
import { statusOf } from "../../src/publish/status.ts";
import { titleWith } from "../../src/publish/wanted.ts";
import type { CheckSpec, OwnCheck, Present, Wanted, Write } from "../../src/types/index.ts";

const head = "a".repeat(40);
const verdictLabels = ["ready", "waiting", "unsure"];

function check(conclusion: CheckSpec["conclusion"], annotations = 0): CheckSpec {
  const lines = Array.from({ length: annotations }, (_, index) => ({
    path: "a.md",
    startLine: index + 1,
    endLine: index + 1,
    level: "failure" as const,
    title: "t",
    message: "m",
  }));
  return { name: "docs-verdict", headCommit: head, conclusion, title: conclusion, summary: "", annotations: lines };
}

function wanted(kind: "open" | "closed", more: Partial<Wanted> = {}): Wanted {
  const name = kind === "open" ? "ready" : "waiting";
  return {
    comment: { body: `marker ${kind}\n`, smaller: [`marker ${kind} short\n`] },
    labels: [{ name, color: "ffffff", description: "" }],
    ownLabels: verdictLabels,
    additiveLabels: [],
    check: check(kind === "open" ? "success" : "failure"),
    suggestions: [],
    stricter: kind === "closed",
    ...more,
  };
}

function ownCheck(spec: CheckSpec, more: Partial<OwnCheck> = {}): OwnCheck {
  const { title, summary, headCommit, conclusion, annotations } = spec;
  const shown = { title, summary, headCommit, conclusion, annotations: annotations.length };
  return { id: 1, status: "completed", digest: digestOf(spec), ...shown, ...more };
}

const nothing: Present = { comments: [], labels: [], repositoryLabels: [], checks: [] };

function settled(goal: Wanted): Present {
  return {
    comments: [{ id: 5, body: goal.comment?.body ?? "" }],
    labels: [...goal.labels, ...goal.additiveLabels].map(({ name }) => name),
    repositoryLabels: verdictLabels,
    checks: [ownCheck(goal.check)],
  };
}

const kinds = (writes: readonly Write[]): readonly string[] => writes.map(({ kind }) => kind);

describe("what is written", () => {
  const open = wanted("open");
  const closed = wanted("closed");
  it.each<[string, Wanted, Present, readonly string[]]>([
    ["T051 the first run, closing", closed, nothing, ["create-check", "create-comment", "create-label", "add-label"]],
    ["the first run, opening", open, nothing, ["create-comment", "create-label", "add-label", "create-check"]],
    ["T050 the same again", open, settled(open), []],
    [
      "closing",
      closed,
      settled(open),
      ["create-check", "add-label", "remove-label", "update-comment"].map((kind) =>
        kind === "create-check" ? "update-check" : kind,
      ),
    ],
    ["opening", open, settled(closed), ["update-comment", "add-label", "remove-label", "update-check"]],
    ["T071 a label of the same name in other case", open, { ...settled(open), labels: ["READY"] }, []],
    [
      "T071 a label that the repository has in other case",
      open,
      { ...settled(open), labels: [], repositoryLabels: ["READY"] },
      ["add-label"],
    ],
    ["T076 a label added by hand", closed, { ...settled(closed), labels: ["ready", "waiting"] }, ["remove-label"]],
    ["T070 labels of others", open, { ...settled(open), labels: ["ready", "bug", "good first issue"] }, []],
    [
      "T053 three comments of ours",
      open,
      { ...settled(open), comments: [5, 6, 7].map((id) => ({ id, body: "marker open\n" })) },
      ["delete-comment", "delete-comment"],
    ],
    ["a comment with other line ends", open, { ...settled(open), comments: [{ id: 5, body: "marker open\r\n" }] }, []],
    [
      "T061 the shorter form is shown",
      open,
      { ...settled(open), comments: [{ id: 5, body: "marker open short" }] },
      [],
    ],
    [
      "T075 a check left in progress",
      open,
      { ...settled(open), checks: [ownCheck(open.check, { status: "in_progress", conclusion: null })] },
      ["update-check"],
    ],
    [
      "a check of another commit",
      open,
      { ...settled(open), checks: [ownCheck(open.check, { headCommit: "b".repeat(40) })] },
      ["create-check"],
    ],
    [
      "other annotations need a new check",
      wanted("closed", { check: check("failure", 2) }),
      settled(wanted("closed", { check: check("failure", 1) })),
      ["create-check"],
    ],
    [
      "a label that is only added",
      wanted("open", { additiveLabels: [{ name: "changelog", color: "0", description: "" }] }),
      settled(open),
      ["create-label", "add-label"],
    ],
    [
      "T079 a commit with our status keeps the status, never both",
      open,
      { ...settled(open), checks: [], status: { ...statusOf(open.check), state: "failure" } },
      ["set-status"],
    ],
    [
      "T079 an equal status is not written again",
      open,
      { ...settled(open), checks: [], status: statusOf(open.check) },
      [],
    ],
    [
      "held: title and draft",
      { ...closed, title: "[HOLD] docs", draft: "draft" },
      { ...settled(closed), title: "docs", draft: { id: "x", state: "ready", last: "others" } },
      ["set-title", "set-draft"],
    ],
    [
      "live: title and ready",
      { ...open, title: "docs", draft: "ready" },
      { ...settled(open), title: "[HOLD] docs", draft: { id: "x", state: "draft", last: "ours" } },
      ["set-title", "set-draft"],
    ],
    [
      "a draft of its author stays one",
      { ...open, draft: "ready" },
      { ...settled(open), draft: { id: "x", state: "draft", last: "others" } },
      [],
    ],
    [
      "a person who made it ready again is not overruled",
      { ...closed, draft: "draft" },
      { ...settled(closed), draft: { id: "x", state: "ready", last: "overruled" } },
      [],
    ],
    [
      "T066 the notice comes last",
      { ...closed, notice: { marker: "m", body: "m\n" } },
      settled(open),
      ["update-check", "add-label", "remove-label", "update-comment", "notify"],
    ],
    [
      "6.3 a stricter ledger reaches its ref after the check is closed",
      { ...closed, ledger: "new" },
      { ...settled(open), ledgerRef: { ref: "r", commit: "c", text: "old" } },
      ["update-check", "store-ledger", "add-label", "remove-label", "update-comment"],
    ],
    [
      "6.4 the ledger reaches its ref before anything opens",
      { ...open, ledger: "new" },
      { ...settled(closed), ledgerRef: { ref: "r" } },
      ["store-ledger", "update-comment", "add-label", "remove-label", "update-check"],
    ],
    [
      "6.3 a ref that holds it already",
      { ...open, ledger: "x" },
      { ...settled(open), ledgerRef: { ref: "r", text: "x" } },
      [],
    ],
    ["6.3 a ref that was not read", { ...open, ledger: "x" }, settled(open), []],
    ["a label that is only added stays", open, { ...settled(open), labels: ["ready", "changelog"] }, []],
  ])("%s", (_name, goal, present, expected) => {
    expect(kinds(plan(goal, present).writes)).toEqual(expected);
  });
});

describe("the title prefix", () => {
  it.each([
    ["docs: keys", "[HOLD]", "held", "[HOLD] docs: keys"],
    ["[HOLD] docs: keys", "[HOLD]", "held", "[HOLD] docs: keys"],
    ["[hold] [HOLD] docs: keys", "[HOLD]", "held", "[HOLD] docs: keys"],
    ["[HOLD] docs: keys", "[HOLD]", "live", "docs: keys"],
    ["docs: keys", "[HOLD]", "live", "docs: keys"],
    [" docs ", "[HOLD]", "live", " docs "],
    ["[HOLD]", "[HOLD]", "live", "[HOLD]"],
    ["docs", " ", "held", "docs"],
  ] as const)("%j with %j while %s is %j", (title, prefix, state, expected) => {
    expect(titleWith(title, prefix, state)).toBe(expected);
    expect(titleWith(expected, prefix, state)).toBe(expected);
  });
});

/** What the gate says: a passing check, or the label that tells people to merge. */
type Gate = { readonly check: string; readonly ready: boolean };

function gateOf(present: Present): Gate {
  const [newest] = [...present.checks].sort((a, b) => b.id - a.id);
  return { check: newest?.conclusion ?? "none", ready: present.labels.includes("ready") };
}

function after(present: Present, write: Write): Present {
  switch (write.kind) {
    case "add-label":
      return { ...present, labels: [...present.labels, write.name] };
    case "remove-label":
      return { ...present, labels: present.labels.filter((name) => name !== write.name) };
    case "create-check":
      return { ...present, checks: [ownCheck(write.check, { id: 100 }), ...present.checks] };
    case "update-check":
      return {
        ...present,
        checks: present.checks.map((one) => (one.id === write.id ? ownCheck(write.check, { id: one.id }) : one)),
      };
    case "create-comment":
      return { ...present, comments: [...present.comments, { id: 200, body: write.comment.body }] };
    case "update-comment":
      return {
        ...present,
        comments: present.comments.map((one) => (one.id === write.id ? { ...one, body: write.comment.body } : one)),
      };
    case "delete-comment":
      return { ...present, comments: present.comments.filter(({ id }) => id !== write.id) };
    case "create-label":
      return { ...present, repositoryLabels: [...present.repositoryLabels, write.label.name] };
    case "suggest":
      return { ...present, suggestions: write.suggestions.map(({ digest }) => digest) };
    case "set-status":
      return { ...present, status: write.status };
    case "set-title":
      return { ...present, title: write.title };
    case "set-draft":
      return { ...present, draft: { id: write.id, state: write.state, last: "ours" } };
    case "store-ledger":
      return { ...present, ledgerRef: { ref: write.ref, text: write.text } };
    case "notify":
      return present;
  }
}

const goal = fc
  .constantFrom<"open" | "closed">("open", "closed")
  .chain((kind) =>
    fc.nat(2).map((annotations) => wanted(kind, kind === "closed" ? { check: check("failure", annotations) } : {})),
  );
const start = fc.record({
  comments: fc.subarray([5, 6, 7]).map((ids) => ids.map((id) => ({ id, body: `old ${id}` }))),
  labels: fc.subarray([...verdictLabels, "bug", "help wanted"]),
  repositoryLabels: fc.subarray([...verdictLabels, "bug"]),
  checks: fc.subarray([
    ownCheck(check("success"), { id: 3 }),
    ownCheck(check("failure", 1), { id: 2 }),
    ownCheck(check("failure"), { id: 1, status: "in_progress", conclusion: null }),
  ]),
});

describe("any run", () => {
  it("T083 I9 stopped after any write passes the check only where both the old and the new state do", () => {
    fc.assert(
      fc.property(goal, start, (want, from) => {
        const { writes } = plan(want, from);
        let now: Present = from;
        const before = gateOf(from);
        const end = writes.reduce(after, from);
        for (const write of writes.slice(0, -1)) {
          now = after(now, write);
          const isOpen = gateOf(now).check === "success";
          const mayBeOpen = before.check === "success" || gateOf(end).check === "success";
          expect(isOpen && !mayBeOpen).toBe(false);
          if (want.stricter) expect(isOpen).toBe(false);
          if (want.stricter && gateOf(now).ready) expect(before.ready).toBe(true);
        }
      }),
    );
  });

  it("I4, I7 ends where nothing is left to write, with one label of ours and all labels of others", () => {
    fc.assert(
      fc.property(goal, start, (want, from) => {
        const end = plan(want, from).writes.reduce(after, from);
        expect(plan(want, end).writes).toEqual([]);
        expect(end.labels.filter((name) => verdictLabels.includes(name))).toEqual(want.labels.map(({ name }) => name));
        const foreign = (names: readonly string[]): readonly string[] =>
          names.filter((name) => !verdictLabels.includes(name));
        expect(foreign(end.labels)).toEqual(foreign(from.labels));
        expect(end.comments).toHaveLength(1);
        expect(end.comments[0]?.id).toBe(from.comments[0]?.id ?? 200);
      }),
    );
  });
});
