import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import { deploymentProvider } from "../../src/evidence/deployments/provider.ts";
import type { GetJson } from "../../src/evidence/get-json.ts";
import type { Clients, Lookup } from "../../src/evidence/provider.ts";
import { fail } from "../../src/github/answer.ts";
import type { Evidence } from "../../src/types/index.ts";
import { concerns, faults } from "../fake-github/faults.ts";
import { useDouble } from "../github/double.ts";
import { now, pullEvidence, reference } from "../verdict/builders.ts";
import { describeContract } from "./contract.ts";

const bench = useDouble("2026-05-20T06:00:00Z");
const key = "acme/eng#1";

/** A merged pull request with a commit before and a commit after it. */
function merged() {
  const eng = bench().double.repository("acme/eng", { visibility: "private", files: { "a.ts": "0\n" } });
  const before = eng.sha("main");
  const landed = eng.merge(eng.pull({ title: "feat: a", files: { "a.ts": "1\n" } }), { method: "squash" });
  const after = eng.commit({ files: { "b.ts": "1\n" }, message: "feat: b" });
  return { eng, before, landed, after };
}

function lookupBy(settings: Record<string, unknown>, getJson?: GetJson): Lookup {
  const config = configSchema.parse({ deployments: [{ repository: "acme/eng", ...settings }] });
  const clients: Clients = {
    docs: bench().client("t", "docs"),
    source: bench().client(),
    docsRepository: "acme/docs",
    now: () => now,
    getJson: getJson ?? (async () => fail("network", "the system could not be reached")),
    secret: (name) => (name === "NPM_TOKEN" ? "secret" : undefined),
  };
  return deploymentProvider.create(config, clients);
}

const knownAs = (landed: string): readonly Evidence[] => [
  pullEvidence(key, { mergeCommit: landed, mergedAt: "2026-05-20T06:00:00Z" }),
];

async function look(landed: string, settings: Record<string, unknown>, getJson?: GetJson): Promise<string> {
  const signal = new AbortController().signal;
  const question = { references: [reference(key)], known: knownAs(landed) };
  const [seen] = await lookupBy(settings, getJson).lookup(question, signal);
  if (seen?.status !== "found" || !("contains" in seen.data))
    return seen?.status === "unavailable" ? seen.reason : "absent";
  const { contains, how, before, staged } = seen.data;
  return [String(contains), how?.replace(/[0-9a-f]{7,40}$/, "…"), before && "rolled back", staged]
    .filter(Boolean)
    .join(", ");
}

const environment = { by: "environment" };
const at = (minute: number): string => `2026-05-20T06:${String(minute).padStart(2, "0")}:00Z`;

describe("GitHub deployments", () => {
  it("T036 the newest success decides, whatever was tried after it", async () => {
    const { eng, landed, after, before } = merged();
    expect(await look(landed, environment)).toBe("absent");
    eng.deploy({ environment: "production", revision: before, at: at(1) });
    expect(await look(landed, environment)).toBe("false");
    eng.deploy({ environment: "production", revision: after, at: at(2), statuses: ["failure"] });
    eng.deploy({ environment: "preview", revision: after, at: at(3), transient: true });
    expect(await look(landed, environment)).toBe("false");
    eng.deploy({ environment: "production", revision: after, at: at(4), statuses: ["in_progress", "success"] });
    expect(await look(landed, environment)).toBe("true");
    eng.deploy({ environment: "production", revision: before, at: at(9) });
    expect(await look(landed, environment)).toBe("false, rolled back");
  });

  it("T036 an old deployment that succeeds once more is what runs", async () => {
    const { eng, landed, before } = merged();
    const old = eng.deploy({ environment: "production", revision: before, at: at(1) });
    eng.deploy({ environment: "production", revision: landed, at: at(2) });
    expect(await look(landed, environment)).toBe("true");
    eng.deploymentStatus(old, "success", at(5));
    expect(await look(landed, environment)).toBe("false, rolled back");
  });

  it("T036 an environment whose deployments are all inactive runs nothing", async () => {
    const { eng, landed } = merged();
    eng.deploy({ environment: "production", revision: landed, at: at(1), statuses: ["success", "inactive"] });
    expect(await look(landed, environment)).toBe("absent");
  });

  it("asks for every environment that customers use", async () => {
    const { eng, landed, before, after } = merged();
    const both = { by: "environment", environments: ["eu", "us"], staging: ["test"] };
    eng.deploy({ environment: "eu", revision: after });
    eng.deploy({ environment: "us", revision: before });
    expect(await look(landed, both)).toBe("false");
    eng.deploy({ environment: "test", revision: after });
    expect(await look(landed, both)).toBe("false, test");
  });

  it("a revert in what runs counts, a cherry-pick into it as well", async () => {
    const { eng, landed, before } = merged();
    eng.commit({ branch: "release", from: before, files: { "c.ts": "1\n" }, message: "fix: c" });
    const message = `feat: a\n\n(cherry picked from commit ${landed})`;
    const picked = eng.commit({ branch: "release", files: { "a.ts": "1\n" }, message });
    eng.deploy({ environment: "production", revision: picked, at: at(1) });
    expect(await look(landed, environment)).toBe("true, cherry-picked as …");
    const undone = eng.revert(picked, { branch: "release" });
    eng.deploy({ environment: "production", revision: undone, at: at(2) });
    expect(await look(landed, environment)).toMatch(/^false, reverted by/);
  });

  it.each(
    faults.filter((fault) => concerns(fault, { writes: false }) && fault.name !== "stale read"),
  )("T104 what does not run is never said to run because of $name", async (fault) => {
    const { eng, landed, before } = merged();
    eng.deploy({ environment: "production", revision: before });
    bench().strike(fault);
    const found = await look(landed, environment);
    bench().double.takeViolations();
    expect(found).not.toMatch(/^true/);
  }, 20_000);
});

describe("releases and tags", () => {
  it("T037 drafts, pre-releases, other tags and releases without the commit are no evidence", async () => {
    const { eng, landed, after, before } = merged();
    const release = { by: "release", tags: ["v*"] };
    expect(await look(landed, release)).toBe("absent");
    eng.release({ tag: "v2.0.0", revision: after, kind: "draft" });
    eng.release({ tag: "v2.0.0-rc.1", revision: after, kind: "prerelease" });
    eng.release({ tag: "cli-2.0.0", revision: after });
    eng.release({ tag: "v1.9.1", revision: before });
    expect(await look(landed, release)).toBe("false");
    expect(await look(landed, { ...release, prereleases: true })).toBe("true");
    eng.release({ tag: "v1.9.2", revision: landed });
    expect(await look(landed, release)).toBe("true");
  });

  it("T037 reads tags where nothing is released", async () => {
    const { eng, landed, before } = merged();
    eng.tag("v1.0.0", before);
    expect(await look(landed, { by: "tag" })).toBe("false");
    eng.tag("v1.1.0", landed);
    expect(await look(landed, { by: "tag" })).toBe("true");
    expect(await look(landed, { by: "tag", tags: ["v2*"] })).toBe("absent");
  });
});

describe("npm and a deployed commit", () => {
  const npm = { by: "npm", package: "@acme/eng", distTag: "next", tokenEnv: "NPM_TOKEN" };
  const answering =
    (value: unknown): GetJson =>
    async ({ url, headers }) => {
      const asked = [url, headers.Authorization];
      return asked.join(" ") === "https://registry.npmjs.org/@acme%2feng/next Bearer secret"
        ? { ok: true, value }
        : fail("unsupported", asked.join(" "));
    };

  it.each([
    ["holds it", (commit: string) => ({ version: "2.0.0", gitHead: commit }), "true"],
    ["records no commit", () => ({ version: "2.0.0" }), "unsupported"],
    ["records no real commit", () => ({ version: "2.0.0", gitHead: "main..HEAD" }), "unsupported"],
    ["records a commit nobody knows", () => ({ version: "2.0.0", gitHead: "f".repeat(40) }), "not-found-or-no-access"],
    ["is no manifest", () => ["2.0.0"], "malformed"],
  ])("a package that %s", async (_name, body, expected) => {
    const { landed, after } = merged();
    expect(await look(landed, npm, answering(body(after)))).toBe(expected);
  });

  it("T141 a package that records no commit is not told with the version that the token read", async () => {
    const question = { references: [reference(key)], known: knownAs("a".repeat(40)) };
    const lookup = lookupBy(npm, answering({ version: "2.0.0-canary" }));
    const [seen] = await lookup.lookup(question, new AbortController().signal);
    expect(seen).toMatchObject({ status: "unavailable", reason: "unsupported" });
    expect(JSON.stringify(seen)).not.toContain("canary");
  });

  it.each([
    ["plain text", "", (commit: string) => `${commit}\n`, "true"],
    ["a short hash", "", (commit: string) => commit.slice(0, 8), "true"],
    ["a field", "build.commit", (commit: string) => ({ build: { commit } }), "true"],
    ["no such field", "build.sha", (commit: string) => ({ build: { commit } }), "malformed"],
    ["a field of the prototype", "constructor.name", () => ({}), "malformed"],
    ["a branch", "", () => "main", "malformed"],
    ["an option", "", () => "--output=x", "malformed"],
  ])("an address that answers %s", async (_name, field, body, expected) => {
    const { landed, after } = merged();
    const settings = { by: "endpoint", url: "https://eng.example/version", field };
    expect(await look(landed, settings, async () => ({ ok: true, value: body(after) }))).toBe(expected);
  });

  it("says what is missing in the configuration", async () => {
    const { landed } = merged();
    expect(await look(landed, { by: "npm" })).toBe("not-configured");
    expect(await look(landed, { by: "endpoint" })).toBe("not-configured");
  });
});

describe("the contract of providers", () => {
  const known = [pullEvidence(key, { mergeCommit: "a".repeat(40), mergedAt: now })];
  const running = (revision: string) => () =>
    lookupBy({ by: "endpoint", url: "https://eng.example" }, async ({ signal }) =>
      signal.aborted ? fail("aborted", "stopped") : { ok: true, value: revision },
    );
  const none = () => {
    bench().double.repository("acme/eng", { visibility: "private", files: { "a.ts": "0\n" } });
    return lookupBy(environment);
  };
  describeContract({
    provider: deploymentProvider,
    found: { open: running("a".repeat(40)), reference: reference(key), known },
    absent: { open: none, reference: reference(key), known },
    unavailable: { open: () => lookupBy({ by: "npm" }), reference: reference(key), known },
  });
});
