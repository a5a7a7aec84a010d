/** Header that carries the caller's credential. */
export const CREDENTIAL_HEADER = "Authorization";

/** Refuses a request; clients show the message to their user. */
export function unauthorized(message: string): Response {
  return new Response(JSON.stringify({ error: message }), {
    status: 401,
    headers: { "Content-Type": "application/json", "WWW-Authenticate": 'Bearer realm="beacon"' },
  });
}
