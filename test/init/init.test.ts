import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { UsageError } from "../../src/errors.ts";
import { explainInit } from "../../src/init/explain.ts";
import { configPath, type InitFacts, planInit } from "../../src/init/plan.ts";
import { suggestEntries, suggestLabels, suggestPages, suggestRepositories } from "../../src/init/suggest.ts";
import { parseActionPin, permissionsOf } from "../../src/init/workflow-text.ts";
import { type InitOptions, runInit } from "../../src/init.ts";
import { everyWorkflow, sampleWorkflow } from "../workflows/checks.ts";
import { parseAsGitHub } from "../workflows/github-parser.ts";
import { readWorkflow } from "../workflows/workflow.ts";

const samplesFolder = resolve(import.meta.dirname, "../../workflows");
const samples = Object.fromEntries(
  readdirSync(samplesFolder).map((name) => [name, readFileSync(join(samplesFolder, name), "utf8")]),
);
const action = `acme/docs-verdict@${"a".repeat(40)} # v1.2.3`;

const facts: InitFacts = {
  tree: ["docs.json", "changelog/2026-04-08-mcp.mdx", "changelog/2026-04-13-digests.mdx", "beacon/overview.mdx"],
  framework: "mintlify",
  entries: [
    {
      path: "changelog/2026-04-08-mcp.mdx",
      text: "Shipped in acme/beacon-platform#3381 and acme/beacon-platform#3918.",
    },
    { path: "changelog/2026-04-13-digests.mdx", text: "See https://github.com/acme/digests/pull/12, acme/docs#3." },
  ],
  repository: "acme/docs",
  labels: ["Ready-to-Merge", "bug", "staged"],
  mergeQueue: "unused",
  samples,
  action: parseActionPin(action),
  version: "1.2.3",
};

const configOf = (plan: ReturnType<typeof planInit>): string =>
  plan.files.find(({ path }) => path === configPath)?.text ?? "";

describe("what init guesses", () => {
  it.each([
    ["acme/analytics-cli#12", ["acme/analytics-cli"]],
    ["acme/a#1 acme/b#2, acme/b#3", ["acme/b", "acme/a"]],
    ["https://github.com/acme/app/pull/7 https://github.com/acme/app/commit/abcdef1", ["acme/app"]],
    ["acme/docs#7 ACME/Docs#8", []],
    ["a/b/c#7 path/to/file.ts #12 acme/app", []],
    ["https://example.com/acme/app/pull/7", []],
  ])("repositories in %j", (text, expected) => {
    const found = suggestRepositories([{ path: "changelog/a.mdx", text }], "acme/docs");
    expect(found.map(({ repository }) => repository)).toEqual(expected);
  });

  it("folders of entries, and none where a name would break a glob", () => {
    expect(
      suggestEntries(["changelog/a.mdx", "changelog/b.md", "docs/release-notes/1.md", "changelog/deep/x.mdx"]),
    ).toEqual(["changelog/*.md", "changelog/*.mdx", "docs/release-notes/*.md"]);
    expect(suggestEntries(["we{ird/changelog/a.mdx", "src/changelog.mdx"])).toEqual([]);
  });

  it("pages of a framework only where its folders are", () => {
    expect(suggestPages("docusaurus", ["docs/a.md"])).toEqual(["docs/**/*.mdx", "docs/**/*.md"]);
    expect(suggestPages("docusaurus", ["pages/a.md"])).toEqual([]);
    expect(suggestPages("mintlify", ["a.mdx"])).toEqual([]);
  });

  it("existing labels that are ours but for case and punctuation", () => {
    expect(suggestLabels({ live: "ready to merge", staged: "staged" }, ["Ready-to-Merge", "staged", "ready"])).toEqual({
      live: "Ready-to-Merge",
    });
  });
});

describe("the plan of init", () => {
  const plan = planInit(facts);

  it("has a configuration that is read without a mistake", async () => {
    const config = readConfig({ file: configPath, text: configOf(plan) });
    expect(config.documents.entries).toEqual(["changelog/*.mdx"]);
    expect(config.publish.labels.live).toBe("Ready-to-Merge");
    expect(config.engineering.repositories).toEqual([]);
    await expect(configOf(plan)).toMatchFileSnapshot("snapshots/docs-verdict.yml");
  });

  it("invents no repository when entries name none", async () => {
    const text = configOf(planInit({ ...facts, entries: [], labels: [], tree: [], framework: "unknown" }));
    expect(text).not.toContain("acme");
    expect(readConfig({ file: configPath, text }).engineering.repositories).toEqual([]);
    await expect(text).toMatchFileSnapshot("snapshots/docs-verdict-bare.yml");
  });

  it("suggestions are right as soon as their comment signs are gone", () => {
    const text = configOf(plan)
      .replace("  repositories: []\n", "")
      .replaceAll(/^ {2}# ( *(?:repositories:|- repository|visibility))/gm, "  $1");
    expect(readConfig({ file: configPath, text }).engineering.repositories.map(({ repository }) => repository)).toEqual(
      ["acme/beacon-platform", "acme/digests"],
    );
  });

  it("whatever paths, entries and labels say, the configuration is read and holds nothing of them as a key", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text), text, fc.array(text), (paths, entry, labels) => {
        const tree = paths.map((path) => `${path}/changelog/a.mdx`);
        const entries = [{ path: `${entry}\nversion: 2`, text: "acme/app#1" }];
        const made = planInit({ ...facts, tree, entries, labels });
        expect(readConfig({ file: configPath, text: configOf(made) }).version).toBe(1);
      }),
    );
  });

  it("T150 T163 T167 T168 writes workflows that pass every check, with the action filled in", async () => {
    const workflows = plan.files.filter(({ path }) => path !== configPath);
    expect(workflows.map(({ path }) => path.replace(".github/workflows/", ""))).toEqual([
      "docs-verdict-command.yml",
      "docs-verdict-dispatch.yml",
      "docs-verdict-publish.yml",
      "docs-verdict-pull-request.yml",
      "docs-verdict-sweep.yml",
    ]);
    const broken = workflows.flatMap(({ path, text }) =>
      [...everyWorkflow, ...sampleWorkflow].flatMap((check) => check.broken(readWorkflow(path, text))),
    );
    expect(broken).toEqual([]);
    for (const { text } of workflows) {
      expect(text).toContain(`uses: ${action}`);
      expect(text).not.toContain("OWNER/");
    }
    const problems = await parseAsGitHub(workflows.map(({ path, text }) => ({ kind: "workflow", name: path, text })));
    expect(problems.flat()).toEqual([]);
  });

  it("answers the merge queue unless there is none", () => {
    const has = (mergeQueue: InitFacts["mergeQueue"]): boolean =>
      planInit({ ...facts, mergeQueue }).files.some(({ path }) => path.endsWith("merge-queue.yml"));
    expect([has("used"), has("unknown"), has("unused")]).toEqual([true, true, false]);
  });

  it("says that the action must be filled in when nothing tells where it is", () => {
    const { action: _, ...without } = facts;
    expect(planInit(without).notes.join("\n")).toContain("OWNER/docs-verdict");
    const bare = planInit(without);
    expect(
      explainInit(
        bare,
        bare.files.map(() => "written"),
      ),
    ).toContain("still name OWNER");
    expect(
      explainInit(
        bare,
        bare.files.map(() => "kept"),
      ),
    ).not.toContain("still name OWNER");
    expect(plan.notes.join("\n")).not.toContain("OWNER/docs-verdict");
  });

  it("every permission that a sample asks for is explained", () => {
    for (const text of Object.values(samples)) {
      const asked = [...text.matchAll(/^ {6}[\w-]+: (?:read|write)\b/gm)].map(([line]) => line.trim());
      expect(permissionsOf(text).map(({ scope }) => scope)).toEqual([...new Set(asked)]);
    }
  });

  it.each([
    "acme/docs-verdict@v1",
    "acme/docs-verdict",
    `acme@${"a".repeat(40)}`,
    `acme/x@${"a".repeat(39)}`,
    "",
  ])("refuses the action %j", (text) => {
    expect(() => parseActionPin(text)).toThrow(UsageError);
  });
});

describe("docs-verdict init", () => {
  let folder = "";
  let printed = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "init-"));
    printed = "";
    put("docs.json", "{}");
    put("changelog/2026-04-08-mcp.mdx", "Shipped in acme/beacon-platform#3381.");
    put("node_modules/x/changelog/a.mdx", "other/other#1");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const run = (more: Partial<InitOptions> = {}): Promise<number> =>
    runInit({
      folder,
      samplesFolder,
      version: "1.2.3",
      force: false,
      detectFramework: (tree) => (tree.includes("docs.json") ? "mintlify" : "unknown"),
      action,
      print: (text) => {
        printed += text;
      },
      ...more,
    });

  it("writes configuration and workflows and explains each", async () => {
    expect(await run()).toBe(0);
    expect(read(configPath)).toContain("acme/beacon-platform");
    expect(read(configPath)).not.toContain("other/other");
    await expect(printed).toMatchFileSnapshot("snapshots/terminal.txt");
  });

  it("never overwrites, and says so", async () => {
    put(configPath, "version: 1\n");
    expect(await run()).toBe(0);
    expect(read(configPath)).toBe("version: 1\n");
    expect(printed).toContain(`kept ${configPath} (it exists; --force overwrites it)`);
  });

  it("fills the action into workflows that were written before it was known, and touches nothing else of them", async () => {
    const path = ".github/workflows/docs-verdict-publish.yml";
    put(path, `# mine\njobs: { a: { steps: [{ uses: "OWNER/docs-verdict@${"0".repeat(40)} # v1" }] } }\n`);
    put(configPath, "version: 1\n");
    expect(await run()).toBe(0);
    expect(read(path)).toMatch(/^# mine\njobs: .*@[1-9a-f][0-9a-f]{39} # v/);
    expect(read(configPath)).toBe("version: 1\n");
    expect(printed).toContain(`pinned ${path}`);
    printed = "";
    expect(await run()).toBe(0);
    expect(printed).toContain(`kept ${path}`);
  });

  it("names a folder that does not exist", async () => {
    await expect(run({ folder: join(folder, "nowhere") })).rejects.toThrow(/expected one that exists/);
  });

  it("overwrites with --force", async () => {
    put(configPath, "version: 1\n");
    expect(await run({ force: true })).toBe(0);
    expect(read(configPath)).toContain("yaml-language-server");
    expect(printed).toContain(`overwrote ${configPath}`);
  });

  it("writes the same bytes twice", async () => {
    await run();
    const first = read(configPath);
    await run({ force: true });
    expect(read(configPath)).toBe(first);
  });

  it("T152 follows no link, not even with --force", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    symlinkSync(outside, join(folder, ".github"));
    expect(await run({ force: true })).toBe(3);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(join(folder, ".github"));
    put("target.txt", "untouched");
    mkdirSync(join(folder, ".github"));
    symlinkSync(join(folder, "target.txt"), join(folder, configPath));
    expect(await run({ force: true })).toBe(3);
    expect(read("target.txt")).toBe("untouched");
    expect(lstatSync(join(folder, configPath)).isSymbolicLink()).toBe(true);
    rmSync(outside, { recursive: true });
  });
});
