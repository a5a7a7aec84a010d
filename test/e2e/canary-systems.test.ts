import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getJson } from "../../src/evidence/get-json.ts";
import { decodeLedger } from "../../src/verdict/ledger-state.ts";
import { publish, verify } from "../../src/verify.ts";
import { type Double, doubles } from "../evidence/flags/doubles.ts";
import { gitMaybe } from "../fake-github/git.ts";
import { type Bench, docs, followUp, openBench, platform, pullNumber } from "./bench.ts";
import { deploy } from "./fault-scenes.ts";
import { ledgerOf } from "./promises.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { useCache } from "./use-cache.ts";

usePromptTimers();
const cache = useCache();
const token = "canary-token";
const configPath = ".github/docs-verdict.yml";
let bench: Bench;
let system: Server;
let address = "";
/** What the system answers: a status and a text, by the path and the text that was sent. */
let reply: (path: string) => { readonly status: number; readonly text: string };
beforeAll(async () => {
  bench = await openBench(cache(), join(import.meta.dirname, "fault-world"));
  bench.server.repository(platform).merge(followUp, { by: "canary-engineer" });
  deploy(bench);
  const [issue] = bench.server.repository(docs).repository.issues.filter(({ number }) => number === pullNumber);
  if (issue !== undefined) {
    issue.body += "\n\nhttps://linear.app/acme/issue/TRUNK-1 https://acme.atlassian.net/browse/ABC-1";
  }
  system = createServer(({ url = "" }, response) => {
    const { status, text } = reply(url);
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => system.listen(0, "127.0.0.1", resolve));
  const at = system.address();
  address = typeof at === "object" ? `http://127.0.0.1:${at?.port}` : "";
});
afterAll(async () => {
  await new Promise((resolve) => system.close(resolve));
  await bench.close();
});

/** Runs with a configuration and tells everything that readers of the docs repository can see, and what was asked. */
async function shownWith(settings: object): Promise<{ readonly shown: string; readonly asked: number }> {
  const config = {
    version: 1,
    engineering: { repositories: [{ repository: platform, visibility: "private" }] },
    ...settings,
  };
  const files = { [configPath]: JSON.stringify(config) };
  bench.server.repository(docs).commit({ files, message: "Configure", by: "docs-maintainer" });
  let asked = 0;
  const said: string[] = [];
  const clients = {
    ...bench.clients(),
    getJson: (request: Parameters<typeof getJson>[0]) => {
      asked += 1;
      return getJson({ ...request, url: request.url.replace(/^https:\/\/[^/]+/, address) });
    },
    secret: () => token,
    progress: (line: string) => void said.push(line),
  };
  const found = await verify({ repository: docs, number: pullNumber, configPath }, clients);
  if (!found.ok) throw new Error(found.detail);
  const result = await publish(found, clients);
  const { comments, checks, statuses, labels } = bench.server.repository(docs).repository;
  expect(bench.shown().comments).toHaveLength(1);
  const told = [comments, checks, statuses, labels, said, result.failed, ledgerOf(bench.shown()), onRef()];
  return { shown: JSON.stringify(told), asked };
}

/** What the ref that keeps the ledger holds, unpacked; undefined where there is none. */
function onRef(): unknown {
  const { dir } = bench.server.repository(docs);
  const stored = gitMaybe(dir, ["show", `refs/docs-verdict/ledger/${pullNumber}:ledger`]);
  return stored === undefined ? undefined : decodeLedger(stored);
}

/** Every text of an answer that is no name the vendor gives meaning to becomes one that only its owner may read. */
function planted(value: unknown, keep: ReadonlySet<string>): unknown {
  if (typeof value === "string") return keep.has(value) ? value : `canary-${value}`;
  if (Array.isArray(value)) return value.map((item) => planted(item, keep));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, item]) => [name, planted(item, keep)] as const);
  return { ...Object.fromEntries(fields), canary: "canary-field" };
}

const words = ["berths", "production", "boolean", "release", "harbor", "STANDARD", "true", "In Progress", "TEMPORARY"];
const meaning = new Set([...words, "public", "a", "b"]);

describe("T141 what other systems tell the token is told nowhere", { timeout: 60_000 }, () => {
  const vendors = Object.entries(doubles).map(([name, { system: settings, routes }]) => ({ name, settings, routes }));
  const answers: readonly (readonly [
    string,
    (routes: Double["routes"], path: string) => readonly [number, unknown],
  ])[] = [
    [
      "as documented",
      (routes, path) => (path in routes ? [200, planted(routes[path], meaning)] : [404, "canary-none"]),
    ],
    ["with other texts throughout", (routes, path) => [200, planted(routes[path] ?? {}, new Set())]],
    ["in another shape", () => [200, { canary: { "canary-name": 5 } }]],
    ["refused", () => [401, { message: `canary: ${token} is not valid` }]],
    ["failing", () => [500, { message: "canary-stack at /canary/path" }]],
  ];
  it.each(vendors)("flags of $name", async ({ settings, routes }) => {
    for (const [how, answer] of answers) {
      reply = (path) => {
        const [status, body] = answer(routes, path);
        return { status, text: JSON.stringify(body) };
      };
      const { shown, asked } = await shownWith({ flags: [settings] });
      expect(asked, how).toBeGreaterThan(0);
      expect(shown.match(/.{0,60}canary.{0,60}/i)?.[0], how).toBeUndefined();
    }
  });

  it("a flag that only the changes of the work name, in the ledger that a ref keeps", async () => {
    const flag = { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "on" };
    const flags = { berths: flag, "canary-gate": { ...flag, defaultVariant: "off" } };
    const files = { "flags/canary.json": JSON.stringify({ flags }) };
    bench.server.repository(platform).commit({ files, message: "canary", by: "canary-engineer" });
    deploy(bench);
    const { shown } = await shownWith({
      flags: [{ vendor: "flagd", repository: platform, path: "flags/canary.json" }],
      publish: { ledgerRef: true },
    });
    expect(onRef()).toMatchObject({ state: "ok" });
    expect(shown.match(/.{0,60}canary.{0,60}/i)?.[0]).toBeUndefined();
  });

  const link = `https://github.com/${platform}/pull/77`;
  const linear = {
    ...{ identifier: "TRUNK-1", title: "canary-title", url: "https://linear.app/canary/issue/TRUNK-1" },
    ...{ state: { name: "canary-state", type: "started" }, attachments: { nodes: [{ url: link }] } },
  };
  const jira = {
    key: "ABC-1",
    fields: { summary: "canary", status: { name: "canary", statusCategory: { key: "done" } } },
  };
  const trackers = [
    ["linear", {}, { data: { issues: { nodes: [linear] } } }],
    ["jira", { url: "https://acme.atlassian.net/" }, jira],
  ] as const;
  it.each(trackers)("tickets of %s", async (name, more, good) => {
    const texts = [JSON.stringify(good), '{"canary', '{"errors":[{"message":"canary"}]}'];
    for (const [text, status] of [...texts.map((text) => [text, 200] as const), ["canary", 500] as const]) {
      reply = (path) => ({
        status,
        text: path.endsWith("/remotelink") ? JSON.stringify([{ object: { url: link } }]) : text,
      });
      const { shown, asked } = await shownWith({ trackers: [{ system: name, tokenEnv: "TOKEN", ...more }] });
      expect(asked, text).toBeGreaterThan(0);
      expect(shown.match(/.{0,60}canary.{0,60}/i)?.[0], text).toBeUndefined();
    }
  });
});
