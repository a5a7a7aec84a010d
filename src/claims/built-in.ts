import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import type { Rule } from "../types/index.ts";
import type { YamlFile } from "../yaml-file.ts";
import { type OwnershipLists, type OwnNames, readOwnership } from "./ownership.ts";
import { readProvenRules } from "./read-rules.ts";

const ownershipFile = "ownership.yml";
/** Files of the folder that describe no kind of claim. */
const otherFiles: ReadonlySet<string> = new Set([ownershipFile, "flags.yml"]);

let shipped: readonly Rule[] | undefined;

/** The rules that ship with the tool, in the order of their ids, read once; a test tries their examples. */
export function builtInRules(): readonly Rule[] {
  shipped ??= readProvenRules(builtInRuleFiles());
  return shipped;
}

/** The files of these rules as they are shipped. */
export function builtInRuleFiles(): readonly YamlFile[] {
  const folder = join(packageRoot(), "rules");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml") && !otherFiles.has(name));
  return names.sort().map(readShipped);
}

let shippedNames: OwnershipLists | undefined;

/** The names of others that ship with the tool, read once, together with those of a configuration. */
export function builtInOwnership({ siblings, thirdParties }: OwnNames): OwnershipLists {
  shippedNames ??= readOwnership(readShipped(ownershipFile), { siblings: [], thirdParties: [] });
  return { ...shippedNames, siblings, thirdParties: [...shippedNames.thirdParties, ...thirdParties] };
}

function readShipped(name: string): YamlFile {
  return { file: `rules/${name}`, text: readFileSync(join(packageRoot(), "rules", name), "utf8") };
}
