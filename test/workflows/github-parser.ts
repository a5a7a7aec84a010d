import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
import { z } from "zod";

const folder = resolve(import.meta.dirname, "../../.cache/workflows");
const answer = z.array(z.array(z.string()));

/** One file to hand to GitHub's parser. */
export type ParserInput = { readonly kind: "workflow" | "action"; readonly name: string; readonly text: string };

/**
 * Runs GitHub's own parser and language service; returns the problems of each file in order, empty lists for good ones.
 * Both packages import JSON in a way that Node 20 refuses, so the check is bundled first.
 */
export async function parseAsGitHub(files: readonly ParserInput[]): Promise<string[][]> {
  mkdirSync(folder, { recursive: true });
  const outfile = resolve(folder, `parser-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve(import.meta.dirname, "github-parser-entry.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  try {
    const text = execFileSync(process.execPath, [outfile], { input: JSON.stringify(files), encoding: "utf8" });
    return answer.parse(JSON.parse(text));
  } finally {
    rmSync(outfile, { force: true });
  }
}
