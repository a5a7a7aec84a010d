import type { GitHub } from "../github/client.ts";
import { readKey } from "../reference-key.ts";
import type { Reference, Visibility } from "../types/index.ts";
import type { Observer } from "./observation.ts";
import type { Clients } from "./provider.ts";

/** Groups references by the client that may read them: the docs token for the docs repository, the other for the rest. */
export function byClient(
  references: readonly Reference[],
  clients: Clients,
): ReadonlyMap<GitHub, readonly Reference[]> {
  const groups = new Map<GitHub, Reference[]>();
  for (const reference of references) {
    const key = readKey(reference.key);
    const isDocs = "repository" in key && key.repository === clients.docsRepository.toLowerCase();
    const client = isDocs ? clients.docs : clients.source;
    groups.set(client, [...(groups.get(client) ?? []), reference]);
  }
  return groups;
}

/** Who looked at something of GitHub, when, and who may read it. */
export function gitHubObserver(
  key: string,
  visibility: Visibility,
  { github, clients }: { readonly github: GitHub; readonly clients: Clients },
): Observer {
  const read = readKey(key);
  return {
    source: "GitHub",
    observedAt: clients.now(),
    audience: { of: "repository" in read ? read.repository : key, visibility },
    seenBy: github.tokenClass,
  };
}
