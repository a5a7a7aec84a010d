import type { DeploymentSettings } from "../../config.ts";
import type { Clients } from "../provider.ts";

/** Headers with the configured token; without one the system is asked anonymously. */
export function bearer({ tokenEnv }: DeploymentSettings, clients: Clients): Readonly<Record<string, string>> {
  const token = tokenEnv === undefined ? undefined : clients.secret(tokenEnv);
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}
