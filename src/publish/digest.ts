import { createHash } from "node:crypto";
import type { CheckSpec } from "../types/index.ts";

/** Fingerprint of what a check shows; stored with it, so that an equal check is not written again. */
export function digestOf(check: CheckSpec): string {
  return createHash("sha256").update(JSON.stringify(check)).digest("hex").slice(0, 20);
}
