import { resolve } from "node:path";
import { pullRequestEvent } from "../test/events.ts";
import { type ActionResult, runAction } from "../test/run-action.ts";
import { jobToken, loadWorld, sourceToken } from "../test/world/load.ts";

const root = resolve(import.meta.dirname, "../..");
const docs = "acme/docs";
const number = 152;

/** What must be seen for the demo to count: it is run by CI. */
type Expected = {
  readonly verdict: string;
  readonly labels: readonly string[];
  readonly writes: (count: number) => boolean;
};

const { server } = await loadWorld(resolve(root, "examples/mcp-token-auth"));
try {
  say("A docs repository and an engineering repository now run on a local GitHub.");
  say(
    "The docs pull request names acme/platform#3381 (merged); a maintainer holds it until acme/platform#3918 (open).",
  );
  await step("1. The pull request is opened: the action runs.", {
    verdict: "blocked",
    labels: ["awaiting eng", "changelog", "code-verified"],
    writes: (count) => count > 0,
  });
  server.advance(3_600_000);
  server.repository("acme/platform").merge(3918, { by: "engineer", method: "squash" });
  await step("2. The follow-up acme/platform#3918 was merged: the action runs again.", {
    verdict: "live",
    labels: ["changelog", "code-verified", "ready to merge"],
    writes: (count) => count > 0,
  });
  server.advance(3_600_000);
  await step("3. Nothing changed: the action runs once more.", {
    verdict: "live",
    labels: ["changelog", "code-verified", "ready to merge"],
    writes: (count) => count === 0,
  });
  server.assertClean();
  say("\nDemo passed.");
} finally {
  await server.close();
}

async function step(title: string, expected: Expected): Promise<void> {
  say(`\n${"─".repeat(100)}\n${title}\n`);
  const now = String(Math.floor(server.state.nowMs / 1000));
  const result = await runAction({
    server,
    root,
    token: jobToken,
    event: pullRequestEvent(server, { repository: docs, number }),
    inputs: { "source-token": sourceToken },
    env: { GITHUB_SERVER_URL: server.url, SOURCE_DATE_EPOCH: now },
  });
  const shown = present();
  say(
    `verdict: ${result.outputs.verdict}   labels: ${shown.labels.join(", ")}   comments: ${shown.comments.length}   writes: ${result.outputs.writes}   exit code: ${result.code}`,
  );
  say(`\n${shown.comments.map(visible).join("\n")}`);
  check(result, expected, shown);
}

function present(): { labels: readonly string[]; comments: readonly string[] } {
  const { repository } = server.repository(docs);
  const issue = repository.issues.find((one) => one.number === number);
  const labels = repository.labels
    .filter(({ id }) => issue?.labels.includes(id))
    .map(({ name }) => name)
    .sort();
  const comments = repository.comments
    .filter((one) => one.issue === number && one.body.startsWith("<!-- docs-verdict"))
    .map(({ body }) => body);
  return { labels, comments };
}

/** A comment as a reader sees it: without the line that holds the state. */
function visible(body: string): string {
  return body
    .split("\n")
    .slice(1)
    .map((line) => `  │ ${line}`)
    .join("\n");
}

function check(result: ActionResult, expected: Expected, shown: ReturnType<typeof present>): void {
  const problems = [
    result.outputs.verdict === expected.verdict
      ? ""
      : `the verdict is ${result.outputs.verdict}, expected ${expected.verdict}`,
    shown.labels.join() === expected.labels.join()
      ? ""
      : `the labels are ${shown.labels.join(", ")}, expected ${expected.labels.join(", ")}`,
    shown.comments.length === 1 ? "" : `there are ${shown.comments.length} comments, expected 1`,
    expected.writes(Number(result.outputs.writes)) ? "" : `there were ${result.outputs.writes} writes`,
    Number(result.outputs["claims-confirmed"]) >= 5
      ? ""
      : `only ${result.outputs["claims-confirmed"]} claims are confirmed`,
  ].filter((problem) => problem !== "");
  if (problems.length === 0) return;
  throw new Error(`The demo did not go as it should: ${problems.join("; ")}\n${result.stdout}\n${result.stderr}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
