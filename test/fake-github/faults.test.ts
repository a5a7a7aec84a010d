import { beforeEach, describe, expect, it } from "vitest";
import { useFakeGitHub } from "../use-fake-github.ts";
import type { RepositoryBuilder } from "./builder.ts";
import { concerns, faultNamed, faults } from "./faults.ts";

const github = useFakeGitHub();
let docs: RepositoryBuilder;
beforeEach(() => {
  docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  docs.pull({ title: "Docs", head: "topic", files: { "a.md": "two\n" } });
});

describe("faults", () => {
  it("have names of their own and concern reads, writes or both", () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(concerns(faultNamed("stale read"), { writes: true })).toBe(false);
    expect(concerns(faultNamed("502 applied"), { writes: true })).toBe(true);
    expect(concerns(faultNamed("502 applied"), { writes: false })).toBe(false);
    expect(concerns(faultNamed("404"), { writes: false })).toBe(true);
  });

  it("T055 a stale read shows the world before the last write, refs included", async () => {
    const stale = faultNamed("stale read");
    const labels = "/repos/acme/docs/issues/1/labels";
    github.server.fault(({ writes, index }) => (!writes && index > 2 ? stale : undefined));
    await github.send(`POST ${labels}`, { labels: ["first"] });
    await github.send(`POST ${labels}`, { labels: ["second"] });
    expect(await github.send(`GET ${labels}`)).toMatchObject({ data: [{ name: "first" }] });
    const before = docs.sha("main");
    const pushed = docs.commit({ branch: "next", files: { "b.md": "x\n" } });
    await github.send("PATCH /repos/acme/docs/git/refs/heads/main", { sha: pushed });
    expect(await github.send("GET /repos/acme/docs/git/ref/heads/main")).toMatchObject({
      data: { object: { sha: before } },
    });
    github.server.fault(undefined);
    expect(await github.send("GET /repos/acme/docs/git/ref/heads/main")).toMatchObject({
      data: { object: { sha: pushed } },
    });
  });

  it("a slow answer comes late and right", async () => {
    github.server.fault(() => ({ applied: true, trouble: { kind: "slow", ms: 60 } }));
    const started = performance.now();
    expect((await github.send("GET /repos/acme/docs")).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  it("the log says what was struck and what was carried out", async () => {
    github.server.fault(({ index }) => (index === 1 ? faultNamed("404") : undefined));
    await github.send("GET /repos/acme/docs");
    await github.send("GET /repos/acme/docs");
    const seen = github.server.log.map(({ fault, status, actor }) => [fault, status, actor]);
    expect(seen).toEqual([
      [true, 404, "github-actions[bot]"],
      [false, 200, "github-actions[bot]"],
    ]);
  });

  it("T106 a page without its link looks like the last one", async () => {
    for (let index = 0; index < 40; index += 1) docs.comment(1, "x");
    github.server.fault(() => faultNamed("no link header"));
    const { headers, data } = await github.send("GET /repos/acme/docs/issues/1/comments");
    expect(data).toHaveLength(30);
    expect(headers.link).toBeUndefined();
  });
});
