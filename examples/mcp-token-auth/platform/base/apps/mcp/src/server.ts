import { Hono } from "hono";
import { withAuth } from "./auth/with-auth.ts";
import { callTool } from "./tools.ts";

export const app = new Hono();

app.get("/health", (context) => context.json({ status: "ok" }));
app.post(
  "/mcp",
  withAuth(async (context, session) => Response.json(await callTool(session, await context.req.json()))),
);
