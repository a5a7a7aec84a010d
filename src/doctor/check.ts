import type { Config, FlagSystem, TrackerSettings } from "../config.ts";
import type { Mistake } from "../errors.ts";
import type { Answer } from "../github/answer.ts";
import type {
  BranchRules,
  CheckRunFacts,
  LabelFacts,
  RepositoryFacts,
  ScheduleFacts,
  TokenFacts,
} from "../github/doctor-reads.ts";

/** What one check found about one subject. */
export type DoctorResult = {
  readonly state: "ok" | "warning" | "problem" | "not checked";
  /** One sentence: what is so, or why it could not be looked at. */
  readonly what: string;
  /** How to mend it, one imperative sentence; empty when there is nothing to mend. */
  readonly fix: string;
};

/** Everything that is known without asking the network. */
export type DoctorFacts = {
  /** `owner/repo` of the docs repository. */
  readonly repository: string;
  /** The configuration, or the mistakes in it. */
  readonly config:
    | { readonly ok: true; readonly value: Config }
    | { readonly ok: false; readonly mistakes: readonly Mistake[] };
  /** Path of the configuration; absent when there is no such file and the defaults count. */
  readonly configPath?: string;
  readonly hasDocsToken: boolean;
  readonly hasSourceToken: boolean;
  /** Workflow files of this folder; empty when it has none. */
  readonly workflows: readonly { readonly path: string; readonly text: string }[];
  /** Version of the Node that runs, without `v`. */
  readonly nodeVersion: string;
  /** Output of `git --version`; absent when git is missing. */
  readonly gitVersion?: string;
  /** This machine's clock, ms since 1970. */
  readonly nowMs: number;
};

/** What checks may ask GitHub; each uses the one or two that it names. */
export type DoctorReads = {
  readonly docsToken: () => Promise<Answer<TokenFacts>>;
  readonly sourceToken: () => Promise<Answer<TokenFacts>>;
  /** The docs repository, with the docs token. */
  readonly docsRepository: () => Promise<Answer<RepositoryFacts>>;
  /** An engineering repository, with the source token. */
  readonly sourceRepository: (name: string) => Promise<Answer<RepositoryFacts>>;
  /** The workflow that runs the sweep; `undefined` when there is none. */
  readonly schedule: () => Promise<Answer<ScheduleFacts | undefined>>;
  /** Required checks of the default branch. */
  readonly rules: () => Promise<Answer<BranchRules>>;
  /** Runs of a check on the heads of the newest open pull requests. */
  readonly checkRuns: (name: string) => Promise<Answer<readonly CheckRunFacts[]>>;
  readonly labels: () => Promise<Answer<readonly LabelFacts[]>>;
  /** Environments of a project of a flag system; empty where it tells none apart. */
  readonly flagEnvironments: (system: FlagSystem, project: string) => Promise<Answer<readonly string[]>>;
  /** Keys of the projects that a tracker shows. */
  readonly trackerProjects: (settings: TrackerSettings) => Promise<Answer<readonly string[]>>;
};

/** One check of `docs-verdict doctor`. */
export type DoctorCheck = {
  readonly id: string;
  /** What it looks at, for people. */
  readonly title: string;
  readonly run: (facts: DoctorFacts, reads: DoctorReads) => Promise<readonly DoctorResult[]>;
};

/** Everything is in order. */
export const ok = (what: string): DoctorResult => ({ state: "ok", what, fix: "" });

/** Works, but not as well or as safely as it could. */
export const warning = (what: string, fix: string): DoctorResult => ({ state: "warning", what, fix });

/** Keeps the tool from doing its work. */
export const problem = (what: string, fix: string): DoctorResult => ({ state: "problem", what, fix });

/** Could not be looked at: never a pass. */
export const notChecked = (what: string, fix = ""): DoctorResult => ({ state: "not checked", what, fix });
