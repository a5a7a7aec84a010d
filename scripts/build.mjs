// Bundles the command line, the action and the parse worker into dist/: several small entries over shared chunks, so
// that TypeScript (3.6 MB) is only read when something must be parsed.
import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const shells = { cli: "src/cli.ts", action: "src/action.ts", "parse-worker": "src/documents/parse-worker.ts" };

/** Builds into `outdir`; returns when the files are written. */
export async function bundle(outdir = "dist", entryPoints = shells) {
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints,
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    splitting: true,
    minify: true,
    chunkNames: "chunks/[name]-[hash]",
    legalComments: "none",
    // jsonc-parser's CommonJS form hides its parts from bundlers.
    mainFields: ["module", "main"],
    // Bundled CommonJS (TypeScript among it) still calls require and reads __filename; zod is told to make no code of texts.
    banner: {
      js: "import{createRequire as __cr}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';const require=__cr(import.meta.url),__filename=__f(import.meta.url),__dirname=__d(__filename);globalThis.__zod_globalConfig={jitless:true};",
    },
    plugins: [rulesAsData],
    logLevel: "warning",
  });
  await copyGrammars(join(outdir, "grammars"));
  await writeEngineId(outdir);
}

/** Puts the rules into the bundle as they were read: YAML, its schema and its mistakes are for those who write rules. */
const rulesAsData = {
  name: "rules-as-data",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]claims[/\\]shipped-rules\.ts$/ }, async ({ path }) => {
      const rules = JSON.stringify(await readRules(path));
      return { contents: `export const shippedRules = () => JSON.parse(${JSON.stringify(rules)});` };
    });
  },
};

async function readRules(module) {
  await mkdir(".cache", { recursive: true });
  const folder = await mkdtemp(join(".cache", "rules-"));
  try {
    const outfile = join(folder, "shipped-rules.mjs");
    const read = { bundle: true, platform: "node", target: "node20", format: "esm", packages: "external" };
    await build({ ...read, entryPoints: [module], outfile, logLevel: "warning" });
    const { shippedRules } = await import(pathToFileURL(resolve(outfile)).href);
    // Their examples are for the tests.
    return shippedRules().map((rule) => ({ ...rule, examples: { match: [], ignore: [] } }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names the build by its content: what one build worked out is not used by another. */
async function writeEngineId(outdir) {
  const hash = createHash("sha256");
  const names = (await readdir(outdir, { recursive: true })).filter((name) => /\.(?:js|wasm)$/.test(name));
  for (const name of names.sort()) hash.update(`${name}\0`).update(await readFile(join(outdir, name)));
  await writeFile(join(outdir, "engine-id"), `${hash.digest("hex")}\n`);
}

/** Copies the parsers and every grammar beside the bundle: they are read as files, one at a time. */
async function copyGrammars(folder) {
  await mkdir(folder, { recursive: true });
  await copyFile("node_modules/web-tree-sitter/web-tree-sitter.wasm", join(folder, "web-tree-sitter.wasm"));
  const markdown = "node_modules/@bruits/satteri-wasm32-wasi/satteri_napi.wasm32-wasi.wasm";
  await copyFile(markdown, join(folder, "markdown.wasm"));
  const packages = (await readdir("node_modules")).filter((name) => name.startsWith("tree-sitter-"));
  for (const name of packages) {
    const files = await readdir(join("node_modules", name));
    for (const file of files.filter((file) => file.endsWith(".wasm") && !file.includes("_only")))
      await copyFile(join("node_modules", name, file), join(folder, file));
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await bundle(process.argv[2]);
