import type { RunClients } from "../clients.ts";
import { UsageError } from "../errors.ts";
import { getJson } from "../evidence/get-json.ts";
import { createGitHub } from "../github/client.ts";
import type { DiskCache } from "../source/disk-cache.ts";
import { factStoreOf } from "../source/stored-facts.ts";
import { objectFolder } from "./cache.ts";
import { currentTime } from "./clock.ts";
import { visitStoreOf } from "./visits.ts";

/** Time for one request, in ms. */
const requestTimeoutMs = 30_000;

/** What a shell knows of its tokens. */
export type Tokens = { readonly docs: string | undefined; readonly source: string | undefined };

/**
 * Makes the clients of a run from tokens and environment; requests are spaced as GitHub asks for, except on this machine.
 * Facts of source are kept in the cache, where there is one.
 * @throws UsageError without a token for the documentation repository.
 */
export function createClients(tokens: Tokens, progress: (line: string) => void, cache?: DiskCache): RunClients {
  if (tokens.docs === undefined || tokens.docs === "") {
    throw new UsageError([
      {
        code: "DV1105",
        message: "Unexpected missing token, expected GITHUB_TOKEN in the environment.",
        fix: "Set GITHUB_TOKEN to a token that may read the documentation repository, for example `GITHUB_TOKEN=$(gh auth token)`.",
      },
    ]);
  }
  const apiUrl = process.env.GITHUB_API_URL ?? "https://api.github.com";
  const throttle = !["127.0.0.1", "localhost", "[::1]"].includes(new URL(apiUrl).hostname);
  const common = { apiUrl, throttle, timeoutMs: requestTimeoutMs };
  const source = tokens.source === "" ? undefined : tokens.source;
  return {
    docs: createGitHub({ ...common, token: tokens.docs, tokenClass: "docs" }),
    source: createGitHub({
      ...common,
      token: source ?? tokens.docs,
      tokenClass: source === undefined ? "docs" : "source",
    }),
    serverUrl: (process.env.GITHUB_SERVER_URL ?? "https://github.com").replace(/\/+$/, ""),
    docsToken: tokens.docs,
    ...(source === undefined ? {} : { sourceToken: source }),
    cacheDir: objectFolder(),
    ...(cache === undefined ? {} : { facts: factStoreOf(cache), visits: visitStoreOf(cache) }),
    getJson,
    secret: (name) => process.env[name],
    now: currentTime,
    progress,
  };
}
