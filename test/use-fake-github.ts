import { afterEach, beforeEach } from "vitest";
import { createGitHub, type GitHub } from "../src/github/client.ts";
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from "./fake-github/server.ts";

/** A double for each test of a file. */
export type PerTest = {
  /** The running double; a fresh one in every test. */
  readonly server: FakeGitHub;
  /** The real client with one token; anonymous without. */
  client(token?: string): GitHub;
  /** Status and body of a request that need not succeed. */
  send(route: string, options?: Readonly<Record<string, unknown>>): Promise<Sent>;
};

/** An answer without judging it. */
export type Sent = {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** Token of an Actions job that may write everywhere; every double here has it. */
export const jobToken = "job-token";

/** Starts a double before each test and fails the test on a break of GitHub's description. */
export function useFakeGitHub(options: FakeGitHubOptions = {}): PerTest {
  let server: FakeGitHub | undefined;
  const running = (): FakeGitHub => {
    if (server === undefined) throw new Error("the double runs inside tests only");
    return server;
  };
  beforeEach(async () => {
    server = await startFakeGitHub(options);
    server.token(jobToken, { login: "github-actions[bot]", kind: "job", access: { "*": "write" } });
  });
  afterEach(async () => {
    const { violations } = running();
    const found = [...violations];
    await running().close();
    if (found.length > 0) throw new Error(`GitHub double:\n${found.join("\n")}`);
  });
  const client = (token?: string): GitHub =>
    createGitHub({
      ...(token === undefined ? {} : { token }),
      tokenClass: token === undefined ? "none" : "docs",
      apiUrl: running().url,
      throttle: false,
      timeoutMs: 20_000,
    });
  return {
    get server() {
      return running();
    },
    client,
    send: async (route, { token = jobToken, ...rest } = {}) => {
      try {
        return await client(token === null ? undefined : String(token)).octokit.request(route, rest);
      } catch (error) {
        if (!(error instanceof Error) || !("response" in error)) throw error;
        const { response } = error;
        const read = (key: string): unknown => (response instanceof Object ? Reflect.get(response, key) : undefined);
        return { status: Number(read("status")), data: read("data"), headers: Object(read("headers")) };
      }
    },
  };
}
