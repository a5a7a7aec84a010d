import { resolve } from "node:path";
import type { RunClients } from "../../src/clients.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import { createGitHub } from "../../src/github/client.ts";
import { publish, type Verified, verify } from "../../src/verify.ts";
import { githubSchema } from "../fake-github/graphql.ts";
import type { FakeGitHub } from "../fake-github/server.ts";
import { jobToken, loadWorld, sourceToken } from "../world/load.ts";

/** The docs repository of the example world, its pull request and the work it waits for. */
export const docs = "acme/docs";
export const platform = "acme/platform";
export const pullNumber = 152;
export const followUp = 3918;
export const example = resolve(import.meta.dirname, "../../examples/mcp-token-auth");

/** What a run leaves for people to see. */
export type Shown = {
  readonly labels: readonly string[];
  /** Bodies of our comments. */
  readonly comments: readonly string[];
  /** Conclusion of our newest check on the head; undefined without one. */
  readonly check: string | undefined;
};

/** The example world in this process: the double, clients of it, and runs. */
export type Bench = {
  readonly server: FakeGitHub;
  /** Clients that replace the network with a function, or keep GitHub's pace as runs do. */
  readonly clients: (network?: typeof fetch | "paced") => RunClients;
  readonly shown: (number?: number) => Shown;
  readonly run: (fetcher?: typeof fetch) => Promise<Ran>;
  readonly close: () => Promise<void>;
};

/** A run, with the requests that changed something. */
export type Ran = { readonly verified: Verified; readonly writes: number; readonly failed: number };

/**
 * Starts a world that names its pull requests as the example world does, which is the default; `cacheDir` is shared
 * between worlds, because commits are the same everywhere.
 */
export async function openBench(cacheDir: string, folder = example): Promise<Bench> {
  const { server } = await loadWorld(folder, { coreJob: 1_000_000, corePat: 1_000_000, graphql: 1_000_000 });
  await githubSchema();
  const clients = (network?: typeof fetch | "paced"): RunClients => {
    const own = typeof network === "function" ? { fetch: network } : {};
    const common = { apiUrl: server.url, throttle: network === "paced", timeoutMs: 2000, ...own };
    return {
      docs: createGitHub({ ...common, token: jobToken, tokenClass: "docs" }),
      source: createGitHub({ ...common, token: sourceToken, tokenClass: "source" }),
      serverUrl: server.url,
      sourceToken,
      cacheDir,
      now: () => `${new Date(server.state.nowMs).toISOString().slice(0, 19)}Z`,
      getJson,
      secret: () => undefined,
      progress: () => {},
    };
  };
  const run = async (fetcher?: typeof fetch): Promise<Ran> => {
    const from = server.log.length;
    const made = clients(fetcher);
    const verified = await verify(
      { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" },
      made,
    );
    if (!verified.ok) throw new Error(verified.detail);
    const { failed } = await publish(verified, made);
    return { verified, writes: writesSince(server, from), failed: failed.length };
  };
  return { server, clients, shown: (number = pullNumber) => shownOn(server, number), run, close: () => server.close() };
}

/** How many requests since a place in the log could change something. */
export function writesSince(server: FakeGitHub, from: number): number {
  return server.log.slice(from).filter(({ method, path }) => method !== "GET" && !path.endsWith("/graphql")).length;
}

function shownOn(server: FakeGitHub, number: number): Shown {
  const builder = server.repository(docs);
  const { repository } = builder;
  const issue = repository.issues.find((one) => one.number === number);
  const head = builder.sha(`refs/pull/${number}/head`);
  const checks = repository.checks.filter(({ headSha, name }) => headSha === head && name === "docs-verdict");
  return {
    labels: repository.labels
      .filter(({ id }) => issue?.labels.includes(id))
      .map(({ name }) => name)
      .sort(),
    comments: repository.comments
      .filter((one) => one.issue === number && one.body.startsWith("<!-- docs-verdict:v1 "))
      .map(({ body }) => body),
    check: checks.at(-1)?.conclusion ?? undefined,
  };
}
