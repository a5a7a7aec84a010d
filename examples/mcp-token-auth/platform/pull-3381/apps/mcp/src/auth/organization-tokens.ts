import type { Session } from "./session.ts";

export type OrganizationStore = {
  findByApiToken(token: string): Promise<{ id: string; slug: string } | undefined>;
};

/** Looks a token up as an organization API token; undefined when no organization owns it. */
export async function tryApiToken(store: OrganizationStore, token: string): Promise<Session | undefined> {
  const organization = await store.findByApiToken(token);
  if (!organization) return undefined;
  return { authMethod: "api-token", organizationId: organization.id };
}
