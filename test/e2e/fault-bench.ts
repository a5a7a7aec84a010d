import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { assess } from "../../src/assess.ts";
import type { RunClients } from "../../src/clients.ts";
import { publish, type Verified, verify } from "../../src/verify.ts";
import type { FakeGitHub } from "../fake-github/server.ts";
import { type Bench, docs, openBench, pullNumber, type Shown } from "./bench.ts";
import { isWhole } from "./fault-cases.ts";
import { arm, type Case, nameOf, type Target, targetsOf } from "./mishaps.ts";
import { type Cut, cutPromises, type Ending, type Repair, repairPromises } from "./promises.ts";

const request = { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" };

/** What happens in a scene, with clients to which something may happen. */
export type Act = (clients: RunClients) => Promise<Ending>;

/** A state of the world to start from, what a clean run makes of it, and the requests of that run. */
export type Scene = {
  readonly name: string;
  readonly saved: FakeGitHub["state"];
  readonly old: Shown;
  readonly target: Shown;
  /** What was published; undefined when nothing was. */
  readonly made: Verified | undefined;
  readonly act: Act;
  /** What looking asks for; everything where looking and publishing alternate. */
  readonly looks: readonly Target[];
  /** What publishing asks for and writes. */
  readonly publishes: readonly Target[];
};

/** What a plan did. */
export type Tally = {
  singles: number;
  pairs: number;
  /** Cases whose end state was repaired before in the same scene: equal states need no second look. */
  known: number;
  /** How often each promise was looked at. */
  readonly looked: Map<string, number>;
  readonly kinds: Set<string>;
  readonly problems: string[];
};

/** The world of faults, with what its plans did so far. */
export type FaultBench = {
  readonly bench: Bench;
  readonly tally: Tally;
  /** A run for the pull request, its looking and its publishing apart. */
  readonly scene: (name: string) => Promise<Scene>;
  /** Anything else that happens to the pull request. */
  readonly sceneOf: (name: string, act: Act) => Promise<Scene>;
  readonly attempt: (scene: Scene, cases: readonly Case[]) => Promise<void>;
};

/** Starts the world of faults. */
export async function openFaultBench(cacheDir: string): Promise<FaultBench> {
  const bench = await openBench(cacheDir, join(import.meta.dirname, "fault-world"));
  const tally: Tally = { singles: 0, pairs: 0, known: 0, looked: new Map(), kinds: new Set(), problems: [] };
  const repaired = new Map<string, Set<string>>();
  return {
    bench,
    tally,
    scene: (name) => pullScene(bench, name),
    sceneOf: (name, act) => sceneOf(bench, name, act),
    attempt: async (scene, cases) => {
      const known = repaired.get(scene.name) ?? new Set();
      repaired.set(scene.name, known);
      await attempt({ bench, tally, known }, scene, cases);
      restore(bench, scene.saved);
    },
  };
}

/** Puts people's view of GitHub back; git objects only grow, so they may stay. */
function restore({ server }: Bench, saved: FakeGitHub["state"]): void {
  server.fault(undefined);
  Object.assign(server.state, structuredClone(saved));
}

/** What people see; a commit status stands for the check where there is none. */
export function shownOn(bench: Bench, number = pullNumber): Shown {
  const shown = bench.shown(number);
  const builder = bench.server.repository(docs);
  const head = builder.sha(`refs/pull/${number}/head`);
  const own = builder.repository.statuses.filter(({ context, sha }) => context === "docs-verdict" && sha === head);
  return { ...shown, check: shown.check ?? own.at(-1)?.state };
}

const reached: Act = async (clients) => {
  const found = await verify(request, clients);
  if (!found.ok) return { kind: "unread", failure: found };
  return { kind: "published", verified: found, result: await publish(found, clients) };
};

async function sceneOf(bench: Bench, name: string, act: Act): Promise<Scene> {
  const { server } = bench;
  const saved = structuredClone(server.state);
  const old = shownOn(bench);
  const start = server.log.length;
  const ending = await act(bench.clients());
  const looks = targetsOf(server.log.slice(start));
  const target = shownOn(bench);
  restore(bench, saved);
  const made = ending.kind === "published" ? ending.verified : undefined;
  return { name, saved, old, target, made, act, looks, publishes: [] };
}

async function pullScene(bench: Bench, name: string): Promise<Scene> {
  const { log } = bench.server;
  const start = log.length;
  let looked = start;
  const scene = await sceneOf(bench, name, async (clients) => {
    const found = await verify(request, clients);
    looked = log.length;
    if (!found.ok) throw new Error(found.detail);
    return { kind: "published", verified: found, result: await publish(found, clients) };
  });
  const looks = targetsOf(log.slice(start, looked));
  return { ...scene, act: reached, looks, publishes: targetsOf(log.slice(looked)) };
}

type Plan = { readonly bench: Bench; readonly tally: Tally; readonly known: Set<string> };

async function attempt({ bench, tally, known }: Plan, scene: Scene, cases: readonly Case[]): Promise<void> {
  const { server } = bench;
  const what = `${scene.name}: ${cases.map(nameOf).join(" and ")}`;
  const note = (id: string, why: string | undefined): void => {
    tally.looked.set(id, (tally.looked.get(id) ?? 0) + 1);
    if (why === undefined) return;
    tally.problems.push(`${id} ${why}, after ${what}`);
    // A whole plan takes minutes: what it finds is said at once.
    if (isWhole) process.stdout.write(`${tally.problems.at(-1)}\n`);
  };
  const { cut, struck } = await runWith(bench, scene, cases);
  if (cases.length === 1) tally.singles += 1;
  else tally.pairs += 1;
  for (const { mishap } of cases) tally.kinds.add(mishap.name);
  if (struck === 0 && cases.length === 1) tally.problems.push(`never struck: ${what}`);
  for (const { id, broken } of cutPromises) if (cases.length === 1 || id !== "I10") note(id, broken(cut));
  const end = JSON.stringify(server.state);
  if (known.has(end)) {
    tally.known += 1;
    return;
  }
  known.add(end);
  const repair = await repaired(bench, scene);
  for (const { id, broken } of repairPromises) note(id, broken(repair));
}

async function runWith(
  bench: Bench,
  scene: Scene,
  cases: readonly Case[],
): Promise<{ readonly cut: Cut; readonly struck: number }> {
  const { server } = bench;
  const from = server.log.length;
  const said: string[] = [];
  const armed = arm(server, cases);
  const clients = { ...bench.clients(armed.fetch), progress: (line: string) => void said.push(line) };
  const { made } = scene;
  const isLook = made === undefined || cases.some(({ target }) => scene.looks.includes(target));
  const started = performance.now();
  const end: Act = async () =>
    isLook ? scene.act(clients) : { kind: "published", verified: made, result: await publish(made, clients) };
  const ended = await end(clients).catch((error: unknown): Ending => ({ kind: "threw", error }));
  server.fault(undefined);
  const struck = armed.struck();
  const isCrash = struck > 0 && cases.some(({ mishap }) => mishap.at === "process");
  const { repository } = server.repository(docs);
  const cut: Cut = {
    ending: isCrash ? { kind: "crashed" } : ended,
    old: scene.old,
    now: shownOn(bench),
    target: scene.target,
    requests: server.log.slice(from),
    docs: repository,
    headCommit: server.repository(docs).sha(`refs/pull/${pullNumber}/head`),
    said,
    elapsedMs: performance.now() - started,
  };
  return { cut, struck };
}

/** The same again, as people and GitHub repeat what failed, then a run that finds nothing to do. */
async function repaired(bench: Bench, scene: Scene): Promise<Repair> {
  const again = await scene.act(bench.clients());
  const first = again.kind === "published" ? again.verified : (await bench.run()).verified;
  const second = await bench.run();
  const now = shownOn(bench);
  const replayed = await assess(first.bundle);
  if (scene.made !== undefined) await publish(scene.made, bench.clients());
  return {
    reports: [first.report, second.verified.report],
    now,
    target: scene.target,
    moreWrites: second.writes,
    afterOldResult: shownOn(bench),
    replayed,
  };
}

/** Prints what a plan did, the promises with how often each was looked at. */
export function report(name: string, { singles, pairs, known, looked, kinds }: Tally): void {
  const counts = [...looked].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  process.stdout.write(
    `fault plan, ${name}: ${singles} single faults of ${kinds.size} kinds and ${pairs} pairs tried ` +
      `(${known} ended as another did, which was repaired); looked at ${counts.map(([id, count]) => `${id} ${count}`).join(", ")}\n`,
  );
}
