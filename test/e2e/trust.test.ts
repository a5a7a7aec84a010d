import { describe, expect, it } from "vitest";
import { verify } from "../../src/verify.ts";
import { jobToken, sourceToken } from "../world/load.ts";
import { docs, platform, pullNumber } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();

/** What was asked with which token. */
type Asked = { readonly url: string; readonly token: string; readonly body: string };

/** A fetch that notes what is asked, and lets it through. */
function noting(asked: Asked[]): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    const token = (request.headers.get("authorization") ?? "").replace(/^\w+ /, "");
    asked.push({ url: request.url, token, body: typeof init?.body === "string" ? init.body : "" });
    return fetch(input, init);
  };
}

describe("what is trusted", { timeout: 60_000 }, () => {
  it("T148 a pull request that changes the configuration is judged by that of the base branch, and told so", async () => {
    const config = "version: 1\ndocuments: { exclude: ['**'] }\npublish: { checkName: mine }\n";
    bench()
      .server.repository(docs)
      .commit({
        branch: "changelog-mcp-api-token",
        files: { ".github/docs-verdict.yml": config },
        message: "Judge me mildly",
        by: "docs-author",
      });
    const { verified } = await bench().run();
    expect(verified.report.verdict.value).toBe("blocked");
    expect(verified.report.findings.length).toBeGreaterThan(0);
    expect(verified.plan.writes.some((write) => write.kind === "create-check" && write.check.name === "mine")).toBe(
      false,
    );
    expect(bench().shown().check).toBe("failure");
    expect(bench().shown().comments[0]).toContain(
      "Its changes to `.github/docs-verdict.yml` do not count before they are merged",
    );
  });

  it("T160 T164 no address of a page is asked, and each repository only with its own token", async () => {
    const inside = [
      "127.0.0.1:9",
      "169.254.169.254",
      "[::1]:9",
      "[::ffff:10.0.0.1]",
      "2130706433",
      "100.64.0.1",
      "0.0.0.0",
    ];
    const links = inside.map((host) => `See http://${host}/latest/meta-data and [x](https://${host}/a).`).join("\n\n");
    bench()
      .server.repository(docs)
      .commit({
        branch: "changelog-mcp-api-token",
        files: { "beacon/links.mdx": `# Links\n\n${links}\n\n![i](http://169.254.169.254/i.png)\n` },
        message: "Links",
        by: "docs-author",
      });
    const issue = bench()
      .server.repository(docs)
      .repository.issues.find(({ number }) => number === pullNumber);
    if (issue !== undefined) issue.body += `\n\nFlag at http://169.254.169.254/flag, ticket http://10.0.0.1/TRUNK-1\n`;
    bench().server.repository(platform).repository.visibility = "private";
    bench().server.repository(docs).repository.visibility = "private";
    const asked: Asked[] = [];
    const all: string[] = [];
    const clients = {
      ...bench().clients(noting(asked)),
      getJson: async ({ url }: { readonly url: string }) => {
        all.push(url);
        return { ok: false, reason: "network", detail: "refused" } as const;
      },
    };
    const request = { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" };
    const verified = await verify(request, clients);
    expect(verified.ok && verified.report.documents.some(({ path }) => path === "beacon/links.mdx")).toBe(true);
    expect(all).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
    const { origin } = new URL(bench().server.url);
    expect(asked.filter(({ url }) => new URL(url).origin !== origin)).toEqual([]);
    const names = ({ url, body }: Asked, repository: string): boolean => {
      const [owner = "", name = ""] = repository.split("/");
      return url.includes(`/repos/${repository}`) || (body.includes(`"${owner}"`) && body.includes(`"${name}"`));
    };
    expect(asked.filter((one) => names(one, docs) && one.token !== jobToken)).toEqual([]);
    expect(asked.filter((one) => names(one, platform) && one.token !== sourceToken)).toEqual([]);
    expect(new Set(asked.map(({ token }) => token))).toEqual(new Set([jobToken, sourceToken]));
  });

  it("T164 with the tokens of each other nothing is read", async () => {
    bench().server.repository(platform).repository.visibility = "private";
    bench().server.repository(docs).repository.visibility = "private";
    bench().server.token(jobToken, { login: "github-actions[bot]", kind: "job", access: { [docs]: "write" } });
    bench().server.token(sourceToken, { login: "docs-reader", kind: "app", access: { [platform]: "read" } });
    const clients = bench().clients();
    const request = { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" };
    const right = await verify(request, clients);
    expect(
      right.ok && right.bundle.evidence.some((item) => item.subject.kind === "pull" && item.status === "found"),
    ).toBe(true);
    const swapped = await verify(request, { ...clients, docs: clients.source, source: clients.docs });
    expect(swapped).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
  });

  it("T107 what GitHub refuses at first is tried a bounded number of times, and the next run puts it right", async () => {
    const refused: string[] = [];
    bench().server.fault(({ method, path }) => {
      if (method === "GET" || path.endsWith("/graphql")) return undefined;
      refused.push(`${method} ${path}`);
      const body = { message: "Validation Failed", errors: ["issue not found"] };
      return { applied: false, trouble: { kind: "answer", reply: { status: 422, body, headers: {} } } };
    });
    const first = await bench().run();
    expect(first.failed).toBeGreaterThan(0);
    for (const one of new Set(refused)) expect(refused.filter((other) => other === one).length).toBeLessThanOrEqual(4);
    expect(bench().shown()).toEqual({ labels: [], comments: [], check: undefined });
    bench().server.fault(undefined);
    const second = await bench().run();
    expect(second.failed).toBe(0);
    expect(bench().shown()).toMatchObject({ check: "failure" });
    expect(bench().shown().comments).toHaveLength(1);
    expect(bench().shown().labels).toContain("awaiting eng");
    expect((await bench().run()).writes).toBe(0);
  });
});
