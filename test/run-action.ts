import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { ActionEvent } from "./events.ts";
import type { FakeGitHub } from "./fake-github/server.ts";

/** How the built action is run. */
export type ActionRun = {
  readonly server: FakeGitHub;
  readonly event: ActionEvent;
  /** `GITHUB_TOKEN` of the job; what `${{ github.token }}` stands for in `action.yml`. */
  readonly token: string;
  /** `with:` of the step; other inputs get the defaults of `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `env:` of the step; also replaces what the runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder that has `action.yml`; this repository unless said. */
  readonly root?: string;
  /** When the process is killed, in ms. */
  readonly timeoutMs?: number;
};

/** A line for the Actions log that GitHub shows on the code. */
export type LoggedAnnotation = {
  readonly level: "error" | "warning" | "notice";
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

/** What became of a run. */
export type ActionResult = {
  /** Exit code; `null` when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly LoggedAnnotation[];
};

const actionFile = z.object({
  inputs: z.record(z.string(), z.object({ default: z.coerce.string().optional() }).loose()).optional(),
  runs: z.object({ main: z.string() }).loose(),
});

const runnerFiles = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_STATE", "GITHUB_PATH"] as const;

/** Runs the built action as a runner does: a clean environment, defaults applied, results read from the runner's files. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const root = run.root ?? resolve(import.meta.dirname, "..");
  const action = actionFile.parse(parse(readFileSync(join(root, "action.yml"), "utf8")));
  const folder = mkdtempSync(join(tmpdir(), "run-action-"));
  try {
    const env = environment(run, folder, inputsOf(action, run));
    const finished = await start(join(root, action.runs.main), env, run.timeoutMs ?? 120_000);
    return {
      ...finished,
      outputs: readOutputs(readFileSync(join(folder, "GITHUB_OUTPUT"), "utf8")),
      summary: readFileSync(join(folder, "GITHUB_STEP_SUMMARY"), "utf8"),
      annotations: readAnnotations(finished.stdout),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Inputs with the defaults that the runner applies (the toolkit does not), as `INPUT_` variables that keep their dash. */
function inputsOf(action: z.infer<typeof actionFile>, run: ActionRun): Record<string, string> {
  const defaults = Object.entries(action.inputs ?? {}).map(([name, input]) => [name, input.default ?? ""] as const);
  const given = Object.entries(run.inputs ?? {});
  const unknown = given.filter(([name]) => !(name in (action.inputs ?? {})));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.map(([name]) => name).join(", ")}`);
  return Object.fromEntries(
    [...defaults, ...given].map(([name, value]) => [
      `INPUT_${name.replace(/ /g, "_").toUpperCase()}`,
      value.replace(/\$\{\{\s*github\.token\s*\}\}/g, run.token),
    ]),
  );
}

function environment(run: ActionRun, folder: string, inputs: Record<string, string>): Record<string, string> {
  const eventPath = join(folder, "event.json");
  writeFileSync(eventPath, JSON.stringify(run.event.payload));
  for (const name of runnerFiles) writeFileSync(join(folder, name), "");
  const workspace = join(folder, "work");
  const temp = join(folder, "temp");
  mkdirSync(workspace);
  mkdirSync(temp);
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TZ: "UTC",
    LANG: "C.UTF-8",
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: run.server.url,
    GITHUB_GRAPHQL_URL: `${run.server.url}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_EVENT_NAME: run.event.name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REPOSITORY: run.event.repository,
    GITHUB_REPOSITORY_OWNER: run.event.repository.split("/")[0] ?? "",
    GITHUB_SHA: run.event.sha,
    GITHUB_REF: run.event.ref,
    GITHUB_ACTOR: run.event.actor,
    GITHUB_RUN_ID: "4242",
    GITHUB_RUN_NUMBER: "7",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKFLOW: "Docs verdict",
    GITHUB_JOB: "verdict",
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    ...Object.fromEntries(runnerFiles.map((name) => [name, join(folder, name)])),
    ...inputs,
    ...run.env,
  };
}

function start(
  main: string,
  env: Record<string, string>,
  timeoutMs: number,
): Promise<Pick<ActionResult, "code" | "stdout" | "stderr">> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [main], { env, cwd: env.GITHUB_WORKSPACE, timeout: timeoutMs });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** Reads the forms `name=value` and `name<<delimiter` of the file of outputs, as a runner does. */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = lines[at]?.match(/^(.+?)<<(.+)$/) ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, at + 1);
      outputs[name] = lines.slice(at + 1, end).join("\n");
      at = end;
      continue;
    }
    const [, short, value] = lines[at]?.match(/^([^=]+)=(.*)$/) ?? [];
    if (short !== undefined && value !== undefined) outputs[short] = value;
  }
  return outputs;
}

function readAnnotations(stdout: string): LoggedAnnotation[] {
  return [...stdout.matchAll(/^::(error|warning|notice)(?: ([^\n]*?))?::(.*)$/gm)].map((match) => ({
    level: match[1] === "error" ? "error" : match[1] === "warning" ? "warning" : "notice",
    properties: Object.fromEntries(
      (match[2] ?? "")
        .split(",")
        .filter(Boolean)
        .map((pair) => [pair.split("=")[0] ?? "", unescaped(pair.split("=").slice(1).join("="))]),
    ),
    message: unescaped(match[3] ?? ""),
  }));
}

function unescaped(text: string): string {
  return text
    .replace(/%0A/g, "\n")
    .replace(/%0D/g, "\r")
    .replace(/%3A/g, ":")
    .replace(/%2C/g, ",")
    .replace(/%25/g, "%");
}
