import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readClaims } from "../../src/assess.ts";
import type { RunClients } from "../../src/clients.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import { createGitHub } from "../../src/github/client.ts";
import { observeSources } from "../../src/observe-sources.ts";
import type { Evidence } from "../../src/types/index.ts";
import { type Verified, verify } from "../../src/verify.ts";
import { jobToken, loadWorld, sourceToken } from "../world/load.ts";

/** What one endpoint answers instead of the truth. */
export type Nonsense = { readonly endpoint: string; readonly answer: () => Response };

/** A world whose answers are remembered, so that it can be asked again in memory. */
export type RecordedWorld = {
  readonly truth: Verified;
  /** Every endpoint that was asked. */
  readonly endpoints: ReadonlySet<string>;
  readonly verifyWith: (nonsense: Nonsense) => ReturnType<typeof verify>;
  readonly close: () => Promise<void>;
};

/** A world by name, and the queries that its GitHub never answers. */
export type Recording = { readonly name: string; readonly refused?: RegExp };

type Kept = { readonly status: number; readonly headers: [string, string][]; readonly text: string };

const folder = join(import.meta.dirname, "../../examples/worlds");
const network = globalThis.fetch;

/** Verifies a world once and keeps every answer; what was never asked before is asked of the double. */
export async function recordWorld({ name, refused }: Recording): Promise<RecordedWorld> {
  const { server, world, answers } = await loadWorld(join(folder, name));
  const cacheDir = mkdtempSync(join(tmpdir(), "recorded-world-"));
  const answered = new Map<string, Kept>();
  const endpoints = new Set<string>();
  let nonsense: Nonsense | undefined;

  const ask = async (url: string, init: RequestInit | undefined): Promise<Kept> => {
    if (answers.has(url)) return { status: 200, headers: [], text: JSON.stringify(answers.get(url)) };
    const response = await network(url, init);
    return { status: response.status, headers: [...response.headers], text: await response.text() };
  };
  const replay = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = String(input);
    const endpoint = endpointOf(url, init);
    if (refused?.test(endpoint) === true) return Response.json({ message: "Bad Gateway" }, { status: 502 });
    if (nonsense?.endpoint === endpoint) return nonsense.answer();
    const key = JSON.stringify([url, init?.method, String(init?.body), new Headers(init?.headers).get("accept")]);
    const known = answered.get(key) ?? (await ask(url, init));
    answered.set(key, known);
    if (nonsense === undefined) endpoints.add(endpoint);
    const { status, headers, text } = known;
    return new Response(text === "" ? null : text, { status, headers });
  };

  const common = { apiUrl: server.url, throttle: false, timeoutMs: 10_000, fetch: replay };
  const clients: RunClients = {
    docs: createGitHub({ ...common, token: jobToken, tokenClass: "docs" }),
    source: createGitHub({ ...common, token: sourceToken, tokenClass: "source" }),
    serverUrl: server.url,
    sourceToken,
    cacheDir,
    getJson: async (request) => {
      globalThis.fetch = replay;
      return getJson(request).finally(() => {
        globalThis.fetch = network;
      });
    },
    secret: () => "token of the system",
    now: () => world.now,
    progress: () => {},
  };
  const request = { repository: "acme/docs", number: 7, configPath: ".github/docs-verdict.yml" };
  const reading = {
    readClaims: remembered(readClaims, ([sources]) => sources),
    searchSources: remembered(observeSources, ([{ pages, evidence }]) => [pages.claims, evidence.filter(isPullRead)]),
  };
  const run = () => verify(request, clients, reading);
  const truth = await run();
  if (!truth.ok) throw new Error(truth.detail);
  const verifyWith = (one: Nonsense) => {
    nonsense = one;
    return run();
  };
  const close = async () => {
    await server.close();
    rmSync(cacheDir, { recursive: true, force: true });
  };
  return { truth, endpoints, verifyWith, close };
}

/** Searches of source depend on the claims and on which commits landed them. */
function isPullRead({ subject, status }: Evidence): boolean {
  return subject.kind === "pull" && status === "found";
}

/** Keeps the answers of a costly step by what it depends on. */
export function remembered<Input extends readonly unknown[], Output>(
  step: (...input: Input) => Promise<Output>,
  dependsOn: (input: Input) => unknown,
): (...input: Input) => Promise<Output> {
  const known = new Map<string, Output>();
  return async (...input) => {
    const key = JSON.stringify(dependsOn(input));
    const output = known.get(key) ?? (await step(...input));
    known.set(key, output);
    return output;
  };
}

/** The route of a request without its values, or a query without its numbers. */
function endpointOf(address: string, init: RequestInit | undefined): string {
  const { pathname, hostname } = new URL(address);
  const route = pathname.replaceAll(/\b[0-9a-f]{40}\b/g, "{sha}").replaceAll(/\/\d+(?=\/|$)/g, "/{number}");
  if (!pathname.endsWith("/graphql")) return `${init?.method ?? "GET"} ${hostname}${route}`;
  return String(init?.body)
    .replaceAll(/\\n|\s+/g, " ")
    .replaceAll(/"variables".*/g, "")
    .replaceAll(/\d+/g, "0");
}
