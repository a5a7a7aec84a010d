// Runs the tests of the built action and command on Node 24, which GitHub runs the action on; Node itself comes from the npm registry.
// Exits 77 when that Node cannot be had: then nothing was shown. Usage: node scripts/test-node24.mjs [vitest arguments]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const version = "24.11.1";
const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "node24-"));
const quiet = { cwd: folder, stdio: ["ignore", "ignore", "ignore"] };
try {
  const platform = process.platform === "win32" ? "win" : process.platform;
  try {
    execFileSync("npm", ["pack", `node-${platform}-${process.arch}@${version}`], quiet);
    execFileSync("tar", ["xzf", readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? ""], quiet);
  } catch {
    console.error(
      `NOT RUN: Node ${version} for ${platform} ${process.arch} could not be fetched from the npm registry.`,
    );
    process.exitCode = 77;
  }
  if (process.exitCode !== 77) {
    const node = join(folder, "package/bin", process.platform === "win32" ? "node.exe" : "node");
    console.log(`Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
    const asked = process.argv.slice(2);
    const files = asked.length > 0 ? asked : ["test/e2e/action.test.ts", "test/e2e/command.test.ts", "test/cli"];
    const run = spawnSync(node, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...files], {
      cwd: root,
      stdio: "inherit",
    });
    process.exitCode = run.status ?? 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
