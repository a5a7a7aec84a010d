import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "check-"));
const page = "Send the key in the `X-Harbor-Key` header.\n\nThe `X-Harbor-Berht` header names the berth.\n";

beforeAll(() => {
  write(
    "source/src/server.ts",
    'app.get("/berths", (request, response) => {\n  const key = request.headers["x-harbor-key"];\n  const berth = request.headers["x-harbor-berth"];\n  response.json(find(key, berth));\n});\n',
  );
  write("page.md", page);
  git("source", "init", "-q", "-b", "main");
  git("source", "add", "-A");
  git("source", "-c", "user.name=engineer", "-c", "user.email=engineer@acme.dev", "commit", "-qm", "start");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(cwd: string, ...args: string[]): void {
  execFileSync("git", args, { cwd: join(folder, cwd) });
}

/** Where git keeps a loose object. */
function objectOf(name: string): string {
  const id = execFileSync("git", ["rev-parse", name], { cwd: join(folder, "source"), encoding: "utf8" }).trim();
  return join(id.slice(0, 2), id.slice(2));
}

function run(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", SOURCE_DATE_EPOCH: "1770000000" },
  });
  return { code: status, out: stdout, err: stderr };
}

describe("check", () => {
  it("confirms, contradicts and says why", () => {
    const { code, out } = run("check", "page.md", "--source", "source");
    expect(code).toBe(1);
    expect(out).toContain("confirmed    1:22");
    expect(out).toContain("Unexpected `X-Harbor-Berht`, expected `x-harbor-berth`");
  });

  it("keeps its exit code when the reader leaves early", () => {
    const checked = `"${process.execPath}" "${cli}" check page.md --source source`;
    const { status, stderr } = spawnSync("bash", ["-c", `(sleep 0.2; ${checked}; echo "code $?" >&2) | true`], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, "code 1\n"]);
  });

  it("keeps the contract of its JSON", () => {
    const report: unknown = JSON.parse(run("check", "page.md", "--source", "source", "--format", "json").out);
    expect(report).toMatchObject({
      schemaVersion: 1,
      source: { repo: "source", filesSearched: 1 },
      summary: { confirmed: 1, contradicted: 1, ambiguous: 0, unverifiable: 0 },
      claims: [
        {
          kind: "http-header",
          value: "X-Harbor-Key",
          outcome: "confirmed",
          place: { path: "page.md", startLine: 1, startColumn: 22 },
          evidence: [{ path: "src/server.ts", startLine: 2, strength: "code", role: "header-read" }],
        },
        { value: "X-Harbor-Berht", outcome: "contradicted", actual: "x-harbor-berth" },
      ],
    });
  });

  it("replays what it recorded, byte for byte, in every format", () => {
    for (const format of ["human", "json", "sarif", "rdjson", "markdown", "html", "github"]) {
      const first = run("check", "page.md", "--source", "source", "--format", format, "--record", "bundle.json");
      const bundle = readFileSync(join(folder, "bundle.json"), "utf8");
      const again = run("check", "--replay", "bundle.json", "--format", format, "--record", "again.json");
      expect(again).toEqual(first);
      expect(readFileSync(join(folder, "again.json"), "utf8")).toBe(bundle);
    }
  });

  it("prints the same with and without a cache, and reads no source for what it knows", () => {
    const cache = ["--cache-dir", "kept"];
    const asked = ["check", "page.md", "--source", "source", "--format", "json"];
    const plain = run(...asked, "--no-cache");
    expect(run(...asked, ...cache)).toEqual(plain);
    rmSync(join(folder, "kept"), { recursive: true });
    expect(run(...asked, ...cache)).toEqual(plain);
    const objects = join(folder, "source/.git/objects");
    renameSync(join(objects, objectOf("HEAD:src")), join(folder, "hidden"));
    expect(run(...asked, "--no-cache").code).not.toBe(plain.code);
    expect(run(...asked, ...cache)).toEqual(plain);
    renameSync(join(folder, "hidden"), join(objects, objectOf("HEAD:src")));
    for (const file of readdirSync(join(folder, "kept"), { recursive: true, encoding: "utf8" }))
      if (statSync(join(folder, "kept", file)).isFile()) writeFileSync(join(folder, "kept", file), "damaged");
    expect(run(...asked, ...cache)).toEqual(plain);
    write("page.md", page.replace("Berht", "Berth"));
    expect(run(...asked, ...cache)).toEqual(run(...asked, "--no-cache"));
    expect(run(...asked, ...cache).code).toBe(0);
    write("page.md", page);
  });

  it("T123 names source that cannot be searched, and keeps it in the bundle", () => {
    write("odd/src/berth.cs", Buffer.from("\uFEFFx-harbor-berth", "utf16le"));
    write("odd/src/server.js", 'request.headers["x-harbor-key"];\n');
    git("odd", "init", "-q", "-b", "main");
    git("odd", "add", "-A");
    git("odd", "-c", "user.name=engineer", "-c", "user.email=engineer@acme.dev", "commit", "-qm", "start");
    const { out } = run("check", "page.md", "--source", "odd", "--record", "odd.json");
    expect(out).toContain("Not checked: src/berth.cs (utf-16).");
    expect(run("check", "--replay", "odd.json").out).toBe(out);
  });

  it("explains a recorded run and one claim of it", () => {
    run("check", "page.md", "--source", "source", "--record", "bundle.json");
    expect(run("explain", "bundle.json").out).toContain("contradicted: http-header");
    expect(run("explain", "bundle.json", "X-Harbor-Key").out).not.toContain("Berht");
  });

  it.each([
    ["no such page", ["check", "nowhere.md", "--source", "source"], 2, 'Unexpected path "nowhere.md"'],
    ["no such source", ["check", "page.md", "--source", "nowhere"], 2, 'Unexpected source "nowhere"'],
    ["no such commit", ["check", "page.md", "--source", `source@${"0".repeat(40)}`], 2, "holds no commit"],
    ["T155 an option as revision", ["check", "page.md", "--source", "source@--output=x"], 2, "expected a commit id"],
    ["an unknown format", ["check", "page.md", "--format", "xml"], 2, "xml"],
    ["an unknown command", ["chekc"], 2, "check"],
    ["no such bundle", ["explain", "nowhere.json"], 2, 'Unexpected file "nowhere.json"'],
    ["a bundle that is none", ["explain", "page.md"], 2, "page.md"],
    ["a pull request without a number", ["verify", "acme/docs"], 2, "GITHUB_TOKEN"],
  ])("%s is a plain mistake", (_name, args, code, message) => {
    const result = run(...args);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
    expect(`${result.out}${result.err}`).not.toMatch(/\n\s+at /);
  });

  it("names an unknown key of the configuration with its place", () => {
    write("bad.yml", "version: 1\npolicy:\n  maxAge: 3\n");
    const { code, err } = run("check", "page.md", "--source", "source", "--config", "bad.yml");
    expect(code).toBe(2);
    expect(err).toContain("bad.yml:3:3");
    expect(err).toContain("policy.maxAge");
  });

  it.each([
    ["T121 broken MDX", "broken.mdx", "<Note>\n\nSend `X-Harbor-Key` header.\n", "syntax"],
    ["T113 a line of 20 MB", "long.md", "x".repeat(20_000_000), "too-large"],
    ["T112 a parser bomb", "bomb.md", "*a_ ".repeat(8000), ""],
    ["T123 a binary file", "binary.md", "a\0b", "unsupported"],
  ])("%s is a problem of that page, the others are checked", (_name, path, text, problem) => {
    write(path, text);
    const { code, out } = run("check", path, "page.md", "--source", "source", "--format", "json");
    const report: { documents: { path: string; problems: { code: string }[] }[]; summary: { confirmed: number } } =
      JSON.parse(out);
    expect(report.summary.confirmed).toBe(1);
    if (problem !== "")
      expect(report.documents.find((one) => one.path === path)?.problems.map((one) => one.code)).toContain(problem);
    expect(code).toBe(1);
  });

  it("does not pass when a page could not be read, even though nothing is contradicted", () => {
    write("broken.mdx", "<Note>\n");
    expect(run("check", "broken.mdx", "--source", "source").code).toBe(3);
  });
});
