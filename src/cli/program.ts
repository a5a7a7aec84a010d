import { Command, CommanderError, Option } from "commander";
import { exitCodes } from "../errors.ts";
import { toolVersion } from "../version.ts";
import { printFailure } from "./failure.ts";
import { formatNames } from "./formats.ts";
import { addSetup } from "./setup.ts";
import { addWiring } from "./wiring.ts";

const learnMore = `
Exit codes:
  0  all proven
  1  the verdict does not pass, or a claim is contradicted
  2  wrong usage or configuration
  3  something could not be determined or published
  130  interrupted

Results go to stdout, progress to stderr.`;

/** Runs one command line (without node and script) and returns the exit code; never throws. */
export async function runCli(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.proven;
  const program = createProgram((value) => {
    code = value;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.proven : exitCodes.usage;
    return printFailure(error);
  }
}

/** Each command loads its code only when it runs, so that help answers at once. */
function createProgram(done: (code: number) => void): Command {
  const program = new Command("docs-verdict")
    .description("Proves that a documentation pull request is true and live.")
    .version(toolVersion(), "-V, --version")
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText("after", learnMore);
  addCheck(program, done);
  addVerify(program, done);
  addExplain(program, done);
  addSweep(program, done);
  addWiring(program, done);
  addSetup(program, done);
  return program;
}

function addCheck(program: Command, done: (code: number) => void): void {
  const command = program
    .command("check")
    .description("check pages against source: truth only, no pull request, no network")
    .argument("[paths...]", "pages or folders; by default all pages of the current folder")
    .option(
      "--source <where>",
      "repository the pages describe: a folder, a git directory, or owner/repository, with @revision",
      ".",
    )
    .option("--base <revision>", "only claims on lines changed since this revision of the pages' repository")
    .option("--config <file>", "configuration", ".github/docs-verdict.yml")
    .option("--record <file>", "write the evidence bundle")
    .option("--replay <file>", "decide from a bundle, without reading anything else");
  addCacheOptions(command);
  command.addOption(formatOption()).addHelpText(
    "after",
    `
Examples:
  docs-verdict check docs --source ../engine
  docs-verdict check changelog/2026-04-08-api-tokens.mdx --source acme/engine@main
  docs-verdict check --base origin/main --format sarif > docs.sarif`,
  );
  command.action(async (paths: string[], options) => {
    const { runCheck } = await import("./check.ts");
    done(await runCheck(paths, options));
  });
}

function addVerify(program: Command, done: (code: number) => void): void {
  const command = program
    .command("verify")
    .description("verify one docs pull request: claims, engineering work, verdict")
    .argument("[pull]", "owner/repository#number, or the URL of the pull request")
    .option("--publish", "publish the comment, labels and check; without it nothing is written")
    .option("--dry-run", "print every write that --publish would make")
    .option("--config <path>", "configuration, read from the base branch", ".github/docs-verdict.yml")
    .option("--record <file>", "write the evidence bundle")
    .option("--replay <file>", "decide from a bundle, without reading anything else");
  addCacheOptions(command);
  command.addOption(formatOption()).addHelpText(
    "after",
    `
Tokens come from the environment: GITHUB_TOKEN for the documentation, DOCS_VERDICT_SOURCE_TOKEN for the engineering
repositories. They are refused on the command line.

Examples:
  docs-verdict verify acme/docs#152
  docs-verdict verify acme/docs#152 --record bundle.json
  docs-verdict verify --replay bundle.json --format markdown`,
  );
  command.action(async (pull: string | undefined, options) => {
    const { runVerify } = await import("./verify.ts");
    done(await runVerify(pull, options));
  });
}

function addExplain(program: Command, done: (code: number) => void): void {
  program
    .command("explain")
    .description("show why: evidence, signals, verdict, from a recorded bundle")
    .argument("<bundle>", "file written by --record")
    .argument("[claim]", "id or words of one claim")
    .addOption(new Option("--format <format>", "output").choices(["human", "json", "markdown"]).default("human"))
    .action(async (bundle: string, claim: string | undefined, options) => {
      const { runExplain } = await import("./explain.ts");
      done(await runExplain(bundle, claim, options));
    });
}

function addSweep(program: Command, done: (code: number) => void): void {
  const command = program
    .command("sweep")
    .description("verify every open pull request of a documentation repository")
    .argument("<repository>", "owner/repository")
    .option("--publish", "publish the comments, labels and checks; without it nothing is written")
    .option("--shard <i/n>", "only this part", "")
    .option("--time-limit <minutes>", "start no further pull request after this time", "")
    .option("--plan", "print the shards for a matrix, as JSON, and verify nothing")
    .option("--config <path>", "configuration, read from the base branch", ".github/docs-verdict.yml")
    .action(async (repository: string, options) => {
      const { runSweep } = await import("./sweep.ts");
      done(await runSweep(repository, options));
    });
  addCacheOptions(command);
}

function addCacheOptions(command: Command): void {
  command
    .option("--cache-dir <folder>", "where to keep what was worked out; by default the user's cache folder")
    .option("--no-cache", "work everything out again, and keep nothing");
}

function formatOption(): Option {
  return new Option("--format <format>", "output").choices(formatNames).default("human");
}
