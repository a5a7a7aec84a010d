import type { Evidence, EvidenceSubject, TokenClass, UnavailableReason, Visibility } from "../types/index.ts";

/** Who looked, when, and who may read what was seen. */
export type Observer = {
  readonly source: string;
  /** UTC, ISO 8601. */
  readonly observedAt: string;
  readonly audience: { readonly of: string; readonly visibility: Visibility };
  readonly seenBy: TokenClass;
  readonly permalink?: string;
};

/** Why something could not be looked at. */
export type Miss = { readonly reason: UnavailableReason; readonly detail: string };

/** The record of a look-up that could not be made. */
export function unavailableEvidence(
  { kind, key }: EvidenceSubject,
  observer: Observer,
  { reason, detail }: Miss,
): Evidence {
  const rest = { ...observer, status: "unavailable", reason, detail } as const;
  switch (kind) {
    case "pull":
      return { subject: { kind, key }, ...rest };
    case "revert":
      return { subject: { kind, key }, ...rest };
    case "follow-ups":
      return { subject: { kind, key }, ...rest };
    case "children":
      return { subject: { kind, key }, ...rest };
    case "gates":
      return { subject: { kind, key }, ...rest };
    case "flag":
      return { subject: { kind, key }, ...rest };
    case "deployment":
      return { subject: { kind, key }, ...rest };
    case "ticket":
      return { subject: { kind, key }, ...rest };
    case "wiring":
      return { subject: { kind, key }, ...rest };
    case "claim":
      return { subject: { kind, key }, ...rest };
  }
}
