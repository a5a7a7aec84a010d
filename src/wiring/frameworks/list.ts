import type { Framework } from "./framework.ts";
import { mintlify } from "./mintlify.ts";

/** Every framework, in the order in which equals are preferred. */
export const frameworks: readonly Framework[] = [mintlify];
