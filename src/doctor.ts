import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { defaultConfig, readConfigOf } from "./config.ts";
import type { DoctorFacts, DoctorReads } from "./doctor/check.ts";
import { doctorChecks } from "./doctor/checks.ts";
import { doctorExitCode, examine, renderDoctor } from "./doctor/report.ts";
import { UsageError } from "./errors.ts";
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
  readonly hasSourceToken: boolean;
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

async function gatherFacts({ repository, configPath, hasSourceToken }: DoctorOptions): Promise<DoctorFacts> {
  const gitVersion = await readGitVersion();
  return {
    repository,
    config: configOf(repository, configPath),
    hasSourceToken,
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

/** Each question is asked once, however many checks ask it. */
function readsOf({ repository, docs, source }: DoctorOptions): DoctorReads {
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
