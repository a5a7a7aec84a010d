import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne } from "./read.ts";

/** Account of the token of an Actions job (https://api.github.com/users/github-actions%5Bbot%5D). */
const actionsBot = { id: 41_898_282, login: "github-actions[bot]" } as const;

/** An account; the id stays when the login changes. */
export type Actor = { readonly id: number; readonly login: string };

/** Whose name our writes carry. The token of an Actions job may not ask (403): it writes as the Actions bot. */
export async function readActor(github: GitHub): Promise<Answer<Actor>> {
  const reply = await readOne(
    github,
    { route: "GET /user", parameters: {} },
    z.object({ id: z.number(), login: z.string() }),
  );
  return !reply.ok && reply.reason === "no-access" ? { ok: true, value: actionsBot } : reply;
}
