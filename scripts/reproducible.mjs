// Proves that the build is reproducible: builds twice into temporary folders, at different paths and times, and compares
// every byte. `node scripts/reproducible.mjs [folder]` also leaves the build in `folder`.
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./build.mjs";

/** SHA-256 of every file below a folder by relative path with `/`; empty for an empty folder. */
export async function digests(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = new Map();
  for (const file of files.sort()) {
    const digest = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    found.set(relative(folder, file).split(sep).join("/"), digest);
  }
  return found;
}

/** Paths whose bytes differ, or that only one side has, sorted; empty when the folders are the same. */
export async function differences(left, right) {
  const [ours, theirs] = await Promise.all([digests(left), digests(right)]);
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return paths.filter((path) => ours.get(path) !== theirs.get(path));
}

/** Builds twice and compares; returns the paths that differ. Copies the build to `outdir` when they agree. */
export async function reproduce(outdir, build = bundle) {
  const folder = await mkdtemp(join(tmpdir(), "docs-verdict-build-"));
  try {
    const [first, second] = [join(folder, "first", "dist"), join(folder, "second-with-a-longer-name", "dist")];
    await build(first);
    await build(second);
    const wrong = await differences(first, second);
    if (wrong.length === 0 && outdir !== undefined) {
      await rm(outdir, { recursive: true, force: true });
      await cp(first, outdir, { recursive: true });
    }
    return wrong;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = await reproduce(process.argv[2]);
  for (const path of wrong) console.error(`Unexpected difference between two builds of the same source: ${path}`);
  if (wrong.length === 0) console.log("Two builds of the same source are the same, byte for byte.");
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
