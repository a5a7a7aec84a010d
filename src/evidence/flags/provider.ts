import type { Config, FlagSystem } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import { fail } from "../../github/answer.ts";
import { readKey } from "../../reference-key.ts";
import type { Evidence, FlagFacts, Reference } from "../../types/index.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";
import { type FlagReader, flagReaders } from "./readers.ts";

/** State of feature flags in the configured systems. A flag that none of them shows is unavailable, never "off". */
export const flagProvider: Provider = {
  kind: "flag",
  name: "feature flags",
  answers: ["flag"],
  create: (config, clients) => ({
    lookup: ({ references }, signal) =>
      Promise.all(references.map((reference) => lookUp(reference, { config, clients, signal }))),
  }),
};

type Run = { readonly config: Config; readonly clients: Clients; readonly signal: AbortSignal };

async function lookUp({ key }: Reference, { config, clients, signal }: Run): Promise<Evidence> {
  const parsed = readKey(key);
  const subject = { kind: "flag", key } as const;
  const observer = {
    source: "feature flags",
    observedAt: clients.now(),
    audience: { of: key, visibility: "private" },
    seenBy: "source",
  } as const;
  const vendor = parsed.kind === "flag" ? parsed.vendor : "any";
  const flag = parsed.kind === "flag" ? parsed.flag : key;
  const systems = config.flags.filter((system) => vendor === "any" || system.vendor === vendor);
  let answer: Answer<FlagFacts> = fail("not-configured", "no feature flag system is configured for it");
  for (const system of systems) {
    const reader: FlagReader = flagReaders[system.vendor];
    answer = await reader({ system, flag, clients, signal });
    if (!answer.ok) continue;
    const { url } = answer.value;
    return {
      subject,
      ...observer,
      source: nameOf(system),
      ...(url === undefined ? {} : { permalink: url }),
      status: "found",
      data: answer.value,
    };
  }
  return unavailableEvidence(subject, observer, answer.ok ? { reason: "malformed", detail: "no answer" } : answer);
}

function nameOf({ vendor }: FlagSystem): string {
  return { launchdarkly: "LaunchDarkly", unleash: "Unleash", flagd: "flagd file" }[vendor];
}
