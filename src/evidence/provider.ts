import type { z } from "zod";
import type { Config } from "../config.ts";
import type { GitHub } from "../github/client.ts";
import type { Evidence, EvidenceSubject, Reference, ReferenceKind } from "../types/index.ts";
import type { GetJson } from "./get-json.ts";

/** What providers reach the world with; each uses only what it needs. */
export type Clients = {
  /** Reads the docs repository. */
  readonly docs: GitHub;
  /** Reads engineering repositories; the docs client where no other token is given. */
  readonly source: GitHub;
  /** `owner/repo` of the docs repository: its pull requests are read with the docs token. */
  readonly docsRepository: string;
  /** UTC, ISO 8601. */
  readonly now: () => string;
  /** Reads JSON from a system that is not GitHub. */
  readonly getJson: GetJson;
  /** Value of an environment variable that the configuration names for a token; undefined when it is not set. */
  readonly secret: (name: string) => string | undefined;
};

/** What a provider is asked. */
export type Question = {
  /** References of the kinds the provider answers, each key once. */
  readonly references: readonly Reference[];
  /** What providers before it in the list found in this run. */
  readonly known: readonly Evidence[];
};

/** A provider at work: it answers, and turns every expected failure into `unavailable`. */
export type Lookup = {
  readonly lookup: (question: Question, signal: AbortSignal) => Promise<readonly Evidence[]>;
};

/** One source of evidence. */
export type Provider = {
  /** The question it answers. */
  readonly kind: EvidenceSubject["kind"];
  /** For people: `GitHub pull requests`. */
  readonly name: string;
  /** Kinds of references it answers for. */
  readonly answers: readonly ReferenceKind[];
  /** Whether a configuration asks for it at all; always when absent. */
  readonly isAsked?: (config: Config) => boolean;
  /** Schema of its part of the configuration; absent when it has none. */
  readonly configSchema?: z.ZodType;
  readonly create: (config: Config, clients: Clients) => Lookup;
};
