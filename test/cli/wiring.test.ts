import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acme, type Files, withText } from "../wiring/small-site.ts";
import { jobToken, type LoadedWorld, loadWorld, sourceToken } from "../world/load.ts";

const cli = resolve(import.meta.dirname, "../../dist/cli.js");
const index = "changelog/index.mdx";
const stale = withText(
  index,
  (text) => text.replace("April 8, 2026", "April 9, 2026"),
  withText("docs.json", (text) => text.replace('              "changelog/2026-04-08-tokens",\n', "")),
);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wire-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const temporaries = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tmp"));

type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};

function run(
  args: readonly string[],
  settings: { env?: Record<string, string>; node?: readonly string[] } = {},
): Promise<Ended> {
  const { env = {}, node = [] } = settings;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...node, cli, ...args], { cwd: folder, env: { ...process.env, ...env } });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data) => {
      out += String(data);
    });
    child.stderr.on("data", (data) => {
      err += String(data);
    });
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, out, err }));
  });
}

describe("docs-verdict wire", () => {
  it("names each difference with its place and its fix, and mends them", async () => {
    put(stale);
    const checked = await run(["wire"]);
    expect(checked).toMatchObject({ code: 1, err: "" });
    expect(checked.out).toContain(`${index}:9: wrong-label: Unexpected label "April 9, 2026"`);
    expect(checked.out).toContain("docs.json:13: missing:");
    expect(await run(["wire", "--write"])).toMatchObject({ code: 0 });
    for (const [path, text] of Object.entries(acme)) expect(read(path)).toBe(text);
  });

  it("says that it cannot both check and write", async () => {
    put(stale);
    expect((await run(["wire", "--check", "--write"])).err).toContain("cannot be used with option '--write'");
    expect(read("docs.json")).toBe(stale["docs.json"]);
  });
});

/** Kills the process at the write or move after some of them; a write is then half done. */
const killer = `data:text/javascript,${encodeURIComponent(`
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
let left = Number(process.env.WRITES_LEFT);
for (const name of ["writeFileSync", "renameSync"]) {
  const real = fs[name];
  fs[name] = (to, what, ...rest) => {
    left -= 1;
    if (left >= 0) return real(to, what, ...rest);
    if (name === "writeFileSync") real(to, what.slice(0, what.length / 2), ...rest);
    process.kill(process.pid, "SIGKILL");
  };
}
syncBuiltinESMExports();
`)}`;

describe("T182 docs-verdict wire --write that is killed", () => {
  it("leaves every page as it was or as it should be, and the next run ends it", { timeout: 60_000 }, async () => {
    put(stale);
    let writes = 0;
    for (; writes < 20; writes += 1) {
      const { signal } = await run(["wire", "--write"], {
        env: { WRITES_LEFT: String(writes) },
        node: ["--import", killer],
      });
      for (const [path, text] of Object.entries(acme)) expect([text, stale[path]]).toContain(read(path));
      if (signal === null) break;
      for (const name of temporaries()) utimesSync(join(folder, name), 0, 0);
    }
    expect(writes).toBeGreaterThanOrEqual(4);
    for (const [path, text] of Object.entries(acme)) expect(read(path)).toBe(text);
    expect(await run(["wire"])).toMatchObject({ code: 0 });
    put(stale);
    await run(["wire", "--write"]);
    expect(temporaries()).toEqual([]);
  });
});

describe("docs-verdict new", () => {
  let loaded: LoadedWorld;
  beforeEach(async () => {
    loaded = await loadWorld(resolve(import.meta.dirname, "../../examples/mcp-token-auth"));
  });
  afterEach(() => loaded.server.close());

  const create = (...args: string[]): Promise<Ended> =>
    run(["new", ...args], {
      env: {
        GITHUB_API_URL: loaded.server.url,
        GITHUB_SERVER_URL: loaded.server.url,
        GITHUB_TOKEN: jobToken,
        DOCS_VERDICT_SOURCE_TOKEN: sourceToken,
      },
    });

  it("starts an entry from an engineering pull request, wired into the site", async () => {
    put(acme);
    const { code, out } = await create("acme/platform#3381", "--category", "Gateway");
    const path = "changelog/2026-04-08-accept-organization-api-tokens.mdx";
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 3)).toEqual([`wrote ${path}`, "wrote docs.json", `wrote ${index}`]);
    await expect(read(path)).toMatchFileSnapshot("__snapshots__/new-entry.mdx");
    expect(await run(["wire"])).toMatchObject({ code: 0, out: "mintlify: 4 entries, everything is wired.\n" });
  });

  it("writes nothing for work that is not merged", async () => {
    put(acme);
    const { code, err } = await create("acme/platform#3918", "--category", "Gateway");
    expect(code).toBe(2);
    expect(err).toContain("acme/platform#3918 is not merged");
    expect(readdirSync(join(folder, "changelog"))).toHaveLength(4);
  });
});
