// Runs a TypeScript file of this repository: `node scripts/run.mjs scripts/demo.ts [arguments]`.
// Node 20 cannot run TypeScript by itself; the file is bundled beside the build, packages stay where they are.
import { mkdirSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error("Unexpected call without a file, expected: node scripts/run.mjs <file.ts> [arguments]");
  process.exit(2);
}
const folder = resolve(import.meta.dirname, "../.cache/run");
const outfile = resolve(folder, `${basename(file, ".ts")}-${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
process.on("exit", () => rmSync(outfile, { force: true }));
process.argv = [process.argv[0] ?? "node", file, ...args];
await import(pathToFileURL(outfile).href);
