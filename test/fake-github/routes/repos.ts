import { z } from "zod";
import { type Call, ok, paged, param, Refusal, type Reply, type Routes, repositoryFor } from "../call.ts";
import { simpleUser, userFields } from "../render.ts";
import { fullRepository } from "../render-repository.ts";
import type { Repository } from "../state.ts";
import { account } from "../world.ts";

const dispatch = z.object({ event_type: z.string(), client_payload: z.unknown().optional() });

/** Repositories, people and what belongs to neither. */
export const repositoryRoutes: Routes = {
  "GET /repos/{owner}/{repo}": (call) => {
    const repository = repositoryFor(call);
    return ok(fullRepository(call, repository, call.actor.access(repository)));
  },
  "GET /repos/{owner}/{repo}/actions/workflows": (call) => {
    const repository = repositoryFor(call);
    return paged(call, repository.workflows, (page) => ({
      total_count: repository.workflows.length,
      workflows: page.map((item) => ({
        ...item,
        node_id: `W_${item.id}`,
        created_at: repository.createdAt,
        updated_at: repository.createdAt,
        url: `${call.url}/repos/${repository.owner}/${repository.name}/actions/workflows/${item.id}`,
        html_url: `https://github.com/${repository.owner}/${repository.name}/blob/${repository.defaultBranch}/${item.path}`,
        badge_url: `https://github.com/${repository.owner}/${repository.name}/workflows/${encodeURIComponent(item.name)}/badge.svg`,
      })),
    }));
  },
  "POST /repos/{owner}/{repo}/dispatches": (call) => {
    const request = dispatch.parse(call.body);
    repositoryFor(call).dispatches.push({ eventType: request.event_type, payload: request.client_payload ?? {} });
    return { status: 204 };
  },
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": permission,
  "GET /user": user,
};

/** What somebody may do in a repository: what was granted, else reading where everybody may read. */
export function permissionOf(repository: Repository, login: string): { permission: string; roleName: string } {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return { permission: "admin", roleName: "admin" };
  const held = repository.collaborators[login.toLowerCase()];
  if (held !== undefined) return held;
  const open = repository.visibility === "public" ? "read" : "none";
  return { permission: open, roleName: open };
}

function permission(call: Call): Reply {
  const repository = repositoryFor(call);
  const login = param(call, "username");
  const known = call.world.state.accounts.find((item) => item.login.toLowerCase() === login.toLowerCase());
  if (known === undefined) throw new Refusal(404, `${login} is not a user`);
  const { permission: level, roleName } = permissionOf(repository, login);
  const at = (levels: readonly string[]): boolean => levels.includes(level) || levels.includes(roleName);
  return ok({
    permission: level,
    role_name: roleName,
    user: {
      ...simpleUser(call, known.login),
      permissions: {
        admin: at(["admin"]),
        maintain: at(["admin", "maintain"]),
        push: at(["admin", "maintain", "write"]),
        triage: at(["admin", "maintain", "write", "triage"]),
        pull: at(["admin", "maintain", "write", "triage", "read"]),
      },
      role_name: roleName,
    },
  });
}

function user(call: Call): Reply {
  if (call.actor.login === undefined) throw new Refusal(401, "Requires authentication");
  if (call.actor.kind !== "pat") throw new Refusal(403, "Resource not accessible by integration");
  const known = account(call.world, call.actor.login);
  const when = "2020-01-01T00:00:00Z";
  return ok({
    ...userFields(call, known),
    name: known.login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: when,
    updated_at: when,
  });
}
