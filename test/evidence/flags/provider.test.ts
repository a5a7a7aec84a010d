import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Config, configSchema } from "../../../src/config.ts";
import { flagProvider } from "../../../src/evidence/flags/provider.ts";
import { getJson } from "../../../src/evidence/get-json.ts";
import type { Clients } from "../../../src/evidence/provider.ts";
import { createGitHub } from "../../../src/github/client.ts";
import type { Evidence } from "../../../src/types/index.ts";
import { useFakeGitHub } from "../../use-fake-github.ts";

const bench = useFakeGitHub();
const now = "2026-05-29T06:00:00Z";
let server: Server;
let url = "";
const seen: string[] = [];

/** Answers as Unleash does: 401 without the token, 404 for an unknown flag, a redirect for one that was moved. */
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    if (request.headers.authorization !== "read-only") return void response.writeHead(401).end("{}");
    if (request.url?.endsWith("/moved")) return void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    if (request.url?.endsWith("/broken")) return void response.writeHead(200).end("<html>");
    if (!request.url?.endsWith("/berth-alerts")) return void response.writeHead(404).end('{"name":"NotFoundError"}');
    const strategies = [{ name: "flexibleRollout", parameters: { rollout: "5" }, constraints: [], segments: [] }];
    const environments = [
      { name: "production", enabled: true, strategies },
      { name: "development", enabled: true, strategies: [] },
    ];
    response.writeHead(200).end(JSON.stringify({ name: "berth-alerts", archived: false, environments }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

async function look(
  flags: readonly unknown[],
  key: string,
  secret: string | undefined = "read-only",
): Promise<Evidence | undefined> {
  const config: Config = configSchema.parse({ flags });
  const github = createGitHub({
    tokenClass: "source",
    token: "t",
    apiUrl: bench.server.url,
    throttle: false,
    timeoutMs: 5000,
  });
  const clients: Clients = {
    docs: github,
    source: github,
    docsRepository: "acme/docs",
    now: () => now,
    getJson,
    secret: () => secret,
  };
  const reference = { kind: "flag", key, role: "primary", foundIn: "body", quote: key } as const;
  const [evidence] = await flagProvider
    .create(config, clients)
    .lookup({ references: [reference], known: [] }, AbortSignal.timeout(5000));
  return evidence;
}

const unleash = () => ({ vendor: "unleash", url, project: "harbor", tokenEnv: "UNLEASH_READ_TOKEN" });

describe("flagProvider", () => {
  it("T009 reads a partial rollout from Unleash with the percentage, and sends the token there only", async () => {
    const evidence = await look([unleash()], "flag:unleash/berth-alerts");
    expect(evidence).toMatchObject({
      status: "found",
      source: "Unleash",
      data: {
        environments: [
          { name: "production", state: "partial", how: "5 %" },
          { name: "development", state: "everyone" },
        ],
      },
    });
    expect(seen).toContain("/api/admin/projects/harbor/features/berth-alerts read-only");
  });

  it.each([
    ["T038 an unknown flag", "flag:unleash/nobody-knows", "read-only", "not-found-or-no-access"],
    ["a wrong token", "flag:unleash/berth-alerts", "wrong", "unauthorised"],
    ["a missing token", "flag:unleash/berth-alerts", "", "not-configured"],
    ["T161 a redirect", "flag:unleash/moved", "read-only", "network"],
    ["an answer that is no JSON", "flag:unleash/broken", "read-only", "malformed"],
    ["a flag of another vendor", "flag:launchdarkly/berth-alerts", "read-only", "not-configured"],
  ])("%s is unavailable, never off", async (_name, key, secret, reason) => {
    expect(await look([unleash()], key, secret)).toMatchObject({ status: "unavailable", reason });
  });

  it("reads a flagd file of a repository at its default branch", async () => {
    bench.server.token("t", { login: "reader", access: { "acme/harbor": "read" } });
    const flags = { "berth-alerts": { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "on" } };
    bench.server.repository("acme/harbor", {
      visibility: "private",
      files: { "flags.json": JSON.stringify({ flags }) },
    });
    const system = { vendor: "flagd", repository: "acme/harbor", path: "flags.json" };
    expect(await look([system], "flag:flagd/berth-alerts")).toMatchObject({
      status: "found",
      data: { environments: [{ name: "production", state: "everyone" }] },
    });
    expect(await look([{ ...system, path: "nowhere.json" }], "flag:flagd/berth-alerts")).toMatchObject({
      status: "unavailable",
    });
  });

  it("T007 says that no system is configured", async () => {
    expect(await look([], "flag:any/berth-alerts")).toMatchObject({ status: "unavailable", reason: "not-configured" });
  });

  it("refuses a configuration that would send a token of the runner", () => {
    expect(
      configSchema.safeParse({
        flags: [{ vendor: "unleash", url: "https://flags.acme.dev", tokenEnv: "GITHUB_TOKEN" }],
      }).success,
    ).toBe(false);
  });
});
