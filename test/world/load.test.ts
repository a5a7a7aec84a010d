import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createGitHub } from "../../src/github/client.ts";
import { readPulls } from "../../src/github/pulls.ts";
import { readDocsPull } from "../read-docs-pull.ts";
import { jobToken, type LoadedWorld, loadWorld, sourceToken } from "./load.ts";

let loaded: LoadedWorld;
beforeAll(async () => {
  loaded = await loadWorld(join(import.meta.dirname, "../../examples/mcp-token-auth"));
});
afterAll(async () => {
  loaded.server.assertClean();
  await loaded.server.close();
});

const client = (token: string, tokenClass: "docs" | "source") =>
  createGitHub({ token, tokenClass, apiUrl: loaded.server.url, throttle: false, timeoutMs: 5000 });

it("has the docs pull request with the maintainer's comment", async () => {
  const pull = await readDocsPull(client(jobToken, "docs"), "acme/docs", 152);
  expect(pull).toMatchObject({
    ok: true,
    value: { pull: { number: 152, state: "open", visibility: "public", filesComplete: true } },
  });
  expect(pull.ok && pull.value.pull.comments.map(({ login }) => login)).toEqual(["docs-maintainer"]);
});

it("has the feature merged and the follow-up open", async () => {
  const keys = ["acme/platform#3381", "acme/platform#3918"];
  const seen = await readPulls(client(sourceToken, "source"), keys);
  expect(
    keys.map((key) => {
      const one = seen.get(key);
      return one?.ok && one.value.kind === "pull" ? one.value.facts.state : "?";
    }),
  ).toEqual(["merged", "open"]);
});
