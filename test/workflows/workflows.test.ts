import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { everyWorkflow, sampleWorkflow, type WorkflowCheck } from "./checks.ts";
import { parseAsGitHub } from "./github-parser.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

const root = resolve(import.meta.dirname, "../..");

const load = (folder: string): Workflow[] =>
  readdirSync(resolve(root, folder))
    .filter((name) => name.endsWith(".yml"))
    .sort()
    .map((name) => readWorkflow(`${folder}/${name}`, readFileSync(resolve(root, folder, name), "utf8")));

const samples = load("workflows");
const own = load(".github/workflows");
const bad = load("test/workflows/bad");
const actionText = readFileSync(resolve(root, "action.yml"), "utf8");
const action = z
  .looseObject({ inputs: z.record(z.string(), z.unknown()), outputs: z.record(z.string(), z.unknown()) })
  .parse(parse(actionText));

const brokenIn = (workflow: Workflow, checks: readonly WorkflowCheck[]): string[] =>
  checks.flatMap((check) => check.broken(workflow).map((at) => `${workflow.name}: ${check.id} at ${at}`));

describe("workflow files", () => {
  it("GitHub's own parser accepts every workflow and action.yml", async () => {
    const good = [...samples, ...own, ...bad];
    const problems = await parseAsGitHub([
      ...good.map(({ name, text }) => ({ kind: "workflow" as const, name, text })),
      { kind: "action", name: "action.yml", text: actionText },
    ]);
    expect(problems.flat()).toEqual([]);
  });

  it("GitHub's own parser rejects what is seeded", async () => {
    const text = samples.find(({ name }) => name.endsWith("publish.yml"))?.text ?? "";
    const seeds = {
      trigger: text.replace("  pull_request_target:", "  pull_request_targett:"),
      permission: text.replace("checks: write", "chekcs: write"),
      context: text.replace("steps.source.outputs", "stepz.source.outputs"),
    };
    const inputs = Object.entries(seeds).map(([name, seed]) => {
      expect(seed).not.toBe(text);
      return { kind: "workflow" as const, name: `seed-${name}.yml`, text: seed };
    });
    const problems = await parseAsGitHub([
      ...inputs,
      { kind: "action", name: "action.yml", text: actionText.replace("node24", "node99") },
      { kind: "action", name: "action.yml", text: actionText.replace("main:", "mian:") },
    ]);
    expect(problems.map((found) => found.length > 0)).toEqual(problems.map(() => true));
  });

  it.each(everyWorkflow)("$rule ($id)", ({ broken }) => {
    expect([...samples, ...own].flatMap((workflow) => broken(workflow).map((at) => `${workflow.name}: ${at}`))).toEqual(
      [],
    );
  });

  it.each(sampleWorkflow)("samples: $rule ($id)", ({ broken }) => {
    expect(samples.flatMap((workflow) => broken(workflow).map((at) => `${workflow.name}: ${at}`))).toEqual([]);
  });

  it("every check has a bad file, and rejects it", () => {
    const checks = [...everyWorkflow, ...sampleWorkflow];
    const ids = checks.map(({ id }) => id).sort();
    expect(bad.map(({ name }) => name.split("/").at(-1))).toEqual(ids.map((id) => `${id}.yml`));
    const silent = checks.filter(({ id, broken }) => {
      const seed = bad.find(({ name }) => name.endsWith(`/${id}.yml`));
      return seed === undefined || broken(seed).length === 0;
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it("bad files break one rule of all workflows at most, so that each check stands alone", () => {
    const alsoBroken = bad.flatMap((workflow) =>
      brokenIn(workflow, everyWorkflow).filter((line) => !line.includes(workflow.name.replace(/^.*\/|\.yml$/g, ""))),
    );
    expect(alsoBroken).toEqual([]);
  });

  it("workflows use only inputs and outputs that action.yml has", () => {
    const wrong = [...samples, ...own].flatMap((workflow) => [
      ...workflow.jobs.flatMap((job) =>
        job.steps
          .filter(({ uses }) => uses === "./" || uses?.startsWith("OWNER/docs-verdict@"))
          .flatMap((step) => Object.keys(step.with ?? {}))
          .filter((input) => !(input in action.inputs)),
      ),
      ...[...workflow.text.matchAll(/steps\.(?:plan|verdict)\.outputs\.([\w-]+)/g)]
        .map(([, output]) => output ?? "")
        .filter((output) => !(output in action.outputs)),
    ]);
    expect(wrong).toEqual([]);
  });

  it("one version of each action, and one form of our own", () => {
    const pins = new Map<string, Set<string>>();
    for (const { text } of [...samples, ...own]) {
      for (const [, name = "", pin = ""] of text.matchAll(/uses:\s*([\w./-]+)@(.+)/g)) {
        pins.set(name, (pins.get(name) ?? new Set()).add(pin));
      }
    }
    expect([...pins].filter(([, found]) => found.size > 1).map(([name]) => name)).toEqual([]);
    expect([...(pins.get("OWNER/docs-verdict") ?? [])]).toEqual([`${"0".repeat(40)} # v1`]);
  });

  it("this repository verifies its own docs with the action of the very checkout, and writes nothing", () => {
    const runs = own.flatMap((workflow) =>
      workflow.jobs.flatMap((job) =>
        job.steps
          .filter(({ uses }) => uses === "./")
          .map((step) => ({ job, step, events: Object.keys(workflow.events) })),
      ),
    );
    expect(runs.map(({ events }) => events)).toEqual([["pull_request"]]);
    for (const { job, step } of runs) {
      expect(step.with?.["dry-run"]).toBe("true");
      expect(Object.values(Object(job.permissions))).not.toContain("write");
      const built = job.steps.findIndex(({ run }) => run === "npm run build");
      expect(built).toBeGreaterThan(-1);
      expect(built).toBeLessThan(job.steps.indexOf(step));
    }
  });

  it("a release is tested, built twice and compared before anything is tagged, and tagged before it is on npm", () => {
    const release = own.find(({ name }) => name.endsWith("release.yml"));
    const job = (id: string) => release?.jobs.find((one) => one.id === id);
    const runs = (id: string) => (job(id)?.steps ?? []).flatMap(({ run }) => run ?? []);
    const build = runs("build").join("\n");
    expect(build.indexOf("npm test")).toBeGreaterThan(-1);
    expect(build.indexOf("scripts/reproducible.mjs")).toBeGreaterThan(build.indexOf("npm test"));
    expect([job("build")?.needs, job("tag")?.needs, job("npm")?.needs]).toEqual([
      "changelog",
      "build",
      ["build", "tag"],
    ]);
    expect(runs("npm").join("\n")).toMatch(/npm publish --provenance .*--ignore-scripts/);
    const holders = release?.jobs.filter(({ permissions }) => "id-token" in Object(permissions)).map(({ id }) => id);
    expect(holders).toEqual(["npm"]);
    expect(release?.text).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
  });

  it("B30 every event that the action answers has a sample", () => {
    const events = new Set(samples.flatMap(({ events: found }) => Object.keys(found)));
    expect([...events].sort()).toEqual([
      "issue_comment",
      "merge_group",
      "pull_request",
      "pull_request_target",
      "repository_dispatch",
      "schedule",
      "workflow_dispatch",
    ]);
  });
});
