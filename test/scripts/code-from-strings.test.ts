import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const report = z.object({ claims: z.array(z.object({ value: z.string(), outcome: z.string() })) });
const dist = resolve(import.meta.dirname, "../../dist");

/** What makes code of a text, or loads a module whose name is not written there. */
const suspicious =
  /(?<![\w$.])eval\s*\(|(?<![\w$.])Function\s*\(|=\s*Function\s*[;,)]|new\s+Function\b|["'](?:node:)?vm["']|runIn(?:This|New)?Context\s*\(|(?<![\w$.])(?:import|require)\s*\(\s*(?!["'\s])/g;

/** Every place of the bundle that looks so and was read: the words around it, and why it is harmless. */
const reviewed: readonly { readonly chunk: string; readonly words: string; readonly why: string }[] = [
  {
    chunk: "web-tree-sitter",
    words: "=eval(func)",
    why: "for C macros that no grammar here has; refused under the flag",
  },
  { chunk: "chunk", words: "}eval(e,n){", why: "a method of the regular expressions that are no JavaScript" },
  { chunk: "chunk", words: "let e=Function;return new e(", why: "zod asks whether it may; it is told not to ask" },
  { chunk: "chunk", words: "compile(){let r=Function", why: "zod's compiler, switched off" },
  { chunk: "chunk", words: "=Function,d=`return (input) =>", why: "zod's compiler, switched off" },
  {
    chunk: "chunk",
    words: 'new Function("_","return funct',
    why: "the runtime of the page parser, told not to use it",
  },
  { chunk: "chunk", words: "=new Function}catch{return!1}", why: "the same runtime asks whether it may" },
  { chunk: "chunk", words: '=new Function("return this")()', why: "the same runtime, where there is no globalThis" },
  { chunk: "typescript", words: '"v8","vm","wasi"', why: "names of modules, to tell them from packages" },
  { chunk: "typescript", words: "'import()' calls", why: "a message of the compiler" },
  { chunk: "typescript", words: "`import(${", why: "text that the compiler writes" },
  { chunk: "typescript", words: "require({2})", why: "a message of the compiler" },
  { chunk: "typescript", words: "require(${", why: "text that the compiler writes" },
];

function unread(name: string, text: string): readonly string[] {
  return [...text.matchAll(suspicious)]
    .map(({ index }) => text.slice(Math.max(0, index - 30), index + 30).replaceAll('\\"', '"'))
    .filter((around) => !reviewed.some(({ chunk, words }) => name.startsWith(chunk) && around.includes(words)))
    .map((around) => `${name}: ${around}`);
}

describe("T111 the bundle makes no code of texts", () => {
  it("holds nothing that could and was not read", () => {
    const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
    expect(files.length).toBeGreaterThan(3);
    expect(files.flatMap((path) => unread(basename(path), readFileSync(join(dist, path), "utf8")))).toEqual([]);
  });

  it.each([
    'new Function("a")',
    "const F = Function;",
    "eval(text)",
    'import("vm")',
    "await import(name)",
    "require(name)",
  ])("would see %s", (text) => {
    expect(unread("action.js", text)).toHaveLength(1);
  });
});

describe("T111 where the runtime refuses to make code of texts", () => {
  const folder = mkdtempSync(join(tmpdir(), "no-code-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const files: Readonly<Record<string, string>> = {
    "page.mdx": "# Keys\n\nSend the `X-Harbor-Key` header and set `HARBOR_URL`.\n\n<Note>{process.exit(1)}</Note>\n",
    "source/server.ts": 'app.get("/a", (request) => request.headers["x-harbor-key"]);\n',
    "source/settings.py": 'import os\nurl = os.environ["HARBOR_URL"]\n',
    ".github/docs-verdict.yml": "version: 1\ndocuments: { include: ['*.mdx'] }\n",
  };
  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const git = (...args: string[]) => execFileSync("git", args, { cwd: join(folder, "source") });
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("-c", "user.name=engineer", "-c", "user.email=engineer@acme.dev", "commit", "-qm", "start");
  });

  it("a check reads MDX, YAML, TypeScript and Python as ever", () => {
    const flag = "--disallow-code-generation-from-strings";
    const args = [
      flag,
      join(dist, "cli.js"),
      "check",
      "page.mdx",
      "--source",
      "source",
      "--no-cache",
      "--format",
      "json",
    ];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect(stderr).not.toMatch(/EvalError|Error:/);
    const { claims } = report.parse(JSON.parse(stdout));
    expect(claims).toEqual([
      { value: "X-Harbor-Key", outcome: "confirmed" },
      { value: "HARBOR_URL", outcome: "confirmed" },
    ]);
  });

  it("has zod's compiler switched off before anything else", () => {
    expect(readFileSync(join(dist, "cli.js"), "utf8")).toContain("globalThis.__zod_globalConfig={jitless:true}");
  });
});
