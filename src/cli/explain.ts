import { assess, assessTruth } from "../assess.ts";
import { exitCodes } from "../errors.ts";
import { readBundle } from "../evidence/bundle.ts";
import { explanationOf, renderTree, renderTreeJson, renderTreeMarkdown } from "../report/explain.ts";
import { readNamedFile } from "./files.ts";

const renderers = { human: renderTree, json: renderTreeJson, markdown: renderTreeMarkdown } as const;

/**
 * Prints the tree from verdict to evidence of a recorded run, or of one claim of it; returns the exit code.
 * @throws UsageError
 */
export async function runExplain(
  file: string,
  claim: string | undefined,
  options: { readonly format: keyof typeof renderers },
): Promise<number> {
  const bundle = readBundle(readNamedFile(file));
  const report = bundle.pull === undefined ? await assessTruth(bundle) : await assess(bundle);
  const branches = explanationOf(report, bundle, claim);
  process.stdout.write(renderers[options.format](branches));
  return exitCodes.proven;
}
