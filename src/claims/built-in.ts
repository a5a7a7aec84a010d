import type { Rule } from "../types/index.ts";
import { ownershipFile, readShipped } from "./built-in-files.ts";
import { type OwnershipLists, type OwnNames, readOwnership } from "./ownership.ts";
import { shippedRules } from "./shipped-rules.ts";

let shipped: readonly Rule[] | undefined;

/** The rules that ship with the tool, in the order of their ids, read once; a test tries their examples. */
export function builtInRules(): readonly Rule[] {
  shipped ??= shippedRules();
  return shipped;
}

let shippedNames: OwnershipLists | undefined;

/** The names of others that ship with the tool, read once, together with those of a configuration. */
export function builtInOwnership({ siblings, thirdParties }: OwnNames): OwnershipLists {
  shippedNames ??= readOwnership(readShipped(ownershipFile), { siblings: [], thirdParties: [] });
  return { ...shippedNames, siblings, thirdParties: [...shippedNames.thirdParties, ...thirdParties] };
}
