import { parse } from "yaml";
import type { FlagSystem } from "../../config.ts";
import { type Answer, fail } from "../../github/answer.ts";
import { readFile } from "../../github/contents.ts";
import type { FlagFacts } from "../../types/index.ts";
import type { Clients } from "../provider.ts";
import { readFlagd } from "./flagd.ts";
import { readLaunchDarkly } from "./launchdarkly.ts";
import { readUnleash } from "./unleash.ts";

/** One flag of one system. */
export type FlagQuestion = {
  readonly system: FlagSystem;
  readonly flag: string;
  readonly clients: Clients;
  readonly signal: AbortSignal;
};

/** Asks one system for one flag. */
export type FlagReader = (question: FlagQuestion) => Promise<Answer<FlagFacts>>;

/** How each vendor is asked: one line a vendor. */
export const flagReaders = {
  launchdarkly: askLaunchDarkly,
  unleash: askUnleash,
  flagd: askFlagd,
} satisfies Record<FlagSystem["vendor"], FlagReader>;

/** https://apidocs.launchdarkly.com/tag/Feature-flags#operation/getFeatureFlag */
async function askLaunchDarkly({ system, flag, clients, signal }: FlagQuestion): Promise<Answer<FlagFacts>> {
  const base = (system.url ?? "https://app.launchdarkly.com").replace(/\/+$/, "");
  const url = `${base}/api/v2/flags/${encodeURIComponent(system.project)}/${encodeURIComponent(flag)}`;
  return readWith(readLaunchDarkly, await ask(url, { system, flag, clients, signal }));
}

/** https://docs.getunleash.io/reference/api/unleash/get-feature */
async function askUnleash({ system, flag, clients, signal }: FlagQuestion): Promise<Answer<FlagFacts>> {
  if (system.url === undefined) return fail("not-configured", "the address of Unleash is not configured");
  const url = `${system.url.replace(/\/+$/, "")}/api/admin/projects/${encodeURIComponent(system.project)}/features/${encodeURIComponent(flag)}`;
  return readWith(readUnleash, await ask(url, { system, flag, clients, signal }));
}

/** https://flagd.dev/reference/flag-definitions/, read at the head of the default branch. */
async function askFlagd({ system, flag, clients }: FlagQuestion): Promise<Answer<FlagFacts>> {
  const { repository, path, production } = system;
  if (repository === undefined || path === undefined)
    return fail("not-configured", "repository and path of the flag file are not configured");
  const file = await readFile(clients.source, { repository, path, commit: "HEAD" });
  if (!file.ok) return file;
  if (file.value === undefined) return fail("not-found-or-no-access", "the flag file is not there");
  return readWith(
    (json) => readFlagd(json, { key: flag, environment: production[0] ?? "production" }),
    parseFile(file.value),
  );
}

function parseFile(text: string): Answer<unknown> {
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    return { ok: true, value };
  } catch {
    return fail("malformed", "the flag file is neither JSON nor YAML");
  }
}

function ask(url: string, { system, clients, signal }: FlagQuestion): Promise<Answer<unknown>> {
  const token = system.tokenEnv === undefined ? undefined : clients.secret(system.tokenEnv);
  if (token === undefined)
    return Promise.resolve(fail("not-configured", "the environment variable with the token is not set"));
  return clients.getJson({ url, headers: { Authorization: token, Accept: "application/json" }, signal });
}

function readWith(read: (json: unknown) => FlagFacts | undefined, answer: Answer<unknown>): Answer<FlagFacts> {
  if (!answer.ok) return answer;
  const facts = read(answer.value);
  return facts === undefined
    ? fail("malformed", "the answer has another shape than documented, or does not hold the flag")
    : { ok: true, value: facts };
}
