import { describe, expect, it } from "vitest";
import { createGitHub } from "../../src/github/client.ts";
import { query } from "../../src/github/graphql.ts";
import { readOpenPulls } from "../../src/github/open-pulls.ts";
import { react } from "../../src/github/reactions.ts";

/** A client of a server of one's own; notes what is asked where, and with which token. */
function clientOf(asked: string[], known: (path: string) => unknown = () => undefined) {
  return createGitHub({
    token: "canary-token",
    tokenClass: "docs",
    apiUrl: "https://github.acme.example/api/v3",
    throttle: false,
    timeoutMs: 5000,
    fetch: async (input, init) => {
      const { host, pathname } = new URL(String(input));
      asked.push(`${init?.method ?? "GET"} ${host}${pathname}`);
      const body = known(pathname);
      return new Response(JSON.stringify(body ?? { message: "Not Found" }), {
        status: body === undefined ? 404 : 200,
        headers: { "content-type": "application/json" },
      });
    },
  });
}

describe("T108 a GitHub server of one's own", () => {
  it("is asked at its own address, REST and GraphQL, and nothing leaves it", async () => {
    const asked: string[] = [];
    const github = clientOf(asked, (path) =>
      path.endsWith("/pulls")
        ? [{ number: 7, labels: [], base: { ref: "main" } }]
        : path.endsWith("/graphql")
          ? { data: { viewer: { login: "ada" } } }
          : undefined,
    );
    expect(await readOpenPulls(github, "acme/docs")).toMatchObject({ ok: true, value: { pulls: [{ number: 7 }] } });
    expect(await query(github, { text: "{ viewer { login } }", variables: {} })).toMatchObject({ ok: true });
    expect(asked).toEqual([
      "GET github.acme.example/api/v3/repos/acme/docs/pulls",
      "POST github.acme.example/api/graphql",
    ]);
  });

  it("an endpoint that it does not have is a failure of that read alone", async () => {
    const asked: string[] = [];
    const github = clientOf(asked, (path) => (path.endsWith("/pulls") ? [] : undefined));
    const reaction = await react(github, { repository: "acme/docs", id: 5 }, "eyes");
    expect(reaction).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    expect(await query(github, { text: "{ viewer { login } }", variables: {} })).toMatchObject({ ok: false });
    expect(await readOpenPulls(github, "acme/docs")).toMatchObject({ ok: true });
    expect(asked).toHaveLength(3);
  });
});
