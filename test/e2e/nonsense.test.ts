import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { assess } from "../../src/assess.ts";
import { unavailableEvidence } from "../../src/evidence/observation.ts";
import { type Evidence, verdicts } from "../../src/types/index.ts";
import { type RecordedWorld, recordWorld } from "./recorded-world.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const text =
  (body: string, type = json["content-type"]) =>
  (): Response =>
    new Response(body, { headers: { "content-type": type } });
const status =
  (code: number, message: string, headers: Readonly<Record<string, string>> = {}) =>
  (): Response =>
    new Response(code === 204 ? null : JSON.stringify({ message }), { status: code, headers: { ...json, ...headers } });

const kinds: readonly (readonly [string, () => Response])[] = [
  ["T104 null", text("null")],
  ["T104 {}", text("{}")],
  ["T104 []", text("[]")],
  ["T104 wrong types", text('{"number":"7","data":5,"items":"x","state":1,"message":{},"total_count":-1}')],
  ["T104 a list of wrong things", text('[null,5,"x",{}]')],
  ["T104 an HTML page with 200", text("<!doctype html><title>Sign in</title>", "text/html")],
  ["T104 truncated JSON", text('{"data":{"repository":{"id":')],
  ["T104 an empty body", text("")],
  ["T102 200 with errors", text('{"data":null,"errors":[{"message":"Something went wrong"}]}')],
  ["T104 204", status(204, "")],
  [
    "T104 a redirect to nowhere",
    () => {
      throw new TypeError("fetch failed");
    },
  ],
  ["T025 401", status(401, "Bad credentials")],
  ["T025 403", status(403, "Resource not accessible by integration")],
  [
    "T105 403 of the secondary limit",
    status(403, "You have exceeded a secondary rate limit.", { "retry-after": "60" }),
  ],
  ["T021 404", status(404, "Not Found")],
  ["T104 410", status(410, "This is gone")],
  ["T107 422", status(422, "Validation Failed")],
  ["T105 429", status(429, "Too Many Requests")],
  ["T104 451", status(451, "Repository access blocked")],
  ["T104 500", status(500, "Server Error")],
  ["T103 502", status(502, "Bad Gateway")],
];

const names = ["flag-on", "endpoint-answers", "follow-up-listed"] as const;
const worlds = await Promise.all(names.map(recordWorld));
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** What is wrong with a verification in which one endpoint answered nonsense; empty when all is well. */
async function problemsOf(world: RecordedWorld, endpoint: string, answer: () => Response): Promise<readonly string[]> {
  const told = await world.verifyWith({ endpoint, answer });
  // The docs pull request itself could not be read: no verdict, and the reason is said.
  if (!told.ok) return told.detail === "" ? [`${endpoint}: no reason`] : [];
  const { value, reasons } = told.report.verdict;
  const truth = world.truth.report.verdict.value;
  const problems: string[] = [];
  if (truth === "live" && !["live", "unknown"].includes(value)) problems.push(`${endpoint}: ${truth} became ${value}`);
  if (verdicts.indexOf(value) > verdicts.indexOf(truth) && value === "live") problems.push(`${endpoint}: wrong live`);
  if (value === "unknown" && !reasons.some(({ verdict }) => verdict === "unknown"))
    problems.push(`${endpoint}: no why`);
  const lost = told.bundle.evidence.filter(({ status: state }) => state === "unavailable");
  const unread = lost.filter((item) => item.status === "unavailable" && item.detail === "");
  if (unread.length > 0) problems.push(`${endpoint}: no detail`);
  const present = new Set(told.bundle.evidence.map(({ subject }) => `${subject.kind} ${subject.key}`));
  const pulls = world.truth.bundle.evidence.filter(({ subject }) => subject.kind === "pull");
  const gone = pulls.filter(({ subject }) => !present.has(`pull ${subject.key}`));
  // Work is named by the docs pull request, or found around it: then the evidence that it was not searched stands instead.
  if (gone.length > 0 && lost.length === 0) problems.push(`${endpoint}: ${gone[0]?.subject.key} vanished`);
  return problems;
}

/**
 * What a kind of nonsense is tried on: two kinds for each endpoint by default, so that all are covered in seconds;
 * every pair with `NONSENSE=all`.
 */
function pairsOf(kind: number) {
  const every = worlds.flatMap((world) =>
    [...world.endpoints].map(([endpoint, isList]) => ({ world, endpoint, isList })),
  );
  if (process.env.NONSENSE === "all") return every;
  const distinct = every.filter((one, at) => every.findIndex(({ endpoint }) => endpoint === one.endpoint) === at);
  const half = Math.floor(kinds.length / 2);
  return distinct.filter((_, at) => at % kinds.length === kind || (at + half) % kinds.length === kind);
}

describe("one endpoint answers nonsense", () => {
  it("asks enough endpoints to mean something", () => {
    const asked = new Set(worlds.flatMap(({ endpoints }) => [...endpoints.keys()]));
    expect(asked.size).toBeGreaterThan(15);
    expect(worlds.map(({ truth }) => truth.report.verdict.value)).toEqual(["live", "live", "blocked"]);
  });

  it("T021 makes live work unknown when the query for pull requests is refused", async () => {
    const [world] = worlds;
    const endpoint = [...(world?.endpoints.keys() ?? [])].find((name) => name.includes("issueOrPullRequest")) ?? "";
    const told = await world?.verifyWith({ endpoint, answer: status(404, "Not Found") });
    expect(told?.ok === true ? told.report.verdict.value : told).toBe("unknown");
  });

  it.each(kinds.map(([kind, answer], at) => ({ kind, answer, at })))("$kind", { timeout: 60_000 }, async (row) => {
    const problems: string[] = [];
    for (const { world, endpoint, isList } of pairsOf(row.at)) {
      // An empty list is what a list endpoint truly answers when there is nothing.
      if (row.kind === "T104 []" && isList) continue;
      problems.push(...(await problemsOf(world, endpoint, row.answer)));
    }
    expect(problems).toEqual([]);
  });

  it("T001 evidence that is lost never makes a verdict live", { timeout: 60_000 }, async () => {
    const cases = fc.record({
      world: fc.constantFrom(...worlds),
      picks: fc.array(fc.constantFrom("kept", "removed", "unavailable"), { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ world: { truth }, picks }) => {
        const evidence = truth.bundle.evidence.flatMap((item, at): readonly Evidence[] => {
          const pick = picks[at % picks.length];
          if (pick === "removed") return [];
          const lost = { reason: "no-access", detail: "no access" } as const;
          return pick === "unavailable" ? [unavailableEvidence(item.subject, item, lost)] : [item];
        });
        const { verdict } = await assess({ ...truth.bundle, evidence });
        const allowed = truth.report.verdict.value === "live" ? ["live", "unknown"] : ["blocked", "pending", "unknown"];
        expect(allowed).toContain(verdict.value);
      }),
      { numRuns: 15, seed: 1 },
    );
  });
});
