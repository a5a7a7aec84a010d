import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Parser, ParserBreakError, withParser } from "../../src/documents/parser-instance.ts";
import { PageSyntaxError, parseTree } from "../../src/documents/tree.ts";

it("reads a page again with a fresh parser when the one at hand broke off", () => {
  const tree = parseTree("# A\n", "mdx");
  const used: Parser[] = [];
  const answer = withParser((parser) => {
    used.push(parser);
    if (used.length === 1) throw new WebAssembly.RuntimeError("unreachable");
    return "read";
  });
  expect(answer).toBe("read");
  expect(used[0]).not.toBe(used[1]);
  expect(parseTree("# A\n", "mdx")).toEqual(tree);
});

it("gives a page up that breaks a fresh parser, and reads the next", () => {
  let tries = 0;
  const read = (): never => {
    tries += 1;
    throw new RangeError("Maximum call stack size exceeded");
  };
  parseTree("# A\n", "mdx");
  expect(() => withParser(read)).toThrow(ParserBreakError);
  expect(tries).toBe(2);
  expect(parseTree("# A\n", "mdx")).toHaveLength(1);
});

it("goes on with the parser that refused a page", () => {
  const used = new Set<Parser>();
  withParser((parser) => used.add(parser));
  expect(() => parseTree("<A>\n", "mdx")).toThrow(PageSyntaxError);
  withParser((parser) => used.add(parser));
  expect(used.size).toBe(1);
});

it("reads the same whichever pages were read before", () => {
  const text = "# é\n\n<A b={c}>`d`</A>\n";
  const alone = parseTree(text, "mdx");
  for (const other of ["<A>", "{", "# {#b}\n", "a".repeat(100_000)]) {
    try {
      parseTree(other, "mdx");
    } catch {
      // A page that is refused must leave nothing behind either.
    }
    expect(parseTree(text, "mdx")).toEqual(alone);
  }
});

it("starts without a word on the error stream, makes no code of texts, and lets the process end", () => {
  const code =
    'import { Worker } from "node:worker_threads"; const worker = new Worker("./dist/parse-worker.js", { execArgv: [] }); worker.once("message", () => { worker.once("message", (page) => { console.log(page.fragments.length); worker.unref(); }); worker.postMessage({ source: { path: "a.mdx", text: "# A" }, options: { framework: "unknown", isEntry: false } }); });';
  const run = spawnSync(
    process.execPath,
    ["--disallow-code-generation-from-strings", "--input-type=module", "-e", code],
    { encoding: "utf8", timeout: 20_000 },
  );
  expect([run.status, run.stdout, run.stderr]).toEqual([0, "1\n", ""]);
});

it("is installed on every platform: its entry of the lock names no processor", () => {
  const entry = /"node_modules\/@bruits\/satteri-wasm32-wasi": \{(?<fields>[^}]*)/.exec(
    readFileSync("package-lock.json", "utf8"),
  )?.groups?.fields;
  expect(entry).toContain('"version"');
  expect(entry).not.toContain('"cpu"');
});
