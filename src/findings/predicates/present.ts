import { accepted, type Comparison, confirmed, type Draft, some, supporting, unproven } from "../draft.ts";

/** The value stands in a role that proves it; nothing can contradict it. */
export function present(comparison: Comparison): Draft {
  const { proof } = comparison;
  const proven = some(accepted(supporting(comparison), proof));
  return proven ? confirmed(proven, proof) : unproven(comparison);
}
