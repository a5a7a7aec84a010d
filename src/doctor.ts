import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { defaultConfig, readConfigOf } from "./config.ts";
import type { DoctorFacts, DoctorReads } from "./doctor/check.ts";
import { doctorChecks } from "./doctor/checks.ts";
import { doctorExitCode, examine, renderDoctor } from "./doctor/report.ts";
import { UsageError } from "./errors.ts";
import { readEnvironments } from "./evidence/flags/environments.ts";
import type { GetJson } from "./evidence/get-json.ts";
import type { Clients } from "./evidence/provider.ts";
import { readProjects } from "./evidence/trackers/projects.ts";
import type { GitHub } from "./github/client.ts";
import {
  readCheckRuns,
  readLabels,
  readRepository,
  readRules,
  readSchedule,
  readToken,
} from "./github/doctor-reads.ts";

/** What `docs-verdict doctor` is told. */
export type DoctorOptions = {
  /** `owner/repo` of the docs repository. */
  readonly repository: string;
  /** Path of the configuration in this folder; a missing file means the defaults. */
  readonly configPath: string;
  readonly docs: GitHub;
  readonly source: GitHub;
  readonly hasDocsToken: boolean;
  readonly hasSourceToken: boolean;
  /** Folder of the workflow files; one that is missing has none. */
  readonly workflowsFolder: string;
  readonly getJson: GetJson;
  /** Value of an environment variable that the configuration names for a token. */
  readonly secret: (name: string) => string | undefined;
  readonly format: "human" | "json";
  /** Takes the text for the terminal. */
  readonly print: (text: string) => void;
};

/** Looks at everything a set-up needs, prints it, and returns 0, 1 with a problem, 3 when something could not be seen. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  const report = await examine(doctorChecks, await gatherFacts(options), readsOf(options));
  options.print(
    options.format === "json"
      ? `${JSON.stringify({ schemaVersion: 1, checks: report }, null, 2)}\n`
      : renderDoctor(report),
  );
  return doctorExitCode(report);
}

async function gatherFacts({
  repository,
  configPath,
  workflowsFolder,
  hasDocsToken,
  hasSourceToken,
}: DoctorOptions): Promise<DoctorFacts> {
  const gitVersion = await readGitVersion();
  return {
    repository,
    config: configOf(repository, configPath),
    ...(existsSync(configPath) ? { configPath } : {}),
    hasDocsToken,
    hasSourceToken,
    workflows: workflowsIn(workflowsFolder),
    nodeVersion: process.versions.node,
    ...(gitVersion === undefined ? {} : { gitVersion }),
    nowMs: Date.now(),
  };
}

function configOf(repository: string, file: string): DoctorFacts["config"] {
  if (!existsSync(file)) return { ok: true, value: defaultConfig };
  try {
    return { ok: true, value: readConfigOf(repository, { file, text: readFileSync(file, "utf8") }) };
  } catch (error) {
    if (error instanceof UsageError) return { ok: false, mistakes: error.mistakes };
    throw error;
  }
}

function workflowsIn(folder: string): DoctorFacts["workflows"] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}

/** Each question is asked once, however many checks ask it. */
function readsOf({ repository, docs, source, getJson, secret }: DoctorOptions): DoctorReads {
  const now = () => new Date().toISOString();
  const clients: Clients = { docs, source, docsRepository: repository, now, getJson, secret };
  const sources = new Map<string, ReturnType<typeof readRepository>>();
  const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
    let asked: Promise<T> | undefined;
    return () => {
      asked ??= ask();
      return asked;
    };
  };
  return {
    docsToken: once(() => readToken(docs)),
    sourceToken: once(() => readToken(source)),
    docsRepository: once(() => readRepository(docs, repository)),
    sourceRepository: (name) => {
      const asked = sources.get(name) ?? readRepository(source, name);
      sources.set(name, asked);
      return asked;
    },
    schedule: once(() => readSchedule(docs, repository)),
    rules: once(() => readRules(docs, repository)),
    checkRuns: (name) => readCheckRuns(docs, repository, name),
    labels: once(() => readLabels(docs, repository)),
    flagEnvironments: (system, project) => readEnvironments({ system, project, clients, signal: stopSignal() }),
    trackerProjects: (settings) => readProjects({ settings, clients, signal: stopSignal() }),
  };
}

/** What git says of itself; undefined when it is missing. */
async function readGitVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("git", ["--version"], { timeout: 10_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** Time for one question to a flag system or tracker, in ms. */
const timeoutMs = 20_000;

function stopSignal(): AbortSignal {
  return AbortSignal.timeout(timeoutMs);
}
