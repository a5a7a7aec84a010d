import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./package-root.ts";

/** Version of the installed package, `0.0.0` when it cannot be read. */
export function toolVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  return typeof version === "string" ? version : "0.0.0";
}

/**
 * Names the built code and the rules beside it: two engines with the same id decide alike. Undefined where the code does
 * not run from a build, because nothing tells what it is then.
 */
export function engineId(): string | undefined {
  const folder = join(packageRoot(), "dist");
  if (!fileURLToPath(import.meta.url).startsWith(folder)) return undefined;
  try {
    const hash = createHash("sha256").update(readFileSync(join(folder, "engine-id")));
    const rules = join(packageRoot(), "rules");
    for (const name of readdirSync(rules).sort())
      if (name.endsWith(".yml")) hash.update(`\0${name}\0`).update(readFileSync(join(rules, name)));
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}
