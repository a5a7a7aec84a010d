import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config.ts";
import { gateProvider, gatesIn } from "../../../src/evidence/flags/gates.ts";
import { gather } from "../../../src/evidence/gather.ts";
import { getJson } from "../../../src/evidence/get-json.ts";
import type { Clients } from "../../../src/evidence/provider.ts";
import { pullRequestProvider } from "../../../src/evidence/pull-request.ts";
import { builtInFlagCalls } from "../../../src/source/gates/flag-calls.ts";
import type { Evidence } from "../../../src/types/index.ts";
import { faultNamed } from "../../fake-github/faults.ts";
import { useDouble } from "../../github/double.ts";
import { reference } from "../../verdict/builders.ts";
import { describeContract } from "../contract.ts";

const bench = useDouble();
const config = configSchema.parse({ flagCalls: [{ name: "isFeatureOn" }] });
const gate = 'export const a = () => {\n  if (isFeatureOn("berths")) return 1;\n  return 0;\n};\n';
const calls = builtInFlagCalls(config.flagCalls);

function clients(secret = "t"): Clients {
  return {
    docs: bench().client("t", "docs"),
    source: bench().client(secret, "source"),
    docsRepository: "acme/docs",
    now: () => "2026-05-29T06:00:00Z",
    getJson,
    secret: () => undefined,
  };
}

function world(): void {
  const eng = bench().double.repository("acme/eng", { visibility: "private", files: { "src/a.ts": "export {};\n" } });
  if (eng.repository.issues.length > 0) return;
  const files = { "src/a.ts": gate, "docs/a.md": gate, "test/a.test.ts": gate, "src/a.css": "a {}\n" };
  eng.merge(eng.pull({ title: "feat: a", files }));
  eng.pull({ title: "feat: b", files: { "src/b.ts": gate } });
}

/** Asks as a run does: first for the pull request, then for the flags in it. */
async function look(key: string, secret?: string): Promise<readonly Evidence[]> {
  const found = await gather({
    references: [reference(key)],
    providers: [pullRequestProvider, gateProvider],
    config,
    clients: clients(secret),
    deadlineMs: 10_000,
  });
  return found.filter(({ subject }) => subject.kind === "gates");
}

describe("flags in the changes of a pull request", () => {
  describeContract({
    provider: gateProvider,
    found: { open: () => asking(), reference: reference("acme/eng#1") },
    unavailable: { open: () => asking("stranger"), reference: reference("acme/eng#1") },
  });

  /** The provider with what is known of the pull request, as in a run. */
  async function asking(secret?: string) {
    world();
    bench().double.token("stranger", { login: "stranger" });
    const known = await pullRequestProvider
      .create(config, clients())
      .lookup({ references: [reference("acme/eng#1")], known: [] }, new AbortController().signal);
    const { lookup } = gateProvider.create(config, clients(secret));
    return {
      lookup: (question: Parameters<typeof lookup>[0], signal: AbortSignal) => lookup({ ...question, known }, signal),
    };
  }

  it("are found in code alone, with their place and the scope of the search", async () => {
    world();
    expect(await look("acme/eng#1")).toMatchObject([
      {
        status: "found",
        audience: { of: "acme/eng", visibility: "private" },
        seenBy: "source",
        data: {
          filesSearched: 1,
          unread: [],
          uses: [{ flag: "berths", purpose: "gate", place: { path: "src/a.ts", startLine: 2 } }],
        },
      },
    ]);
  });

  it("are not asked for where work is not merged, nor where nothing is configured", async () => {
    world();
    expect(await look("acme/eng#2")).toEqual([]);
    expect(gateProvider.isAsked?.(configSchema.parse({}))).toBe(false);
  });

  it.each([
    "404",
    "500",
    "html",
    "truncated json",
    "null",
  ])("T104 are unavailable when the list of files answers %s", async (name) => {
    world();
    bench().double.fault(({ path }) => (path.includes("/files") ? faultNamed(name) : undefined));
    expect(await look("acme/eng#1")).toMatchObject([{ status: "unavailable" }]);
    bench().double.fault(undefined);
  });
});

describe("what could not be searched", () => {
  it("T101 T104 is said where fewer files are listed than the pull request was seen to change", async () => {
    world();
    bench().double.fault(({ path }) =>
      path.includes("/files") ? { applied: true, trouble: { kind: "text", edit: () => "[]" } } : undefined,
    );
    expect(await look("acme/eng#1")).toMatchObject([{ data: { unread: ["GitHub cut the list of changed files"] } }]);
  });

  const file = { path: "src/a.ts", text: gate };
  it("T027 T101 is said: a cut list, a file that could not be read, a file that is too long", () => {
    const long = { path: "src/long.ts", text: "x".repeat(1_000_001) };
    const found = gatesIn({ documents: [file, long], complete: false, unread: ["src/b.ts: it is not UTF-8"] }, calls);
    expect(found.unread).toEqual([
      "src/b.ts: it is not UTF-8",
      "src/long.ts: it is too long",
      "GitHub cut the list of changed files",
    ]);
    expect(found.filesSearched).toBe(1);
  });

  it.each<[string, readonly number[] | undefined, number]>([
    ["without a patch every line counts", undefined, 1],
    ["on its own line", [2], 1],
    ["elsewhere", [1, 4], 0],
  ])("a flag %s", (_, changedLines, count) => {
    const document = changedLines === undefined ? file : { ...file, changedLines };
    expect(gatesIn({ documents: [document], complete: true, unread: [] }, calls).uses).toHaveLength(count);
  });

  it("finds a key in another file of the change", () => {
    const uses = gatesIn(
      {
        documents: [
          { path: "src/a.ts", text: "if (isFeatureOn(Flags.Berths)) a();" },
          { path: "src/flags.ts", text: 'export enum Flags { Berths = "new-berths" }' },
        ],

        complete: true,
        unread: [],
      },
      calls,
    ).uses;
    expect(uses).toMatchObject([{ flag: "new-berths", purpose: "gate" }]);
  });
});
