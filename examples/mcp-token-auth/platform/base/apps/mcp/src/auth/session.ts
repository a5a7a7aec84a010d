import { createRemoteJWKSet, jwtVerify } from "jose";

const keys = createRemoteJWKSet(new URL("https://auth.acme.dev/oauth2/jwks"));

export type Session = {
  authMethod: "oauth" | "api-token";
  organizationId: string;
  userId?: string;
};

/** Verifies an OAuth access token; only RS256 signatures are accepted. */
export async function verifyJwt(token: string): Promise<Session> {
  const { payload } = await jwtVerify(token, keys, { algorithms: ["RS256"], issuer: "https://auth.acme.dev" });
  return { authMethod: "oauth", organizationId: String(payload.org_id), userId: String(payload.sub) };
}
