import type { Context } from "hono";
import { errors } from "jose";
import { CREDENTIAL_HEADER, unauthorized } from "../http.ts";
import { type OrganizationStore, tryApiToken } from "./organization-tokens.ts";
import { type Session, verifyJwt } from "./session.ts";

type Next = (context: Context, session: Session) => Promise<Response>;

/** Lets a request through when it carries an OAuth access token or an organization API token. */
export function withAuth(store: OrganizationStore, next: Next) {
  return async (context: Context): Promise<Response> => {
    const credential = context.req.header(CREDENTIAL_HEADER);
    if (!credential) {
      return unauthorized("Missing Authorization header");
    }
    const [scheme = "", token] = credential.split(" ");
    if (!/^Bearer$/i.test(scheme) || !token) {
      return unauthorized("Malformed Authorization header, X-Beacon-Key is not supported");
    }
    try {
      return await next(context, await verifyJwt(token));
    } catch (error) {
      // Not a JWT at all: it may be an organization API token.
      if (!(error instanceof errors.JWSInvalid)) throw error;
      const session = await tryApiToken(store, token);
      if (session) return next(context, session);
      return unauthorized("Unknown token");
    }
  };
}
