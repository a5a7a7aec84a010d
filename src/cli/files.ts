import { readFileSync } from "node:fs";
import { UsageError } from "../errors.ts";

/**
 * Reads a file that the user named.
 * @throws UsageError when it cannot be read.
 */
export function readNamedFile(file: string): { readonly file: string; readonly text: string } {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError([
      {
        code: "DV1107",
        message: `Unexpected file "${file}" (${reason}), expected one that can be read.`,
        fix: "Correct the path.",
      },
    ]);
  }
}
