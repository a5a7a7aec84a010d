import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runWire } from "../../src/cli/wire.ts";
import { defaultWiring } from "../../src/wiring/config.ts";
import { conflictIn } from "../../src/wiring/conflict.ts";
import { acme, brief, checkSite, entry, type Files, withText, writeSite } from "./small-site.ts";

describe("conflictIn", () => {
  it.each([
    [
      "two sides",
      "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n",
      { ours: "a\nb\nd\n", theirs: "a\nc\nd\n", lines: [2] },
    ],
    [
      "a base between them",
      "<<<<<<< HEAD\nb\n||||||| base\no\n=======\nc\n>>>>>>> x\n",
      { ours: "b\n", theirs: "c\n", lines: [1] },
    ],
    ["marks that do not pair", "<<<<<<< HEAD\nb\n=======\nc\n", undefined],
    ["no marks", "a\n=======\nb\n", undefined],
  ])("%s", (_name, text, expected) => {
    expect(conflictIn(text)).toEqual(expected);
  });
});

describe("after a conflicting rebase", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "wiring-rebase-"));
    git("init", "-q", "-b", "main");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const git = (...args: string[]): void => {
    const identity = ["-c", "user.name=Kim", "-c", "user.email=kim@acme.example"];
    execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "pipe" });
  };
  const commit = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git("add", "-A");
    git("commit", "-q", "-m", "change");
  };

  /** Two branches that each add an entry, wired; the second rebased onto the first. */
  const rebase = (change: (files: Files) => Files): Files => {
    const mine = { ...acme, "changelog/2026-04-20-mine.mdx": entry("2026-04-20", "Mine") };
    const yours = { ...acme, "changelog/2026-04-21-yours.mdx": entry("2026-04-21", "Yours") };
    commit(acme);
    git("checkout", "-q", "-b", "feature");
    commit(change(writeSite(mine)));
    git("checkout", "-q", "main");
    commit(writeSite(yours));
    expect(() => git("rebase", "-q", "main", "feature")).toThrow();
    return writeSite({ ...mine, ...yours });
  };
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");

  it("one command makes the tree right", () => {
    const wanted = rebase((files) => files);
    expect(read("docs.json")).toContain("<<<<<<<");
    const { exitCode, report, written } = runWire({ folder, config: defaultWiring, action: "write" });
    expect([exitCode, written]).toEqual([0, ["docs.json", "changelog/index.mdx"]]);
    expect(new Set(report.findings.map(({ code }) => code))).toEqual(new Set(["conflict"]));
    for (const path of written) expect(read(path)).toBe(wanted[path]);
  });

  it("nothing is written where somebody's own words differ", () => {
    rebase((files) =>
      withText(
        "changelog/index.mdx",
        (text) => text.replace("### April 2026\n", "### April 2026\n\nWords of mine.\n"),
        files,
      ),
    );
    const before = read("docs.json");
    const { exitCode, written } = runWire({ folder, config: defaultWiring, action: "write" });
    expect([exitCode, written]).toEqual([2, []]);
    expect(read("docs.json")).toBe(before);
  });
});

describe("a conflict", () => {
  it("that does not end is named where the page breaks", () => {
    const files = withText("docs.json", (text) =>
      text.replace('            "pages": [', '<<<<<<< HEAD\n            "pages": ['),
    );
    expect(brief(checkSite(files))).toEqual(["docs.json:12 unreadable!"]);
  });
});
