import { readFileSync } from "node:fs";

/** Text of the configuration; undefined when there is no such file, which is no mistake. */
export function configText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
