import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runNew } from "../../src/cli/new.ts";
import { runWire, type WireFormat, type WireOptions } from "../../src/cli/wire.ts";
import { openWorkTree } from "../../src/cli/work-tree.ts";
import { defaultWiring } from "../../src/wiring/config.ts";
import { acme, entry, type Files, withText } from "./small-site.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wiring-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const present = (): Record<string, string> =>
  Object.fromEntries(
    openWorkTree(folder)
      .list()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
const wire = (action: WireOptions["action"]) => runWire({ folder, config: defaultWiring, action });
const broken = withText("docs.json", (text) => text.replace('              "changelog/2026-04-08-tokens",\n', ""));

describe("runWire", () => {
  it("passes where everything is wired", () => {
    put(acme);
    expect([wire("check").exitCode, wire("check").output]).toEqual([0, "mintlify: 3 entries, everything is wired.\n"]);
  });

  it("names what is not, and shows what it would write", async () => {
    put(broken);
    expect(wire("check").exitCode).toBe(1);
    await expect(wire("diff").output).toMatchFileSnapshot("__snapshots__/wire-diff.txt");
    expect(present()).toEqual(broken);
  });

  it("does not pass where it found no entries", () => {
    put({ "docs.json": acme["docs.json"]?.replace(/"changelog\/2[^"]*",?/g, "") ?? "", "index.mdx": "Hello\n" });
    expect([wire("check").exitCode, wire("check").output]).toEqual([
      3,
      "mintlify: no entries were found, nothing was checked.\n",
    ]);
  });

  it("writes the derived parts once", () => {
    put(broken);
    chmodSync(join(folder, "docs.json"), 0o640);
    const first = wire("write");
    expect([first.exitCode, first.written, first.left]).toEqual([0, ["docs.json"], []]);
    expect(present()).toEqual(acme);
    expect(statSync(join(folder, "docs.json")).mode & 0o777).toBe(0o640);
    expect(wire("write").written).toEqual([]);
  });

  it("shows what it writes where that is asked for", () => {
    put(broken);
    const { output, written } = wire("write-diff");
    expect(written).toEqual(["docs.json"]);
    expect(output).toMatch(/^wrote docs\.json\nmintlify: 3 entries, everything is wired\.\n--- a\/docs\.json\n/);
    expect(output).toContain('+              "changelog/2026-04-08-tokens",\n');
    expect(present()).toEqual(acme);
  });

  it.each<[string, Files, string]>([
    ["one", { "docs.json": "{" }, "1 difference. Nothing is written before it is mended."],
    ["with its column", { "docs.json": '{\n  "name": "Acme" "x"\n}' }, "docs.json:2:18: unreadable: Unexpected text"],
    [
      "one of two",
      { "changelog/2026-04-08-tokens.mdx": entry("2026-04-09", "Tokens").replace("title: Tokens\n", "") },
      "Nothing is written before one of them is mended.",
    ],
  ])("says what stops a write: %s", (_name, files, expected) => {
    put({ ...acme, ...files });
    expect(wire("check").output).toContain(expected);
  });

  it("writes nothing before everything can be read", () => {
    put({ ...broken, "changelog/2026-01-01-bad.mdx": '---\ntitle: "open\n---\n' });
    const { exitCode, written, output } = wire("write");
    expect([exitCode, written]).toEqual([2, []]);
    expect(output).toContain("changelog/2026-01-01-bad.mdx:2:13: unreadable:");
    expect(present()["docs.json"]).toBe(broken["docs.json"]);
  });

  it.each([
    ["T152 a symbolic link", (path: string) => symlinkSync("/etc/hostname", path)],
    ["T152 a folder in its place", (path: string) => mkdirSync(path)],
    ["T123 bytes that are no UTF-8", (path: string) => writeFileSync(path, Buffer.from([0x2d, 0xff, 0xfe]))],
    ["T123 a NUL", (path: string) => writeFileSync(path, "---\0")],
    ["T113 too large a file", (path: string) => writeFileSync(path, "x".repeat(5 * 1024 * 1024 + 1))],
  ])("does not read %s, and writes nothing", (_name, make) => {
    put(broken);
    rmSync(join(folder, "changelog/index.mdx"));
    make(join(folder, "changelog/index.mdx"));
    const { written } = runWire({
      folder,
      config: { ...defaultWiring, index: "changelog/index.mdx" },
      action: "write",
    });
    expect(written).toEqual([]);
  });

  it("T152 does not follow a folder that is a symbolic link", () => {
    put({ "site/docs.json": acme["docs.json"] ?? "" });
    symlinkSync(join(folder, "site"), join(folder, "linked"));
    expect(openWorkTree(folder).list()).toEqual(["site/docs.json"]);
    expect(openWorkTree(folder).read("linked/docs.json")).toEqual({ refused: "a folder above it is a symbolic link" });
  });
});

describe("openWorkTree", () => {
  it.each([
    "../x",
    "/etc/hostname",
    ".git/config",
    "a/../../x",
    "a//b",
    "a\0b",
    "C:\\x",
    "",
    ".",
  ])("T151 refuses %j", (path) => {
    put({ "a/b": "x" });
    expect(openWorkTree(folder).read(path)).toHaveProperty("refused");
    expect(() => openWorkTree(folder).write([{ path, after: "x" }])).toThrow();
  });

  it("writes all files or none", () => {
    put({ "a.txt": "a", "b.txt": "b" });
    const tree = openWorkTree(folder);
    const files = [
      { path: "a.txt", before: "a", after: "A" },
      { path: "new/c.txt", after: "C" },
      { path: "b.txt", before: "changed meanwhile", after: "B" },
    ];
    expect(() => tree.write(files)).toThrow("b.txt was not written: it changed meanwhile.");
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("a");
    expect(existsSync(join(folder, "new/c.txt"))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("says what the file system refused, and leaves nothing behind", () => {
    put({ "a.txt": "a" });
    const long = `${"x".repeat(300)}.txt`;
    const files = [
      { path: "a.txt", before: "a", after: "A" },
      { path: long, after: "B" },
    ];
    expect(() => openWorkTree(folder).write(files)).toThrow(
      `${long} was not written: the file system answered ENAMETOOLONG.`,
    );
    expect(present()).toEqual({ "a.txt": "a" });
  });

  it("does not overwrite a file that should be new", () => {
    put({ "a.txt": "a" });
    expect(() => openWorkTree(folder).write([{ path: "a.txt", after: "A" }])).toThrow("changed meanwhile");
  });
});

describe("runNew", () => {
  it("writes the entry and every site that shows it", () => {
    put(acme);
    const work = {
      reference: "acme/api#12",
      title: "fix: retries",
      basisTime: "2026-04-20T10:00:00Z",
      changedFiles: [],
      filesComplete: true,
      tickets: [],
    };
    const { path } = runNew({ folder, config: defaultWiring, work, choices: { category: "Gateway" } });
    expect(path).toBe("changelog/2026-04-20-retries.mdx");
    expect(wire("check").left).toEqual([]);
    expect(present()["docs.json"]).toContain('"changelog/2026-04-20-retries",');
  });
});

describe("T118 T140 output for people", () => {
  it("shows what a reader could not see, and moves no cursor", () => {
    put({
      ...acme,
      "changelog/2026-05-02-quotas.mdx": entry("2026-05-02", '"Quo\u202Etas \\e[2K"'),
      "changelog/2026-05-03-x.mdx": entry("2026-05-03", '"A\u200B\u001B[2K"'),
    });
    const { output } = wire("diff");
    expect(output).toContain("QuoU+202Etas");
    expect(["\u001B", "\u202E", "\u200B"].filter((sign) => output.includes(sign))).toEqual([]);
  });
});

describe("output for programs", () => {
  const checked = (format: WireFormat) => {
    put({ ...acme, "changelog/2026-05-02-quotas.mdx": entry("2026-05-02", "Quotas") });
    return runWire({ folder, config: defaultWiring, action: "check", format }).output;
  };

  it("json names the findings and the pages that are stale", () => {
    expect(JSON.parse(checked("json"))).toMatchObject({
      schemaVersion: 1,
      framework: "mintlify",
      entries: 4,
      findings: [{ code: "missing" }, { code: "missing" }],
      written: [],
      stale: ["docs.json", "changelog/index.mdx"],
    });
  });

  it("github shows each on its line", () => {
    expect(checked("github").split("\n")[0]).toMatch(
      /^::error file=changelog\/index\.mdx,line=\d+,endLine=\d+,title=changelog wiring%3A missing::Unexpected/,
    );
  });

  it("sarif has a rule for each code and a result for each difference", () => {
    const [run] = JSON.parse(checked("sarif")).runs;
    expect(run.tool.driver.rules).toMatchObject([{ id: "wiring/missing" }]);
    expect(run.results).toMatchObject([{ ruleId: "wiring/missing" }, { ruleId: "wiring/missing" }]);
    const prints = run.results.map((result: { partialFingerprints: unknown }) =>
      JSON.stringify(result.partialFingerprints),
    );
    expect(new Set(prints).size).toBe(2);
  });

  it("rdjson carries the new line where one suffices", () => {
    const { diagnostics } = JSON.parse(checked("rdjson"));
    expect(diagnostics).toHaveLength(2);
    expect(diagnostics[1].suggestions[0].text).toContain("changelog/2026-05-02-quotas");
  });
});
