import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderPlan } from "../../src/publish/dry-run.ts";
import { publish, type Verified, verify } from "../../src/verify.ts";
import { git } from "../fake-github/git.ts";
import { jobToken, sourceToken } from "../world/load.ts";
import { type Bench, docs, example, followUp, openBench, platform, pullNumber } from "./bench.ts";
import { ledgerOf } from "./promises.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
const ref = `refs/docs-verdict/ledger/${pullNumber}`;
let bench: Bench;
beforeEach(async () => {
  bench = await openBench(cache());
});
afterEach(async () => {
  bench.server.assertClean();
  await bench.close();
});

function turnOn(): void {
  const config = readFileSync(join(example, "docs/base/.github/docs-verdict.yml"), "utf8");
  const files = { ".github/docs-verdict.yml": `${config}\npublish:\n  ledgerRef: true\n` };
  bench.server.repository(docs).commit({ files, message: "Configure", by: "docs-maintainer" });
}

const tip = (): string | undefined => {
  try {
    return bench.server.repository(docs).sha(ref);
  } catch {
    return undefined;
  }
};
const planned = ({ plan }: Verified): readonly string[] => plan.writes.map(({ kind }) => kind);
const standing = ({ report }: Verified): readonly string[] =>
  report.verdict.reasons.filter(({ verdict }) => verdict === "blocked").map(({ subject }) => subject);

describe("6.3 the ledger on a ref", { timeout: 60_000 }, () => {
  it("costs no request while it is off", async () => {
    await bench.run();
    const off = bench.server.log.map(({ method, path }) => `${method} ${path}`);
    expect(off.filter((line) => /\/git\/|refs/.test(line) && !line.includes("/git/blobs/"))).toEqual([]);
    expect(tip()).toBeUndefined();
    const from = bench.server.log.length;
    turnOn();
    await bench.run();
    const on = bench.server.log.slice(from).filter(({ path }) => path.endsWith("/graphql")).length;
    expect(on).toBeGreaterThan(off.filter((line) => line.endsWith("/graphql")).length);
  });

  it("is stored before anything opens, says nothing secret, is not written twice, and outlives the comment", async () => {
    turnOn();
    const first = await bench.run();
    expect(planned(first.verified).slice(0, 3)).toEqual(["create-check", "store-ledger", "create-comment"]);
    expect(renderPlan(first.verified.plan, first.verified.present)).toMatch(
      /2\. store the ledger on refs\/docs-verdict\//,
    );
    const stored = git(bench.server.repository(docs).dir, ["show", `${ref}:ledger`]);
    const blob = Buffer.from(stored.split(".")[1] ?? "", "base64url").toString("utf8");
    expect(blob).toContain("3918");
    for (const secret of [jobToken, sourceToken]) expect(blob).not.toContain(secret);
    const before = tip();
    expect((await bench.run()).writes).toBe(0);
    expect(tip()).toBe(before);

    const { repository } = bench.server.repository(docs);
    repository.comments.splice(0);
    const issue = repository.issues.find(({ number }) => number === pullNumber);
    if (issue !== undefined) issue.body = "Eng PR: acme/platform#3381";
    const lost = await bench.run();
    expect(standing(lost.verified)).toContain(`${platform}#${followUp}`);
    expect(lost.verified.report.verdict.reasons.map(({ code }) => code)).toContain("state-lost");
    expect(ledgerOf(bench.shown())?.entries.map(({ key }) => key)).toContain(`${platform}#${followUp}`);
  });

  it("that may not be written is named, and the verdict is published all the same", async () => {
    turnOn();
    bench.server.repository(platform).merge(followUp, { by: "engineer" });
    bench.server.fault(({ method, path }) =>
      method === "POST" && path.includes("/git/")
        ? { applied: false, trouble: { kind: "answer", reply: { status: 403, body: { message: "no" } } } }
        : undefined,
    );
    const said: string[] = [];
    const clients = { ...bench.clients(), progress: (line: string) => said.push(line) };
    const verified = await verify(
      { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" },
      clients,
    );
    if (!verified.ok) throw new Error(verified.detail);
    const result = await publish(verified, clients);
    expect(result).toMatchObject({ failed: [], unkept: expect.stringContaining("contents: write") });
    expect(said.filter((line) => line.includes("contents: write"))).toHaveLength(1);
    expect(bench.shown()).toMatchObject({ check: "success", labels: expect.arrayContaining(["ready to merge"]) });
  });

  it("that was altered is named in the report, and mended", async () => {
    turnOn();
    await bench.run();
    const builder = bench.server.repository(docs);
    const commit = builder.commit({ branch: "x", files: { ledger: "{}" }, message: "x", by: "docs-maintainer" });
    git(builder.dir, ["update-ref", ref, commit]);
    const { verified } = await bench.run();
    expect(verified.report.notChecked?.join()).toContain(`${ref} does not hold what was stored there`);
    expect(bench.shown().comments[0]).toContain("does not hold what was stored there");
    expect((await bench.run()).verified.report.notChecked?.join() ?? "").not.toContain(ref);
    expect((await bench.run()).writes).toBe(0);
  });
});
