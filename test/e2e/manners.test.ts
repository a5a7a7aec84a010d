import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docs, example, followUp, platform, pullNumber } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();

function configure(lines: readonly string[]): void {
  const config = readFileSync(join(example, "docs/base/.github/docs-verdict.yml"), "utf8");
  const files = { ".github/docs-verdict.yml": `${config}\npublish:\n${lines.map((line) => `  ${line}\n`).join("")}` };
  bench().server.repository(docs).commit({ files, message: "Configure", by: "docs-maintainer" });
}

function pull(): { readonly title: string; readonly draft: boolean; readonly notices: readonly string[] } {
  const { repository } = bench().server.repository(docs);
  const found = repository.issues.find(({ number }) => number === pullNumber);
  return {
    title: found?.title ?? "",
    draft: found?.pull?.draft ?? false,
    notices: repository.comments
      .filter(({ body }) => body.startsWith("<!-- docs-verdict:notice "))
      .map(({ body }) => body),
  };
}

describe("what is off by default", { timeout: 60_000 }, () => {
  it("leaves draft, title and people alone", async () => {
    const before = pull();
    await bench().run();
    bench().server.repository(platform).merge(followUp, { by: "engineer" });
    await bench().run();
    expect(pull()).toEqual(before);
  });

  it("T066 on request: held, silent, live again, told once; a person's word on the draft counts", async () => {
    configure(["draft: true", 'titlePrefix: "[HOLD]"', "notify: transition"]);
    const { title } = pull();
    expect((await bench().run()).failed).toBe(0);
    expect(pull()).toEqual({ title: `[HOLD] ${title}`, draft: true, notices: [] });
    expect((await bench().run()).writes).toBe(0);
    bench().server.repository(docs).draft(pullNumber, "ready", { by: "docs-author" });
    await bench().run();
    expect(pull().draft).toBe(false);
    bench().server.repository(docs).draft(pullNumber, "draft", { by: "github-actions[bot]" });
    bench().server.repository(platform).merge(followUp, { by: "engineer" });
    bench().server.advance(60_000);
    await bench().run();
    expect(pull()).toMatchObject({ title, draft: false });
    expect(pull().notices).toHaveLength(1);
    expect(pull().notices[0]).toContain("🟢 blocked → live.");
    expect((await bench().run()).writes).toBe(0);
    expect(pull().notices).toHaveLength(1);
  });
});

describe("T079 a token that may not create checks", { timeout: 60_000 }, () => {
  it("shows a status once, writes nothing when it is equal, and never both", async () => {
    bench().server.fault(({ path, method }) =>
      method === "POST" && path.endsWith("/check-runs")
        ? { applied: false, trouble: { kind: "answer", reply: { status: 403, body: { message: "no" } } } }
        : undefined,
    );
    const statuses = () =>
      bench()
        .server.repository(docs)
        .repository.statuses.map(({ state }) => state);
    await bench().run();
    expect(statuses()).toEqual(["failure"]);
    expect((await bench().run()).writes).toBe(0);
    bench().server.fault(undefined);
    bench().server.repository(platform).merge(followUp, { by: "engineer" });
    bench().server.advance(60_000);
    await bench().run();
    expect(statuses()).toEqual(["failure", "success"]);
    expect(bench().shown().check).toBeUndefined();
  });
});
