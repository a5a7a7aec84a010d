// Breaks the source in one place at a time and expects the named test to notice: a test that cannot fail proves nothing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const mutants = JSON.parse(readFileSync(join(root, "test/mutants.json"), "utf8"));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
let survived = 0;

for (const mutant of mutants) {
  const { name, file, from, test, named } = mutant;
  if (readFileSync(join(root, file), "utf8").split(from).length !== 2) {
    console.log(`gone     ${named} ${name}: ${file} does not hold its line exactly once`);
    survived += 1;
    continue;
  }
  const run = spawnSync(process.execPath, [vitest, "run", test, "-t", named, "--reporter=json"], {
    cwd: root,
    env: { ...process.env, DOCS_VERDICT_MUTANT: JSON.stringify(mutant) },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const failed = failedTests(run.stdout);
  if (failed === 0) survived += 1;
  console.log(`${failed > 0 ? "killed  " : "SURVIVED"} ${named} ${name} (${failed} tests failed)`);
}
process.exitCode = survived === 0 ? 0 : 1;

/** Tests that failed; a run that broke for another reason counts as none. */
function failedTests(output) {
  const start = output.indexOf("{");
  try {
    return JSON.parse(output.slice(start)).numFailedTests;
  } catch {
    return 0;
  }
}
