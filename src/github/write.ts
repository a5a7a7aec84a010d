import { type Answer, answer } from "./answer.ts";
import type { GitHub } from "./client.ts";

/** One write: the route as GitHub documents it, and its parameters. */
export type WriteRequest = {
  readonly route: `${"POST" | "PATCH" | "DELETE"} /${string}`;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** Sends a write once; whether to repeat it is the caller's decision, because a failed answer may follow a write that happened. */
export function send(github: GitHub, { route, parameters }: WriteRequest): Promise<Answer<unknown>> {
  return answer(async () => {
    const reply: { readonly data: unknown } = await github.octokit.request(route, { ...parameters });
    return reply.data;
  });
}
