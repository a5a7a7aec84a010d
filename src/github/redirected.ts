/** Redirects that a write follows; GitHub answers a renamed repository with one. */
const maxHops = 3;

const moved: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * Sends a request that changes something again, unchanged, to where it is redirected on the same server: GitHub asks for
 * that (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects), while
 * `fetch` would turn it into a read that looks like a success.
 * @throws TypeError, as `fetch` does, for a redirect to another server, to nowhere, or one too many.
 */
export async function sendUnchanged(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  let address = url;
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const response = await send(address, { ...init, redirect: "manual" });
    if (!moved.has(response.status)) return response;
    const location = response.headers.get("location") ?? "";
    if (!URL.canParse(location, address)) break;
    const target = new URL(location, address);
    if (target.origin !== new URL(url).origin) break;
    await response.body?.cancel();
    address = target.href;
  }
  throw new TypeError("fetch failed", { cause: new Error("unexpected redirect") });
}
