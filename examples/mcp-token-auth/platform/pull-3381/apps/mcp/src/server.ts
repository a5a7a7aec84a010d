import { Hono } from "hono";
import type { OrganizationStore } from "./auth/organization-tokens.ts";
import { withAuth } from "./auth/with-auth.ts";
import { callTool } from "./tools.ts";

export function createApp(store: OrganizationStore): Hono {
  const app = new Hono();
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.post(
    "/mcp",
    withAuth(store, async (context, session) => Response.json(await callTool(session, await context.req.json()))),
  );
  return app;
}
