import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { TokenClass } from "../types/index.ts";
import { type Failure, MalformedAnswer } from "./answer.ts";
import { bounded } from "./bounded-body.ts";
import { sendUnchanged } from "./redirected.ts";
import type { BranchCommit } from "./revert-statements.ts";

/** How to reach GitHub with one credential. */
export type GitHubOptions = {
  /** Absent for anonymous reads. */
  readonly token?: string;
  readonly tokenClass: TokenClass;
  /** `GITHUB_API_URL`; GraphQL is derived from it, also on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** Spaces requests as GitHub asks for: writes 1 s apart. Off only against a local server. */
  readonly throttle: boolean;
  /** How long one request may take, in ms. */
  readonly timeoutMs: number;
  /** Replaces the network in unit tests; end-to-end tests use a server. */
  readonly fetch?: typeof fetch;
};

/** One credential's view of GitHub. The functions beside this file take it as first argument. */
export type GitHub = {
  readonly octokit: Octokit;
  readonly tokenClass: TokenClass;
  /** Good answers of this run; absent when every answer must be of now. */
  readonly kept?: Kept;
};

/** Good answers by question. */
export type Kept = {
  readonly rest: Map<string, RestAnswer>;
  /** Fields of repositories. */
  readonly parts: Map<string, Readonly<Record<string, unknown>>>;
  /** Failures of fields that this GitHub does not know, by the text of the fields. */
  readonly refused: Map<string, Failure>;
  /** The longest list of newest commits by repository and branch. */
  readonly commits: Map<string, NewestCommits>;
};

/** Commits of a branch since a time, newest first; `complete` is false when there are more than were read. */
export type NewestCommits = {
  /** In ms since 1970. */
  readonly sinceMs: number;
  readonly commits: readonly BranchCommit[];
  readonly complete: boolean;
};

/** The body and the `link` header of an answer. */
export type RestAnswer = { readonly data: unknown; readonly link: string };

/** The same credential for the look-ups of one run: what was answered once is not asked again. */
export function gitHubAskingOnce({ octokit, tokenClass }: GitHub): GitHub {
  return { octokit, tokenClass, kept: { rest: new Map(), parts: new Map(), refused: new Map(), commits: new Map() } };
}

/** Retries that a rate-limited read may take, at most 60 s apart; writes are never repeated blindly. */
const maxLimitRetries = 2;
const maxLimitWaitSeconds = 60;

/** Longest answer that is read, in bytes: a page of a hundred changed files with their patches stays far below. */
const maxAnswerBytes = 32 * 1024 * 1024;

const ThrottledOctokit = Octokit.plugin(throttling, retry);

/**
 * Makes a client. Reads are retried on 5xx; a `POST` never is, because a failed answer may follow a write that happened.
 * Nothing is requested yet.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const send = options.fetch ?? fetch;
  const onLimit = (after: number, request: object, _octokit: unknown, count: number): boolean =>
    "method" in request && request.method === "GET" && count < maxLimitRetries && after <= maxLimitWaitSeconds;
  const octokit = new ThrottledOctokit({
    ...(options.token === undefined ? {} : { auth: options.token }),
    baseUrl: options.apiUrl.replace(/\/+$/, ""),
    userAgent: "docs-verdict",
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: {
      fetch: async (url: string, init: RequestInit) => {
        const timed = { ...init, signal: limited(init.signal, options.timeoutMs) };
        const response = await (init.method === "GET" ? send(url, timed) : sendUnchanged(send, url, timed));
        return bounded(response, maxAnswerBytes);
      },
    },
    throttle: {
      enabled: options.throttle,
      id: options.tokenClass,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
    },
    retry: {
      retries: 2,
      retryAfterBaseValue: options.throttle ? 1000 : 10,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
  });
  octokit.hook.before("request", (request) => {
    if (!isRead(request)) request.request = { ...request.request, retries: 0 };
  });
  octokit.hook.after("request", (response, request) => {
    // An empty format is Octokit's default, JSON.
    const wantsText = Boolean(request.mediaType?.format) || textType.test(String(request.headers.accept));
    const isObject = typeof response.data === "object" && response.data !== null;
    // Octokit hands on a body that is no JSON as text, with a good status.
    if (!wantsText && !isObject && response.status !== 204) throw new MalformedAnswer();
  });
  return { octokit, tokenClass: options.tokenClass };
}

/** Media types that are answered as text. */
const textType = /\b(raw|diff|patch|sha)\b/;

/** Whether a request changes nothing: `GET`, and a GraphQL document without a mutation. */
function isRead(request: { readonly method: string; readonly url: string; readonly query?: unknown }): boolean {
  if (request.method === "GET") return true;
  return request.url.endsWith("/graphql") && !/^\s*mutation\b/m.test(String(request.query));
}

/** The caller's signal and the time limit, whichever comes first. */
function limited(signal: AbortSignal | null | undefined, timeoutMs: number): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
