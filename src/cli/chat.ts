import { type Answer, fail } from "../github/answer.ts";

/** Time for one message, in ms. */
const timeoutMs = 15_000;

/**
 * Sends a message to an incoming webhook of Slack. The address is a secret: it comes from the environment alone, must be
 * https, is never followed elsewhere and never repeated in a failure.
 */
export async function postToChat(url: string, text: string, send: typeof fetch = fetch): Promise<Answer<undefined>> {
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") {
    return fail("unsupported", "the address in DOCS_VERDICT_SLACK_WEBHOOK is not an https address");
  }
  try {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text, unfurl_links: false, unfurl_media: false }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) return { ok: true, value: undefined };
    return fail("server-error", `Slack answered HTTP ${response.status}`);
  } catch {
    return fail("network", "Slack could not be reached");
  }
}
