import { type GetJson, jsonAskingOnce } from "./evidence/get-json.ts";
import { type GitHub, gitHubAskingOnce } from "./github/client.ts";
import type { FactStore } from "./source/reading.ts";
import type { Fetched } from "./source/remote.ts";
import type { VisitStore } from "./sweep-order.ts";
import type { Decision } from "./verdict/decision.ts";

/** All that a run reaches the world with; made once by a shell, from its inputs and environment. */
export type RunClients = {
  /** Reads and writes the documentation repository. */
  readonly docs: GitHub;
  /** Reads the engineering repositories. */
  readonly source: GitHub;
  /** Address of the web pages and git repositories, without a slash at the end: `https://github.com`. */
  readonly serverUrl: string;
  /** Token for git in the documentation repository; absent when it is public. */
  readonly docsToken?: string;
  /** Token for git; absent when the engineering repositories are public. */
  readonly sourceToken?: string;
  /** Folder for fetched git objects. */
  readonly cacheDir: string;
  /** Commits that this run fetched, by address, roots, history and revision; absent when each is fetched anew. */
  readonly fetched?: Map<string, Fetched>;
  /** Facts kept from earlier runs; absent when nothing is kept. */
  readonly facts?: FactStore;
  /** When sweeps last looked at each pull request; absent when nothing is kept. */
  readonly visits?: VisitStore;
  /** Reads JSON from systems that are not GitHub. */
  readonly getJson: GetJson;
  /** Value of an environment variable that the configuration names for a token. */
  readonly secret: (name: string) => string | undefined;
  /** UTC, ISO 8601. */
  readonly now: () => string;
  /** Tells a person what is being done; goes to stderr or the log. */
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
};

/** Which docs pull request to verify, and where its configuration stands. */
export type Request = {
  /** `owner/repo`. */
  readonly repository: string;
  readonly number: number;
  /** Path of the configuration in the base branch. */
  readonly configPath: string;
  /** A decision to record with this verification. */
  readonly decision?: Decision;
};

/** The same clients for the look-ups of one run: nothing is asked twice. What is written needs the clients themselves. */
export function askingOnce(clients: RunClients): RunClients {
  return {
    ...clients,
    docs: gitHubAskingOnce(clients.docs),
    source: gitHubAskingOnce(clients.source),
    getJson: jsonAskingOnce(clients.getJson),
    fetched: new Map(),
  };
}
