import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { assessPages, configOf, readClaims } from "../../src/assess.ts";
import { UsageError } from "../../src/errors.ts";
import { readBundle, writeBundle } from "../../src/evidence/bundle.ts";
import { unavailableEvidence } from "../../src/evidence/observation.ts";
import { reasonSentence } from "../../src/report/message.ts";
import { plainText } from "../../src/report/phrase.ts";
import type { Evidence } from "../../src/types/index.ts";
import { kinds, status } from "./nonsense-kinds.ts";
import { type RecordedWorld, recordWorld, remembered } from "./recorded-world.ts";

const recordings = [
  { name: "flag-on" },
  { name: "endpoint-answers" },
  { name: "follow-up-listed" },
  { name: "stacked" },
  { name: "tracker-leads" },
  { name: "wired" },
  // What many pull requests share is asked in queries; without their answers REST is asked.
  { name: "flag-on", refused: /baseRefOid|checkSuites|context\(name|byteSize|CROSS_REFERENCED_EVENT/ },
] as const;
const worlds = await Promise.all(recordings.map(recordWorld));
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** What a reason says of an endpoint that could not be read, a row for each endpoint that a run asks. */
const named: readonly (readonly [RegExp, RegExp])[] = [
  [/baseRefOid/, /^The docs pull request could not be read: /],
  [/byteSize/, /changelog\/[\w-]+\.mdx: |searched for feature flags: /],
  [/checkSuites|context\(name/, /its checks: |its commit statuses: /],
  [/docs\/pulls\/\{number\}$/, /^The docs pull request could not be read: /],
  [/docs\/pulls\/\{number\}\/commits$/, /commits: /],
  [/docs\/pulls\/\{number\}\/files$/, /changed files/],
  [/docs\/issues\/\{number\}\/comments$/, /comments: /],
  [/docs\/contents\/\.github/, /the configuration \.github\/docs-verdict\.yml: /],
  [/docs\/git\/blobs/, /changelog\/[\w-]+\.mdx: /],
  [/\/user$/, /the account of the docs token: /],
  [/docs\/labels$/, /the labels of its repository: /],
  [/check-runs$/, /its checks: /],
  [/statuses$/, /its commit statuses: /],
  [/harbor\/commits$/, /acme\/harbor#\d+.*whether it was reverted: |acme\/harbor#\d+.* could not be read/],
  [/harbor\/issues\/\{number\}\/timeline$/, /acme\/harbor#\d+.*whether it was reverted: /],
  [
    /harbor\/pulls\/\{number\}\/files$/,
    /acme\/harbor#\d+.*the feature flags of its changes: |GitHub cut the list|what follows it up: /,
  ],
  [/harbor\/git\/blobs/, /acme\/harbor#\d+.*searched for feature flags: /],
  [/harbor\/compare\//, /acme\/harbor#\d+.* could not be read/],
  [/changedFilesIfAvailable/, /acme\/harbor#\d+.*whether it was reverted: /],
  // Nobody knows what a ticket that was not read leads to.
  [/issues\(first: 0, filter/, /TRUNK-\d+.* could not be read/],
  [/harbor\/commits\/HEAD$|harbor\/contents\/flags/, /flag:any\/[\w-]+.* could not be read/],
  [/harbor\.example\/version$/, /acme\/harbor#\d+.*what is deployed: /],
  [/pullRequests\(states: \[OPEN\]/, /acme\/harbor.* could not be read.*what follows it up: /],
  [/mergeCommit \{ oid \}/, /acme\/harbor#\d+.* could not be read/],
  [/pullRequests\(baseRefName|timelineItems/, /acme\/harbor#\d+.*what follows it up: |whether it was reverted: /],
];

/** Answers that change nothing: there is another way to ask, or the thing is only there to be shown or mended. */
const harmless: readonly (readonly [RegExp, RegExp])[] = [
  [/\/user$/, /^T025 403$/],
  [/check-runs$|statuses$/, /^T025 403$/],
  [/mergeCommit \{ oid \}|baseRefOid|byteSize|checkSuites|context\(name/, /./],
  // An empty list is what these truly answer when there is nothing.
  [/statuses$|docs\/issues\/\{number\}\/comments$|docs\/labels$|harbor\/commits$|timeline$/, /^T104 \[\]$/],
];

/** Everything that a run tells people about what it could not read. */
function told(answer: Awaited<ReturnType<RecordedWorld["verifyWith"]>>): readonly string[] {
  if (!answer.ok) return [`The docs pull request could not be read: ${answer.detail}`];
  return answer.report.verdict.reasons
    .filter(({ verdict }) => verdict !== "live")
    .map((reason) => plainText(reasonSentence(reason)));
}

/** What is wrong with a verification in which one endpoint answered nonsense; empty when all is well. */
async function problemsOf(
  world: RecordedWorld,
  endpoint: string,
  [kind, answer]: readonly [string, () => Response],
): Promise<readonly string[]> {
  const outcome = await world.verifyWith({ endpoint, answer });
  const sentences = told(outcome);
  const truth = world.truth.report.verdict;
  const name = named.find(([pattern]) => pattern.test(endpoint))?.[1];
  if (name === undefined) return [`${endpoint}: no row says how it is named`];
  const isNamed = sentences.some((sentence) => name.test(sentence));
  if (!outcome.ok) return isNamed ? [] : [`${endpoint}: not named in ${sentences.join("; ")}`];
  const { value } = outcome.report.verdict;
  const isHarmless = harmless.some(([where, what]) => where.test(endpoint) && what.test(kind));
  const known = new Set(told(world.truth));
  const lost = outcome.bundle.evidence.filter((item) => item.status === "unavailable");
  const expected = truth.value === "live" ? ["unknown"] : ["blocked", "pending", "unknown"];
  if (value === truth.value && (isHarmless || (truth.value !== "live" && lost.length === 0))) return [];
  return [
    ...(expected.includes(value) ? [] : [`${endpoint}: ${truth.value} became ${value}`]),
    ...(isNamed || (sentences.every((sentence) => known.has(sentence)) && truth.value !== "live")
      ? []
      : [`${endpoint}: not named in ${sentences.join("; ")}`]),
    ...lost.filter(({ detail }) => detail === "").map(({ subject }) => `${endpoint}: no detail of ${subject.key}`),
  ];
}

/** Kinds that are tried on each endpoint by default, so that all kinds and endpoints are met in seconds. */
const sampled = 4;

/** What a kind of nonsense is tried on: with `NONSENSE=all` every endpoint of every world. */
function endpointsFor(kind: number): readonly { readonly world: RecordedWorld; readonly endpoint: string }[] {
  const every = worlds.flatMap((world) => [...world.endpoints].map((endpoint) => ({ world, endpoint })));
  if (process.env.NONSENSE === "all") return every;
  const distinct = every.filter((one, at) => every.findIndex(({ endpoint }) => endpoint === one.endpoint) === at);
  const step = Math.ceil(kinds.length / sampled);
  return distinct.filter((_, at) => (at + kind) % step === 0);
}

/** Keys that lead to a value. */
type Path = readonly string[];

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [[...path, key], ...pathsIn(part, [...path, key])]);
}

function removeAt(value: unknown, [key = "", ...rest]: Path): void {
  if (typeof value !== "object" || value === null) return;
  if (rest.length > 0) removeAt(Reflect.get(value, key), rest);
  else if (Array.isArray(value)) value.splice(Number(key), 1);
  else Reflect.deleteProperty(value, key);
}

/** A bundle may be refused; a bug of ours may not be thrown. */
function refusal(error: unknown): undefined {
  if (!(error instanceof UsageError)) throw error;
}

const timeout = process.env.NONSENSE === "all" ? 900_000 : 60_000;

describe("one endpoint answers nonsense", () => {
  it("asks enough endpoints to mean something", () => {
    const asked = new Set(worlds.flatMap(({ endpoints }) => [...endpoints]));
    expect(asked.size).toBeGreaterThan(15);
    expect(worlds.map(({ truth }) => truth.report.verdict.value)).toEqual([
      "live",
      "live",
      "blocked",
      "blocked",
      "live",
      "live",
      "unknown",
    ]);
  });

  it("T021 makes live work unknown when the query for pull requests is refused", async () => {
    const [world] = worlds;
    const endpoint = [...(world?.endpoints ?? [])].find((name) => name.includes("issueOrPullRequest")) ?? "";
    const told = await world?.verifyWith({ endpoint, answer: status(404, "Not Found") });
    expect(told?.ok === true ? told.report.verdict.value : told).toBe("unknown");
  });

  it.each(kinds.map((kind, at) => ({ name: kind[0], kind, at })))("$name", { timeout }, async ({ kind, at }) => {
    const problems: string[] = [];
    for (const { world, endpoint } of endpointsFor(at)) problems.push(...(await problemsOf(world, endpoint, kind)));
    expect(problems).toEqual([]);
  });

  it("T001 a recorded bundle from which anything is removed is never live", { timeout: 60_000 }, async () => {
    const readPages = remembered(readClaims, ([sources]) => sources);
    type Removal = { readonly world: number; readonly path: Path };
    const removals = worlds.flatMap(({ truth }, world): readonly Removal[] =>
      pathsIn(JSON.parse(writeBundle(truth.bundle))).map((path) => ({ world, path })),
    );
    const parts = removals.filter(
      ({ path: [, at, ...deeper] }) => deeper.length === 0 && (at === undefined || at === "0"),
    );
    const written = worlds.map(({ truth }) => writeBundle(truth.bundle));
    const verdictWithout = async ({ world, path }: Removal) => {
      const changed: unknown = JSON.parse(written[world] ?? "");
      removeAt(changed, path);
      const bundle = readBundle({ file: "bundle.json", text: JSON.stringify(changed) });
      return assessPages(bundle, await readPages(bundle.documents, configOf(bundle))).verdict;
    };
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...removals), async (removal) => {
        const verdict = await verdictWithout(removal).catch(refusal);
        if (verdict === undefined) return;
        judged += 1;
        expect(verdict.value).not.toBe("live");
        expect(verdict.reasons.map(({ code }) => code)).toContain("record-altered");
      }),
      { numRuns: parts.length + 60, examples: parts.map((part) => [part]) },
    );
    expect(judged).toBeGreaterThan(10);
  });

  it("T001 evidence that is lost never makes a verdict live", { timeout: 60_000 }, async () => {
    const read = async ({ truth }: RecordedWorld) => ({
      truth,
      pages: await readClaims(truth.bundle.documents, configOf(truth.bundle)),
    });
    const cases = fc.record({
      world: fc.constantFrom(...(await Promise.all(worlds.map(read)))),
      picks: fc.array(fc.constantFrom("kept", "removed", "unavailable"), { minLength: 8, maxLength: 8 }),
    });
    fc.assert(
      fc.property(cases, ({ world: { truth, pages }, picks }) => {
        const evidence = truth.bundle.evidence.flatMap((item, at): readonly Evidence[] => {
          const pick = picks[at % picks.length];
          if (pick === "removed") return [];
          const lost = { reason: "no-access", detail: "no access" } as const;
          return pick === "unavailable" ? [unavailableEvidence(item.subject, item, lost)] : [item];
        });
        const { verdict } = assessPages({ ...truth.bundle, evidence }, pages);
        const allowed = truth.report.verdict.value === "live" ? ["live", "unknown"] : ["blocked", "pending", "unknown"];
        expect(allowed).toContain(verdict.value);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
