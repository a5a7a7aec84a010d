import { type Command, Option } from "commander";
import type { WireFormat } from "./wire.ts";

/** Options of `wire`, as commander gives them. */
export type WireFlags = {
  readonly write?: boolean;
  readonly diff?: boolean;
  readonly config: string;
  readonly format: WireFormat;
};

/** Options of `new`, as commander gives them. */
export type NewFlags = {
  readonly date?: string;
  readonly title?: string;
  readonly slug?: string;
  readonly category?: string;
  readonly config: string;
};

/** Adds `wire` and `new`; each loads its code only when it runs. */
export function addWiring(program: Command, done: (code: number) => void): void {
  program
    .command("wire")
    .description("check that every changelog entry is wired into the site: file, navigation, index page, product page")
    .argument("[folder]", "top of the documentation repository", ".")
    .addOption(new Option("--check", "report what is missing, misplaced or stale (the default)").conflicts("write"))
    .option("--diff", "also show what --write changes")
    .option("--write", "regenerate the derived parts, and nothing else")
    .option("--config <file>", "configuration, below the folder", ".github/docs-verdict.yml")
    .addOption(
      new Option("--format <format>", "how to print what is wrong")
        .choices(["human", "json", "github", "rdjson", "sarif"] satisfies WireFormat[])
        .default("human"),
    )
    .addHelpText(
      "after",
      `
The entry's frontmatter is the truth, the rest is derived from it. After a conflicting rebase, --write makes the tree right.

Exit codes: 0 everything is wired, 1 something is not, 2 something could not be read or must be mended by hand before
anything is written, 3 no entry was found.`,
    )
    .action(async (folder: string, options: WireFlags) => {
      const { wireFromCommandLine } = await import("./run-wiring.ts");
      done(wireFromCommandLine(folder, options));
    });
  program
    .command("new")
    .description("start a changelog entry from an engineering pull request, wired into the site")
    .argument("<pull>", "owner/repository#number of the engineering pull request")
    .option("--date <YYYY-MM-DD>", "date of the entry; by default that of the merge")
    .option("--title <title>", "title; by default that of the pull request")
    .option("--slug <slug>", "end of the file name; by default made from the title")
    .option("--category <category>", "category; by default by the path rules of the configuration")
    .option("--config <file>", "configuration", ".github/docs-verdict.yml")
    .addHelpText(
      "after",
      "\nReads the pull request with DOCS_VERDICT_SOURCE_TOKEN or GITHUB_TOKEN. Claims are left for you to write.",
    )
    .action(async (pull: string, options: NewFlags) => {
      const { newFromCommandLine } = await import("./run-wiring.ts");
      done(await newFromCommandLine(pull, options));
    });
}
