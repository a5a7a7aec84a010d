import type { Command } from "commander";

/** Adds `init` and `doctor`; each loads its code only when it runs. */
export function addSetup(program: Command, done: (code: number) => void): void {
  addInit(program, done);
  addDoctor(program, done);
}

function addInit(program: Command, done: (code: number) => void): void {
  program
    .command("init")
    .description("write the configuration and the workflows of a documentation repository, and explain each")
    .option("--folder <folder>", "root of the documentation repository", ".")
    .option(
      "--repository <owner/repository>",
      "the documentation repository on GitHub, to read its labels and rules; by default the origin of the clone",
    )
    .option("--action <owner/name@commit>", "where the action is released")
    .option("--force", "overwrite files that exist", false)
    .addHelpText("after", "\nAsks nothing. GITHUB_TOKEN is used, if set, to read labels and rules.")
    .action(async (options: InitFlags) => {
      const { initFromCommandLine } = await import("./run-setup.ts");
      done(await initFromCommandLine(options));
    });
}

function addDoctor(program: Command, done: (code: number) => void): void {
  program
    .command("doctor")
    .description("look at tokens, repositories, schedule, required check and labels, and say how to mend each")
    .argument(
      "[repository]",
      "owner/repository of the documentation; by default GITHUB_REPOSITORY, or the origin of this clone",
    )
    .option("--config <file>", "configuration", ".github/docs-verdict.yml")
    .option("--json", "print JSON", false)
    .addHelpText("after", "\nTokens come from the environment: GITHUB_TOKEN and DOCS_VERDICT_SOURCE_TOKEN.")
    .action(async (repository: string | undefined, options: DoctorFlags) => {
      const { doctorFromCommandLine } = await import("./run-setup.ts");
      done(await doctorFromCommandLine(repository, options));
    });
}

/** Options of `init` as the command line gives them. */
export type InitFlags = {
  readonly folder: string;
  readonly repository?: string;
  readonly action?: string;
  readonly force: boolean;
};

/** Options of `doctor` as the command line gives them. */
export type DoctorFlags = { readonly config: string; readonly json: boolean };
