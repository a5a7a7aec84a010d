import type { Job, Workflow } from "./workflow.ts";

/** One check of a workflow file: its id is the name of the bad file that it must reject. */
export type WorkflowCheck = {
  readonly id: string;
  readonly rule: string;
  /** Where the rule is broken; empty when it holds. */
  readonly broken: (workflow: Workflow) => string[];
};

/** Events whose runs hold a token that writes, or secrets, although a stranger can cause them. */
const privilegedEvents = ["pull_request_target", "workflow_run", "issue_comment", "issues", "discussion_comment"];
/** What names the head of a pull request, wherever it is written. */
const pullRequestHead =
  /pull_request\.head|github\.head_ref|refs\/pull\/|workflow_run\.head_|\bpr checkout\b|pull\/\$?\{?\w+\}?\/(?:head|merge)/;
/** A commit, with the version it had when it was pinned. */
const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
/** What a job of the documentation repository may ever ask for. */
const documentedScopes = ["contents: read", "pull-requests: write", "issues: write", "checks: write"];

const steps = (workflow: Workflow) =>
  workflow.jobs.flatMap((job) => job.steps.map((step, index) => ({ job, step, at: `${job.id}.steps[${index}]` })));

const scopesOf = (job: Job): string[] =>
  typeof job.permissions === "object"
    ? Object.entries(job.permissions).map(([scope, access]) => `${scope}: ${access}`)
    : [];

const writes = (job: Job): boolean => scopesOf(job).some((scope) => scope.endsWith(": write"));

function isPrivileged(workflow: Workflow, job: Job): boolean {
  return privilegedEvents.some((event) => event in workflow.events) || writes(job);
}

/** Checks for every workflow file of this repository. */
export const everyWorkflow: readonly WorkflowCheck[] = [
  {
    id: "expression-in-run",
    rule: "T168 no expression inside a command: values come through env",
    broken: (workflow) =>
      steps(workflow)
        .filter(({ step }) => step.run?.includes("${{") || String(step.with?.script ?? "").includes("${{"))
        .map(({ at }) => at),
  },
  {
    id: "unpinned-action",
    rule: "T167 every action is pinned to a commit, with its version as comment",
    broken: (workflow) =>
      workflow.text.split("\n").flatMap((line, index) => {
        const uses = line.match(/^\s*(?:-\s+)?uses:\s*(\S+)\s*(#\s*v\d+(?:\.\d+)*)?\s*$/);
        const mentions = /^\s*(?:-\s+)?uses:/.test(line);
        const good = uses?.[1] !== undefined && uses[2] !== undefined && pinned.test(uses[1]);
        return mentions && !good && !uses?.[1]?.startsWith("./") ? [`line ${index + 1}`] : [];
      }),
  },
  {
    id: "checkout-of-head",
    rule: "T150 no privileged job touches the head of a pull request",
    broken: (workflow) =>
      steps(workflow)
        .filter(({ job }) => isPrivileged(workflow, job))
        .filter(({ step }) =>
          [step.run ?? "", ...Object.values(step.with ?? {}).map(String)].some((text) => pullRequestHead.test(text)),
        )
        .map(({ at }) => at),
  },
  {
    id: "checkout-for-strangers",
    rule: "T150 no checkout at all where strangers cause a privileged run",
    broken: (workflow) =>
      steps(workflow)
        .filter(() => privilegedEvents.some((event) => event in workflow.events))
        .filter(({ step }) => /\/checkout@/.test(step.uses ?? "") || /\bgit\s|\bgh repo clone\b/.test(step.run ?? ""))
        .map(({ at }) => at),
  },
  {
    id: "artifact-for-strangers",
    rule: "T095 no artifact of an unprivileged run is read by a privileged one",
    broken: (workflow) =>
      steps(workflow)
        .filter(() => privilegedEvents.some((event) => event in workflow.events))
        .filter(({ step }) => /artifact@/.test(step.uses ?? "") || /\bgh run download\b/.test(step.run ?? ""))
        .map(({ at }) => at),
  },
  {
    id: "default-permissions",
    rule: "T163 the workflow starts from no permission",
    broken: (workflow) =>
      typeof workflow.permissions === "object" && Object.keys(workflow.permissions).length === 0 ? [] : ["permissions"],
  },
  {
    id: "job-without-permissions",
    rule: "T163 every job lists its permissions",
    broken: (workflow) =>
      workflow.jobs.filter((job) => typeof job.permissions !== "object").map(({ id }) => `${id}.permissions`),
  },
  {
    id: "permission-without-reason",
    rule: "T163 every permission has its reason beside it",
    broken: (workflow) =>
      workflow.jobs.flatMap((job) =>
        Object.keys(typeof job.permissions === "object" ? job.permissions : {})
          .filter((scope) => (workflow.commentAt(["jobs", job.id, "permissions", scope]) ?? "").trim().length < 8)
          .map((scope) => `${job.id}.permissions.${scope}`),
      ),
  },
  {
    id: "write-for-strangers",
    rule: "S1 a run on `pull_request` writes nothing",
    broken: (workflow) =>
      "pull_request" in workflow.events ? workflow.jobs.filter(writes).map(({ id }) => `${id}.permissions`) : [],
  },
  {
    id: "credentials-left-behind",
    rule: "S22 a checkout keeps its token only where the job pushes",
    broken: (workflow) =>
      steps(workflow)
        .filter(({ step }) => /\/checkout@/.test(step.uses ?? ""))
        .filter(({ job }) => !scopesOf(job).includes("contents: write"))
        .filter(({ step }) => step.with?.["persist-credentials"] !== false)
        .map(({ at }) => at),
  },
  {
    id: "install-scripts",
    rule: "T166 packages are installed from the lockfile and run no script of their own",
    broken: (workflow) =>
      steps(workflow)
        .filter(({ step }) =>
          (step.run ?? "")
            .split("\n")
            .some((line) => /\bnpm (?:i|install|add)\b|\bnpx\b|\bnpm ci\b(?!.*--ignore-scripts)/.test(line)),
        )
        .map(({ at }) => at),
  },
  {
    id: "build-with-write",
    rule: "S22 a job that installs packages holds no permission to write",
    broken: (workflow) =>
      workflow.jobs
        .filter((job) => writes(job) && job.steps.some((step) => /\bnpm ci\b/.test(step.run ?? "")))
        .map(({ id }) => id),
  },
  {
    id: "cancelled-write",
    rule: "I9 a job that writes is never cancelled halfway, and has a group",
    broken: (workflow) =>
      workflow.jobs
        .filter(writes)
        .filter((job) => (job.concurrency ?? workflow.concurrency)?.["cancel-in-progress"] !== false)
        .map(({ id }) => `${id}.concurrency`),
  },
  {
    id: "without-timeout",
    rule: "I15 every job has a limit of time",
    broken: (workflow) =>
      workflow.jobs.filter((job) => job["timeout-minutes"] === undefined).map(({ id }) => `${id}.timeout-minutes`),
  },
];

/** Checks for the workflows that users copy. */
export const sampleWorkflow: readonly WorkflowCheck[] = [
  {
    id: "undocumented-scope",
    rule: "T163 a sample asks for nothing beyond the documented set",
    broken: (workflow) =>
      workflow.jobs.flatMap((job) =>
        scopesOf(job)
          .filter((scope) => !documentedScopes.includes(scope) && scope !== "pull-requests: read")
          .map((scope) => `${job.id}.permissions ${scope}`),
      ),
  },
  {
    id: "full-hour",
    rule: "B21 no schedule starts near a full or half hour",
    broken: (workflow) =>
      [...workflow.text.matchAll(/cron:\s*["']?(\S+)/g)]
        .filter(([, minute]) => !/^\d+$/.test(minute ?? "") || Number(minute) % 30 < 5 || Number(minute) % 30 > 25)
        .map(([line]) => line),
  },
  {
    id: "job-named-as-check",
    rule: "B8 no job has the name of the check: both would be required",
    broken: (workflow) => workflow.jobs.filter((job) => (job.name ?? job.id) === "docs-verdict").map(({ id }) => id),
  },
  {
    id: "path-filter",
    rule: "B30 no filter of paths: a skipped required check waits for ever",
    broken: (workflow) =>
      Object.entries(workflow.events)
        .filter(([, filter]) => typeof filter === "object" && filter !== null && /"paths/.test(JSON.stringify(filter)))
        .map(([event]) => `on.${event}`),
  },
  {
    id: "command-on-every-comment",
    rule: "T093 commands: created comments of pull requests whose first line starts with the command",
    broken: (workflow) => {
      const event = workflow.events.issue_comment;
      if (event === undefined) return [];
      const conditions = workflow.jobs.map((job) => String(job.if ?? ""));
      const guarded = conditions.every(
        (text) =>
          text.includes("github.event.issue.pull_request") &&
          /startsWith\(github\.event\.comment\.body, '\//.test(text),
      );
      return guarded && JSON.stringify(event) === '{"types":["created"]}' ? [] : ["on.issue_comment"];
    },
  },
];
