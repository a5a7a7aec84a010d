import { describe, expect, it } from "vitest";
import { z } from "zod";
import { configSchema } from "../../../src/config.ts";
import { flagProvider } from "../../../src/evidence/flags/provider.ts";
import { shaped } from "../../../src/evidence/flags/reader.ts";
import { flagVendors } from "../../../src/evidence/flags/readers.ts";
import type { Clients } from "../../../src/evidence/provider.ts";
import { type Answer, fail } from "../../../src/github/answer.ts";
import { createGitHub } from "../../../src/github/client.ts";
import type { Evidence } from "../../../src/types/index.ts";
import { describeContract } from "../contract.ts";
import { answerOf, type Double, doubles, type Nonsense } from "./doubles.ts";

const github = createGitHub({ tokenClass: "source", apiUrl: "http://127.0.0.1:9", throttle: false, timeoutMs: 100 });

function lookupAt(double: Double, more: { readonly nonsense?: Nonsense; readonly system?: object } = {}) {
  const clients: Clients = {
    docs: github,
    source: github,
    docsRepository: "acme/docs",
    now: () => "2026-05-29T06:00:00Z",
    getJson: async (request) => answerOf(double, request, more.nonsense),
    secret: (name) => (name === "FLAGS_READ_TOKEN" ? "read-only" : undefined),
  };
  return flagProvider.create(configSchema.parse({ flags: [{ ...double.system, ...more.system }] }), clients);
}

const reference = (flag: string) =>
  ({ kind: "flag", key: `flag:any/${flag}`, role: "primary", foundIn: "body", quote: flag }) as const;

async function look(
  double: Double,
  flag: string,
  more: Parameters<typeof lookupAt>[1] = {},
): Promise<readonly Evidence[]> {
  return lookupAt(double, more).lookup({ references: [reference(flag)], known: [] }, new AbortController().signal);
}

/** What servers and the gateways before them answer when they do not answer; the first is what `getJson` makes of HTML. */
const bad: readonly (readonly [string, Answer<unknown>])[] = [
  ["HTML", fail("malformed", "the answer was not valid JSON")],
  ["HTTP 429", fail("rate-limited", "the rate limit is reached (HTTP 429)")],
  ["HTTP 500", fail("server-error", "the system answered HTTP 500")],
  ["HTTP 403", fail("no-access", "the token lacks a permission (HTTP 403)")],
  ["nothing in time", fail("timeout", "there was no answer in time")],
  ...[null, [], {}, "on", 7, { results: {} }, { data: null }, { error: "x" }].map(
    (value) => [JSON.stringify(value), { ok: true, value }] as const,
  ),
];

const endpoints = Object.entries(doubles).flatMap(([name, double]) =>
  Object.keys(double.routes).map((path) => ({
    name,
    double,
    path,
    flag: /gated|quay|\/7\//.test(path) ? "gated" : "berths",
  })),
);

describe.each(Object.entries(doubles))("%s", (name, double) => {
  describeContract({
    provider: flagProvider,
    found: { open: () => lookupAt(double), reference: reference("berths") },
    unavailable: { open: () => lookupAt(double), reference: reference("nobody-knows") },
  });

  it("tells where the flag stands, under its own name", async () => {
    const [evidence] = await look(double, "berths");
    expect(evidence).toMatchObject({ status: "found", source: name, data: { archived: false } });
    const data = evidence?.status === "found" && "environments" in evidence.data ? evidence.data.environments : [];
    expect(data[0]).toEqual({ name: "production", state: "everyone" });
  });

  it("T009 is nobody behind a prerequisite that is off, where the vendor knows prerequisites", async () => {
    const [evidence] = await look(double, "gated");
    if (name === "Flagsmith") return expect(evidence?.status).toBe("unavailable");
    expect(evidence).toMatchObject({
      status: "found",
      data: { environments: [{ name: "production", state: "nobody" }] },
    });
  });

  it("looks in several projects, and says which one it speaks of", async () => {
    const [evidence, ...others] = await look(double, "berths", {
      system: { project: "pier", projects: ["harbor", "12"] },
    });
    expect(evidence).toMatchObject({ status: "found" });
    expect(evidence?.source).toMatch(/^[A-Za-z]+, project /);
    // GrowthBook and Statsig name no project in their addresses.
    expect(others).toHaveLength(["GrowthBook", "Statsig"].includes(name) ? 2 : 0);
  });

  it("does not let another environment speak for one that the flag does not know", async () => {
    const [evidence] = await look(double, "berths", { system: { production: ["production", "eu"] } });
    const named = evidence?.status === "found" && "environments" in evidence.data ? evidence.data.environments : [];
    if (name === "Statsig") return expect(named.map((one) => one.name)).toEqual(["production", "eu"]);
    expect(named).toContainEqual({ name: "eu", state: "unknown", how: "the flag has no such environment" });
  });
});

describe("T104 nonsense", () => {
  it.each(endpoints)("of $name at $path makes nothing on or off", async ({ double, path, flag }) => {
    for (const [what, answer] of bad) {
      const [evidence, ...others] = await look(double, flag, { nonsense: { path, answer } });
      expect(others).toEqual([]);
      if (evidence?.status !== "found" || !("environments" in evidence.data)) {
        expect(evidence, what).toMatchObject({ status: "unavailable" });
        continue;
      }
      // Only a prerequisite was not readable: the flag was, and its state is unknown for that reason.
      expect(evidence.data.environments, what).toMatchObject([{ state: "unknown" }]);
      expect(evidence.data.environments[0]?.how).toMatch(/^prerequisite .* is not known: /);
    }
  });
});

it("tells an archived flag of Unleash from one that is not there", async () => {
  const { Unleash: double } = doubles;
  if (double === undefined) throw new Error("no double");
  const path = "/api/admin/search/features?query=old&project=IS%3Aharbor&archived=IS%3Atrue&limit=100";
  const listed = { ...double, routes: { ...double.routes, [path]: { features: [{ name: "old" }], total: 1 } } };
  expect(await look(listed, "old")).toMatchObject([{ status: "found", data: { archived: true } }]);
  expect(await look(double, "old")).toMatchObject([{ status: "unavailable", reason: "not-found-or-no-access" }]);
});

it("every vendor of the configuration has a double or reads a file", () => {
  const named = Object.values(flagVendors).map(({ name }) => name);
  expect(named.filter((name) => !Object.hasOwn(doubles, name))).toEqual(["flagd file", "flag file"]);
});

it("T141 an answer in another shape is not told with the names that it holds", () => {
  const schema = z.object({ environments: z.record(z.string(), z.object({ on: z.boolean() })) });
  const answer = shaped({ ok: true, value: { environments: { "secret-launch": { on: 5 } } } }, schema);
  expect(answer).toMatchObject({ ok: false, reason: "malformed" });
  expect(JSON.stringify(answer)).not.toContain("secret-launch");
});
