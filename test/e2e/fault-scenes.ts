import { sourceToken } from "../world/load.ts";
import { type Bench, platform } from "./bench.ts";

/** The engineering work that the docs of the world of faults speak of. */
export const work = 3381;

/** Deploys what is on the default branch now. */
export function deploy({ server }: Bench): void {
  server.advance(60_000);
  const at = new Date(server.state.nowMs).toISOString().replace(".000", "");
  const engineering = server.repository(platform);
  engineering.deploy({ environment: "production", revision: engineering.sha("main"), at, statuses: ["success"] });
}

/** Takes the access to engineering away, a month later: no proof is fresh any more. */
export function withdraw({ server }: Bench): void {
  server.advance(30 * 86_400_000);
  server.token(sourceToken, { login: "docs-reader", kind: "app", access: { [platform]: "none" } });
}
