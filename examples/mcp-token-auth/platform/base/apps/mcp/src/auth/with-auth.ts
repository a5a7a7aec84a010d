import type { Context } from "hono";
import { CREDENTIAL_HEADER, unauthorized } from "../http.ts";
import { type Session, verifyJwt } from "./session.ts";

type Next = (context: Context, session: Session) => Promise<Response>;

/** Lets a request through when it carries a valid OAuth access token. */
export function withAuth(next: Next) {
  return async (context: Context): Promise<Response> => {
    const credential = context.req.header(CREDENTIAL_HEADER);
    if (!credential) {
      return unauthorized("Missing Authorization header");
    }
    const [scheme = "", token] = credential.split(" ");
    if (!/^Bearer$/i.test(scheme) || !token) {
      return unauthorized("Malformed Authorization header, X-Beacon-Key is not supported");
    }
    return next(context, await verifyJwt(token));
  };
}
