import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import type { Rule } from "../types/index.ts";
import { type OwnershipList, readOwnership } from "./ownership.ts";
import { readRules } from "./rules.ts";

/** The rules that ship with the tool, by id. */
export function builtInRules(): readonly Rule[] {
  const folder = join(packageRoot(), "rules");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml") && name !== "ownership.yml");
  return readRules(names.map((name) => ({ file: `rules/${name}`, text: readFileSync(join(folder, name), "utf8") })));
}

/** The names of others and the placeholders that ship with the tool. */
export function builtInOwnership(): OwnershipList {
  const file = join(packageRoot(), "rules", "ownership.yml");
  return readOwnership({ file: "rules/ownership.yml", text: readFileSync(file, "utf8") });
}
