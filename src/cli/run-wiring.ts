import { existsSync } from "node:fs";
import { join } from "node:path";
import { defaultConfig, readConfig } from "../config.ts";
import { exitCodes, UsageError } from "../errors.ts";
import { readPulls } from "../github/pulls.ts";
import { ticketsIn } from "../wiring/new-entry.ts";
import { createClients } from "./environment.ts";
import { readNamedFile } from "./files.ts";
import { runNew } from "./new.ts";
import { progress } from "./print.ts";
import { parsePullName } from "./verify.ts";
import { runWire } from "./wire.ts";
import type { NewFlags, WireFlags } from "./wiring.ts";

/**
 * Checks or writes the wiring of a work tree; returns the exit code.
 * @throws UsageError
 */
export function wireFromCommandLine(folder: string, options: WireFlags): number {
  if (!existsSync(folder)) {
    throw new UsageError([
      {
        code: "DV1109",
        message: `Unexpected folder "${folder}", expected one that exists.`,
        fix: "Name the top of the documentation repository.",
      },
    ]);
  }
  const shown = options.diff === true ? "diff" : "check";
  const action = options.write !== true ? shown : shown === "diff" ? "write-diff" : "write";
  const result = runWire({
    folder,
    config: configIn(join(folder, options.config)).wiring,
    action,
    format: options.format,
  });
  process.stdout.write(result.output);
  return result.exitCode;
}

/**
 * Starts an entry from an engineering pull request; returns the exit code.
 * @throws UsageError
 */
export async function newFromCommandLine(pull: string, { config, ...choices }: NewFlags): Promise<number> {
  const { repository, number } = parsePullName(pull);
  const reference = `${repository}#${number}`;
  const clients = createClients(
    {
      docs: process.env.GITHUB_TOKEN ?? process.env.DOCS_VERDICT_SOURCE_TOKEN,
      source: process.env.DOCS_VERDICT_SOURCE_TOKEN,
    },
    progress,
  );
  const answers = await readPulls(clients.source, [reference.toLowerCase()]);
  const answer = answers.get(reference.toLowerCase());
  if (answer === undefined || !answer.ok || answer.value.kind !== "pull") {
    const detail = answer?.ok === false ? answer.detail : "it is no pull request";
    throw new UsageError([
      {
        code: "DV1110",
        message: `Unexpected pull request "${reference}": ${detail}.`,
        fix: "Check its name and what the token may read.",
      },
    ]);
  }
  const settings = configIn(config);
  const { title, mergedAt, changedFiles, filesComplete } = answer.value.facts;
  const { basis } = settings.wiring.dateBasis;
  const work = {
    reference,
    title,
    // When it was deployed is not asked here, and the merge must not stand in for it.
    ...(mergedAt === undefined || basis === "deployed" ? {} : { basisTime: mergedAt }),
    changedFiles,
    filesComplete,
    tickets: ticketsIn(
      title,
      settings.trackers.flatMap(({ projects }) => projects),
    ),
  };
  const plan = runNew({ folder: ".", config: settings.wiring, work, choices });
  const written = [plan.path, ...plan.changes.map(({ path }) => path)].map((path) => `wrote ${path}\n`);
  process.stdout.write(`${written.join("")}${leftToAuthor}`);
  return exitCodes.proven;
}

const leftToAuthor =
  "Write its description and what changed, then run `docs-verdict wire --write`: other pages show the description.\n";

function configIn(file: string): ReturnType<typeof readConfig> {
  return existsSync(file) ? readConfig(readNamedFile(file)) : defaultConfig;
}
