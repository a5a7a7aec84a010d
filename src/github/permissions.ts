import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const permissionSchema = z.object({ permission: z.string(), role_name: z.string().optional() });

/** Permissions that let a person write: GitHub folds `maintain` into `write` and `triage` into `read`. */
const writing: ReadonlySet<string> = new Set(["admin", "write", "maintain"]);

/**
 * Reads what a person may do in a repository, now. Not to be cached across commands.
 * A login that is no person (404) may do nothing; any other failure is handed on and must count as "no".
 */
export async function readPermission(
  github: GitHub,
  repository: string,
  login: string,
): Promise<Answer<{ readonly permission: string; readonly role: string; readonly mayWrite: boolean }>> {
  const reply = await readOne(
    github,
    {
      route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
      parameters: { ...repositoryParameters(repository), username: login },
    },
    permissionSchema,
  );
  if (!reply.ok && reply.status === 404)
    return { ok: true, value: { permission: "none", role: "none", mayWrite: false } };
  if (!reply.ok) return reply;
  const { permission, role_name: role = permission } = reply.value;
  return { ok: true, value: { permission, role, mayWrite: writing.has(permission) } };
}
