import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import type { YamlFile } from "../yaml-file.ts";

/** The file that names what belongs to others. */
export const ownershipFile = "ownership.yml";
/** Files of the folder that describe no kind of claim. */
const otherFiles: ReadonlySet<string> = new Set([ownershipFile, "flags.yml"]);

/** The files of the rules as they are shipped. */
export function builtInRuleFiles(): readonly YamlFile[] {
  const folder = join(packageRoot(), "rules");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml") && !otherFiles.has(name));
  return names.sort().map(readShipped);
}

/** A file of the folder of rules. */
export function readShipped(name: string): YamlFile {
  return { file: `rules/${name}`, text: readFileSync(join(packageRoot(), "rules", name), "utf8") };
}
