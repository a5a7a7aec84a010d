import { join } from "node:path";
import { runDoctor } from "../doctor.ts";
import { detectFramework } from "../documents/frameworks/detect.ts";
import { UsageError } from "../errors.ts";
import { getJson } from "../evidence/get-json.ts";
import { createGitHub, type GitHub } from "../github/client.ts";
import { readLabels, readRules } from "../github/doctor-reads.ts";
import { runInit } from "../init.ts";
import { packageRoot } from "../package-root.ts";
import { toolVersion } from "../version.ts";
import { originOf } from "./origin.ts";
import type { DoctorFlags, InitFlags } from "./setup.ts";

/** How long one request may take, in ms. */
const timeoutMs = 20_000;

/**
 * Runs `init` with what the environment and GitHub tell; what cannot be read is left at its default.
 * @throws UsageError for a repository or action of the wrong form.
 */
export async function initFromCommandLine(flags: InitFlags): Promise<number> {
  const repository = flags.repository ?? process.env.GITHUB_REPOSITORY ?? originOf(flags.folder);
  return runInit({
    folder: flags.folder,
    samplesFolder: join(packageRoot(), "workflows"),
    version: toolVersion(),
    force: flags.force,
    detectFramework,
    ...(repository === undefined ? {} : await remoteFacts(checkedRepository(repository))),
    ...(flags.action === undefined ? {} : { action: flags.action }),
    print: (text) => process.stdout.write(text),
  });
}

/**
 * Runs `doctor` against GitHub.
 * @throws UsageError without a repository.
 */
export async function doctorFromCommandLine(argument: string | undefined, flags: DoctorFlags): Promise<number> {
  const sourceToken = process.env.DOCS_VERDICT_SOURCE_TOKEN;
  return runDoctor({
    repository: checkedRepository(argument ?? process.env.GITHUB_REPOSITORY ?? originOf(".") ?? ""),
    configPath: flags.config,
    docs: docsClient(),
    source: client("source", sourceToken),
    hasDocsToken: (process.env.GITHUB_TOKEN ?? "") !== "",
    hasSourceToken: sourceToken !== undefined && sourceToken !== "",
    workflowsFolder: join(".github", "workflows"),
    getJson,
    secret: (name) => process.env[name],
    format: flags.json ? "json" : "human",
    print: (text) => process.stdout.write(text),
  });
}

type RemoteFacts = {
  readonly repository: string;
  readonly labels?: readonly string[];
  readonly mergeQueue?: "used" | "unused";
};

async function remoteFacts(repository: string): Promise<RemoteFacts> {
  if ((process.env.GITHUB_TOKEN ?? "") === "") return { repository };
  const docs = docsClient();
  const [labels, rules] = await Promise.all([readLabels(docs, repository), readRules(docs, repository)]);
  return {
    repository,
    ...(labels.ok ? { labels: labels.value.map(({ name }) => name) } : {}),
    ...(rules.ok && rules.value.complete ? { mergeQueue: rules.value.mergeQueue ? "used" : "unused" } : {}),
  };
}

const docsClient = (): GitHub => client("docs", process.env.GITHUB_TOKEN);

function client(tokenClass: "docs" | "source", token: string | undefined): GitHub {
  return createGitHub({
    ...(token === undefined || token === "" ? {} : { token }),
    tokenClass,
    apiUrl: process.env.GITHUB_API_URL ?? "https://api.github.com",
    throttle: false,
    timeoutMs,
  });
}

function checkedRepository(text: string): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return text;
  throw new UsageError([
    {
      code: "DV1402",
      message: `Unexpected repository ${JSON.stringify(text.slice(0, 120))}, expected owner/repository.`,
      fix: "Name the documentation repository, for example `docs-verdict doctor acme/docs`, or run it in a clone of it.",
    },
  ]);
}
