import { type Comparison, confirmed, type Draft, some, supporting, unproven } from "../draft.ts";

/** The value stands in a role that proves it; nothing can contradict it. */
export function present(comparison: Comparison): Draft {
  const { proof } = comparison;
  const proven = some(supporting(comparison).filter(({ strength }) => proof.accepts.includes(strength)));
  return proven ? confirmed(proven, proof) : unproven(comparison);
}
