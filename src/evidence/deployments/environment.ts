import { readDeployments } from "../../github/deployments.ts";
import type { Place, ReadPlaces } from "./reader.ts";

/** Reads GitHub deployments: in each environment the newest success runs. */
export const readEnvironments: ReadPlaces = async ({ settings, github, signal }) => {
  const { repository, environments, staging } = settings;
  const wanted = { repository, environments: [...new Set([...environments, ...staging])], signal };
  const reply = await readDeployments(github, wanted);
  if (!reply.ok) return reply;
  const place = (name: string): Place => {
    const deployed = reply.value.get(name) ?? [];
    const isRunning = deployed[0]?.isActive === true;
    return { name, counts: "newest", complete: true, candidates: isRunning ? deployed.map(candidate) : [] };
  };
  return { ok: true, value: { production: environments.map(place), staging: staging.map(place) } };
};

function candidate({ commit, at, url }: { readonly commit: string; readonly at: string; readonly url?: string }) {
  return { revision: commit, at, ...(url === undefined ? {} : { url }) };
}
