import type { Session } from "./auth/session.ts";

const tools = ["list-signals", "explain-signal", "mute-signal"];

export async function callTool(session: Session, request: { tool: string }): Promise<unknown> {
  if (!tools.includes(request.tool)) return { error: "unknown tool" };
  return { tool: request.tool, organization: session.organizationId };
}
