// Reads flags of a real Unleash with the provider of the product: `npm run test:unleash [-- <folder with unleash-server>]`.
// Exit codes: 0 everything is as expected, 1 something is not, 77 it could not run here.
import { isDeepStrictEqual } from "node:util";
import { configSchema } from "../src/config.ts";
import { flagProvider } from "../src/evidence/flags/provider.ts";
import { getJson } from "../src/evidence/get-json.ts";
import { createGitHub } from "../src/github/client.ts";
import { adminToken, CannotRun, startUnleash, unleashVersion } from "./unleash-server.ts";

type Body = Readonly<Record<string, unknown>>;
type Send = (method: "POST" | "DELETE", path: string, body?: Body) => Promise<unknown>;

/** What is set through the interface of Unleash, and what the provider must then say. */
type Scene = {
  readonly flag: string;
  readonly set: (flag: string, send: Send) => Promise<void>;
  readonly expected: Readonly<Record<string, string>> | string;
};

const features = "/projects/default/features";
const environment = (flag: string, name: string): string => `${features}/${flag}/environments/${name}`;

async function on(flag: string, send: Send, ...strategies: readonly Body[]): Promise<void> {
  for (const strategy of strategies) await send("POST", `${environment(flag, "production")}/strategies`, strategy);
  await send("POST", `${environment(flag, "production")}/on`);
}

const rollout = (percent: number, more: Body = {}): Body => ({
  name: "flexibleRollout",
  parameters: { rollout: String(percent), stickiness: "default", groupId: "berths" },
  ...more,
});
const constraint = { contextName: "plan", operator: "IN", values: ["pro"] };

async function behind(flag: string, send: Send, parent: Body & { readonly feature: string }): Promise<void> {
  await on(flag, send, rollout(100));
  await send("POST", `${features}/${flag}/dependencies`, parent);
}

const scenes: readonly Scene[] = [
  { flag: "never-on", set: async () => {}, expected: { production: "nobody", development: "nobody" } },
  {
    flag: "everyone",
    set: (flag, send) => on(flag, send, rollout(100)),
    expected: { production: "everyone", development: "nobody" },
  },
  {
    flag: "staged",
    set: async (flag, send) => {
      await send("POST", `${environment(flag, "development")}/strategies`, rollout(100));
      await send("POST", `${environment(flag, "development")}/on`);
    },
    expected: { production: "nobody", development: "everyone" },
  },
  { flag: "five-percent", set: (flag, send) => on(flag, send, rollout(5)), expected: { production: "partial, 5 %" } },
  { flag: "zero-percent", set: (flag, send) => on(flag, send, rollout(0)), expected: { production: "nobody" } },
  {
    flag: "two-strategies",
    set: (flag, send) => on(flag, send, rollout(5), rollout(100)),
    expected: { production: "everyone" },
  },
  {
    flag: "disabled-strategy",
    set: (flag, send) => on(flag, send, rollout(5), rollout(100, { disabled: true })),
    expected: { production: "partial, 5 %" },
  },
  {
    flag: "constraint",
    set: (flag, send) => on(flag, send, rollout(100, { constraints: [constraint] })),
    expected: { production: "partial, 1 constraint" },
  },
  {
    flag: "segment",
    set: async (flag, send) => {
      const made = await send("POST", "/segments", { name: "pro customers", constraints: [constraint] });
      const id = typeof made === "object" && made !== null && "id" in made ? made.id : undefined;
      await on(flag, send, rollout(100, { segments: [id] }));
    },
    expected: { production: "partial, 1 segment" },
  },
  {
    flag: "behind-off",
    set: (flag, send) => behind(flag, send, { feature: "never-on" }),
    expected: { production: "nobody, prerequisite never-on is not met" },
  },
  {
    flag: "behind-on",
    set: (flag, send) => behind(flag, send, { feature: "everyone" }),
    expected: { production: "everyone" },
  },
  {
    flag: "behind-part",
    set: (flag, send) => behind(flag, send, { feature: "five-percent" }),
    expected: { production: "partial, prerequisite five-percent is met for some: 5 %" },
  },
  {
    flag: "instead-of-off",
    set: (flag, send) => behind(flag, send, { feature: "never-on", enabled: false }),
    expected: { production: "everyone" },
  },
  {
    flag: "archived",
    set: async (flag, send) => {
      await on(flag, send, rollout(100));
      await send("DELETE", `${features}/${flag}`);
    },
    expected: "archived",
  },
  {
    flag: "deleted",
    set: async (flag, send) => {
      await send("DELETE", `${features}/${flag}`);
      await send("DELETE", `/archive/${flag}`);
    },
    expected: "unavailable: not-found-or-no-access",
  },
];

function senderTo(url: string): Send {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/admin${path}`, {
      method,
      headers: { Authorization: adminToken, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
    const value: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
    return value;
  };
}

async function seen(url: string, flag: string, token: string): Promise<Readonly<Record<string, string>> | string> {
  const github = createGitHub({ tokenClass: "none", apiUrl: url, throttle: false, timeoutMs: 1000 });
  const clients = {
    docs: github,
    source: github,
    docsRepository: "acme/docs",
    now: () => new Date().toISOString(),
    getJson,
    secret: () => token,
  };
  // The second project does not exist: what it does not hold must not hide what the first one does.
  const system = { vendor: "unleash", url, projects: ["elsewhere"], tokenEnv: "UNLEASH_READ_TOKEN" };
  const reference = { kind: "flag", key: `flag:unleash/${flag}`, role: "primary", foundIn: "body", quote: "" } as const;
  const [evidence] = await flagProvider
    .create(configSchema.parse({ flags: [system] }), clients)
    .lookup({ references: [reference], known: [] }, AbortSignal.timeout(10_000));
  if (evidence?.status === "unavailable") return `unavailable: ${evidence.reason}`;
  if (evidence?.status !== "found" || !("environments" in evidence.data)) return "no answer";
  if (evidence.data.archived) return "archived";
  return Object.fromEntries(
    evidence.data.environments.map(({ name, state, how }) => [name, how === undefined ? state : `${state}, ${how}`]),
  );
}

/** Everything that is not as expected, one line each. */
async function differences(url: string): Promise<readonly string[]> {
  const send = senderTo(url);
  const wrong: string[] = [];
  for (const { flag, set, expected } of scenes) {
    await send("POST", features, { name: flag, type: "release" });
    await set(flag, send);
    const found = await seen(url, flag, adminToken);
    const compared =
      typeof expected === "string" || typeof found === "string"
        ? found
        : Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]));
    const isRight = isDeepStrictEqual(compared, expected);
    console.log(`${isRight ? "ok  " : "FAIL"} ${flag}: ${JSON.stringify(found)}`);
    if (!isRight) wrong.push(`${flag}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
  }
  const refused = await seen(url, "everyone", "*:*.wrong");
  if (refused !== "unavailable: unauthorised") wrong.push(`a wrong token: ${JSON.stringify(refused)}`);
  return wrong;
}

try {
  const unleash = await startUnleash(process.argv[2]);
  try {
    const wrong = await differences(unleash.url);
    for (const line of wrong) console.error(line);
    process.exitCode = wrong.length === 0 ? 0 : 1;
    console.log(`Unleash ${unleashVersion}: ${scenes.length + 1 - wrong.length} of ${scenes.length + 1} as expected.`);
  } finally {
    await unleash.stop();
  }
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(`NOT RUN: the test against a real Unleash did not run: ${error.message}.`);
  process.exitCode = 77;
}
