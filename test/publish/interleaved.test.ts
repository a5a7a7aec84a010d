import fc from "fast-check";
import { expect, it } from "vitest";
import { fail } from "../../src/github/answer.ts";
import { createGitHub, type GitHub } from "../../src/github/client.ts";
import { apply } from "../../src/publish/apply.ts";
import { plan } from "../../src/publish/plan.ts";
import { readPresents } from "../../src/publish/present.ts";
import { commentMarker, type Wanted } from "../../src/types/index.ts";
import { actionsBot } from "../fake-github/state.ts";
import { readDocsPull } from "../read-docs-pull.ts";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const labels = ["ready", "waiting"];

type Goal = "live" | "blocked";

function wantedFor(goal: Goal, headCommit: string): Wanted {
  const name = goal === "live" ? "ready" : "waiting";
  const conclusion = goal === "live" ? "success" : "failure";
  return {
    comment: { body: `${commentMarker}${goal} -->\n${goal}\n`, smaller: [] },
    labels: [{ name, color: "ffffff", description: "" }],
    ownLabels: labels,
    additiveLabels: [],
    check: { name: "docs-verdict", headCommit, conclusion, title: goal, summary: goal, annotations: [] },
    suggestions: [],
    stricter: goal === "blocked",
  };
}

/** A client whose every request and every answer waits for its turn. */
function scheduledClient(scheduler: fc.Scheduler, name: string): GitHub {
  return createGitHub({
    token: jobToken,
    tokenClass: "docs",
    apiUrl: github.server.url,
    throttle: false,
    timeoutMs: 20_000,
    fetch: async (url, init) => {
      await scheduler.schedule(Promise.resolve(), `${name} asks`);
      const answer = await fetch(url, init);
      await scheduler.schedule(Promise.resolve(), `${name} hears`);
      return answer;
    },
  });
}

async function run(client: GitHub, number: number, goal: Goal): Promise<void> {
  const pull = await readDocsPull(client, "acme/docs", number);
  if (!pull.ok) throw new Error(pull.detail);
  const { headCommit } = pull.value.pull;
  const { id: actorId, login } = actionsBot;
  const own = { actorId, login, checkName: "docs-verdict", draft: "left-alone" } as const;
  const [present] = await readPresents(client, [{ ...pull.value, own }]);
  if (present?.ok !== true) throw new Error(present?.detail);
  await apply(plan(wantedFor(goal, headCommit), present.value), {
    github: client,
    pull: { repository: "acme/docs", number },
    actorId: actionsBot.id,
    headNow: async () => headCommit,
    headCommit,
    comments: present.value.comments,
    storeLedger: async () => fail("no-access", "refused"),
  });
}

function shown(number: number): { comments: string[]; labels: string[]; check: string | null | undefined } {
  const { repository } = github.server.repository("acme/docs");
  const issue = repository.issues.find((one) => one.number === number);
  const named = repository.labels.filter(({ id, name }) => issue?.labels.includes(id) && labels.includes(name));
  return {
    comments: repository.comments.filter((one) => one.issue === number).map(({ body }) => body.split("\n")[1] ?? ""),
    labels: named.map(({ name }) => name),
    check: repository.checks.at(-1)?.conclusion,
  };
}

async function interleave(scheduler: fc.Scheduler, goals: readonly Goal[], more: number): Promise<void> {
  const docs = github.server.repository("acme/docs");
  const branch = `b${docs.repository.issues.length}`;
  const number = docs.pull({
    title: "Docs",
    body: "text",
    head: branch,
    files: { [`${branch}.md`]: "two\n" },
    by: "ada",
  });
  const runs = goals.map((goal, index) => run(scheduledClient(scheduler, `run ${index + 1}`), number, goal));
  await scheduler.waitFor(Promise.all(runs));
  const last = goals.at(-1) ?? "blocked";
  for (let left = more; left > 0; left -= 1) await run(github.client(jobToken), number, last);
  const name = last === "live" ? "ready" : "waiting";
  expect(shown(number)).toEqual({
    comments: [last],
    labels: [name],
    check: last === "live" ? "success" : "failure",
  });
}

it("T052 two first runs interleaved at every request leave one comment after one more run", async () => {
  github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), (scheduler) => interleave(scheduler, ["blocked", "blocked"], 1)),
    { numRuns: 12 },
  );
});

it("T082 a sweep, a push and a command interleaved at will end where the last of them looked", async () => {
  github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  const goal = fc.constantFrom<Goal>("live", "blocked");
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.tuple(goal, goal, goal), (scheduler, goals) => interleave(scheduler, goals, 1)),
    { numRuns: 12 },
  );
});
