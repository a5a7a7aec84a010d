import { expect, it } from "vitest";
import { createApp } from "../src/server.ts";

it("accepts an organization API token", async () => {
  const app = createApp({ findByApiToken: async () => ({ id: "org_7", slug: "lighthouse" }) });
  const response = await app.request("/mcp", { method: "POST", headers: { Authorization: "Bearer bt_123" } });
  expect(response.status).toBe(200);
});
