import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InternalError } from "./errors.ts";

/** Folder that holds `rules/` and `dist/`, whether the code runs from `src` or from the bundle. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "rules"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new InternalError("The folder of rules is missing from the installation.");
    folder = parent;
  }
  return folder;
}
