import { readRefs } from "./git.ts";
import { syncPulls, type World } from "./world.ts";

/** A view of the world as it is now: later writes do not show in it. Git objects only grow, so refs are enough. */
export function snapshot(world: World): World {
  for (const repository of world.state.repositories) syncPulls(world, repository);
  const refs = world.state.repositories.map((item) => [item.id, readRefs(item.dir)] as const);
  return { ...world, state: structuredClone(world.state), frozenRefs: new Map(refs) };
}
