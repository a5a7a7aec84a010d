import { describe, expect, it } from "vitest";
import { parseDocument } from "../../src/documents/parse.ts";
import { parseDocuments } from "../../src/documents/parse-in-worker.ts";

const run = { framework: "mintlify", isEntry: (path: string) => path.startsWith("changelog/") };
const good = (name: string) => ({ path: `changelog/${name}.mdx`, text: `# ${name}\n\nSend \`X-Kiln\`.\n` });

describe("parseDocuments", () => {
  it("gives what parseDocument gives, in order", async () => {
    const sources = [good("a"), { ...good("b"), changedLines: [1] }];
    const expected = sources.map((source) => parseDocument(source, { framework: "mintlify", isEntry: true }));
    expect(await parseDocuments(sources, run)).toEqual(expected);
  });

  it("needs no worker for no pages", async () => {
    expect(await parseDocuments([], run)).toEqual([]);
  });

  it("T112 ends each bomb with a problem and goes on with the rest", async () => {
    const bombs = {
      "braces.mdx": "{\n".repeat(2000),
      "quotes.md": `${">".repeat(16_000)} a`,
      "lists.md": `${"- ".repeat(16_000)} a`,
      "tags.mdx": `${"<a>".repeat(16_000)}x${"</a>".repeat(16_000)}`,
      "open-tags.mdx": "<a>".repeat(16_000),
    };
    const sources = Object.entries(bombs).flatMap(([path, text]) => [{ path, text }, good(`after-${path}`)]);
    const documents = await parseDocuments(sources, { ...run, timeoutMs: 1500 });
    const states = documents.map(({ path, problems, fragments }) => [path, problems.length, fragments.length > 0]);
    expect(states).toEqual(
      Object.keys(bombs).flatMap((path) => [
        [path, 1, false],
        [`changelog/after-${path}.mdx`, 0, true],
      ]),
    );
  });

  it("T112 reads a module of 3,200 blank lines and one long expression", async () => {
    const blank = `export const a = \`${"\n".repeat(3200)}\`\n\nText.\n`;
    const expression = `<X rows={[\n${'  { name: "a", type: "b" },\n'.repeat(4700)}]} />\n`;
    const documents = await parseDocuments(
      [
        { path: "blank.mdx", text: blank },
        { path: "expression.mdx", text: expression },
      ],
      run,
    );
    expect(documents.map(({ problems }) => problems)).toEqual([[], []]);
    expect(documents[1]?.fragments).toHaveLength(9400);
  });

  it("serves calls at the same time, and calls after a page that killed the worker", async () => {
    const both = await Promise.all([parseDocuments([good("second")], run), parseDocuments([good("third")], run)]);
    expect(both.map(([document]) => document?.path)).toEqual(["changelog/second.mdx", "changelog/third.mdx"]);
    const bomb = { path: "braces.mdx", text: "{\n".repeat(100_000) };
    const [ended] = await parseDocuments([bomb], { ...run, timeoutMs: 300 });
    expect(ended?.problems.map(({ code }) => code)).toEqual(["timeout"]);
    const [after] = await parseDocuments([good("after")], run);
    expect(after?.problems).toEqual([]);
  });

  it("T113, T123 refuses without a worker", async () => {
    const sources = [{ path: "a.md", text: "x".repeat(600_000) }, { path: "b.md", text: "\0" }, good("c")];
    const documents = await parseDocuments(sources, run);
    expect(documents.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ["too-large"],
      ["unsupported"],
      [],
    ]);
  });
});
