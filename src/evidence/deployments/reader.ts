import type { DeploymentSettings } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import type { GitHub } from "../../github/client.ts";
import type { Clients } from "../provider.ts";

/** A commit or tag that runs, ran or was published. */
export type Candidate = {
  /** A full or short hash, or a tag. */
  readonly revision: string;
  /** UTC, ISO 8601; absent when the system does not say. */
  readonly at?: string;
  readonly version?: string;
  readonly url?: string;
};

/** A place where customers meet the change. */
export type Place = {
  /** For people: `production`, `releases of acme/harbor`. */
  readonly name: string;
  /** Newest first; empty when nothing is there. */
  readonly candidates: readonly Candidate[];
  /** `newest`: only the first one runs. `any`: each one reached customers, those before the merge aside. */
  readonly counts: "newest" | "any";
  /** False when older candidates were not read. */
  readonly complete: boolean;
};

/** What a system knows of one repository. */
export type Places = { readonly production: readonly Place[]; readonly staging: readonly Place[] };

/** One read of a system. */
export type ReadPlaces = (question: {
  readonly settings: DeploymentSettings;
  readonly github: GitHub;
  readonly clients: Clients;
  readonly signal: AbortSignal;
}) => Promise<Answer<Places>>;
