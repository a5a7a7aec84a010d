import { describe, expect, it } from "vitest";
import { type ListedFiles, readAddedFiles } from "../../src/github/added-files.ts";
import { readDocsFiles } from "../../src/github/docs-files.ts";
import { readDocsPulls } from "../../src/github/docs-pull.ts";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const repository = "acme/docs";
const wanted = (path: string): boolean => path.endsWith(".mdx");
const filesRoute = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";

type Change = string | Uint8Array | null;
type Files = Readonly<Record<string, Change>>;

/** A pull request with these files, and its list as the query that reads it holds it. */
async function pullOf(files: Files, modes: Readonly<Record<string, string>> = {}) {
  const docs = github.server.repository(repository, { files: { "old.mdx": "a\nb\n", "gone.mdx": "x\n" } });
  docs.commit({ branch: "x", files, modes, message: "x" });
  const number = docs.pull({ title: "x", head: "x" });
  const pulls = await readDocsPulls(github.client(jobToken), { repository, numbers: [number], configPath: "c.yml" });
  const pull = pulls.get(number);
  if (pull?.ok !== true) throw new Error(pull?.detail);
  return { number, listed: pull.value.listed };
}

async function filesOf(number: number, listed: ListedFiles | undefined) {
  const from = github.server.log.length;
  const read = await readDocsFiles(github.client(jobToken), repository, [{ number, wanted, listed }]);
  const asked = github.server.log.slice(from).filter(({ operation }) => operation === filesRoute).length;
  const files = read.get(number);
  if (files?.ok !== true) throw new Error(files?.detail);
  return { asked, files: files.value };
}

const added: readonly (readonly [string, Files])[] = [
  ["one page", { "a.mdx": "# A\n\ntext\n" }],
  [
    "no line end at the end, others, and none at all",
    { "a.mdx": "a\nb", "b.mdx": "a\r\nb\r\n", "c.mdx": "", "d.mdx": "\n\n" },
  ],
  ["names that need care", { "a b/ü: x?.mdx": "a\n", "..mdx": "b\n", "HEAD~1.mdx": "c\n" }],
  [
    "a byte order mark, and a pointer",
    { "a.mdx": "\ufeffa\n", "b.mdx": "version https://git-lfs.github.com/spec/v1\noid x\n" },
  ],
  ["other files beside pages", { "a.mdx": "a\n", "b.json": "{\n}\n", "c.png": new Uint8Array([1, 0, 2]) }],
  ["a page that goes", { "a.mdx": "a\n", "gone.mdx": null }],
  ["many pages", Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`p${at}.mdx`, `page ${at}\n`]))],
];
const others: readonly (readonly [string, Files])[] = [
  ["a page that changes", { "a.mdx": "a\n", "old.mdx": "a\nc\n" }],
  ["a page that moves", { "gone.mdx": null, "new.mdx": "x\n" }],
  ["a page that is no text", { "a.mdx": new Uint8Array([1, 0, 2]) }],
  ["a page in another encoding", { "a.mdx": new Uint8Array([0x61, 0xff, 0x0a]) }],
  ["a page too long for sure", { "a.mdx": "line\n".repeat(3001) }],
  ["pages too large for sure", { "a.mdx": "x".repeat(150_000), "b.mdx": "x".repeat(150_000) }],
  ["more files than one page lists", Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}.mdx`, "x\n"]))],
];

describe("the files of a pull request that only adds and removes", () => {
  it.each(added)("%s: the same as by patches, without asking for them", async (_name, files) => {
    const { number, listed } = await pullOf(files);
    const byList = await filesOf(number, listed);
    const byPatches = await filesOf(number, undefined);
    expect([byList.asked, byPatches.asked]).toEqual([0, byPatches.files.changedPaths.length < 100 ? 1 : 2]);
    expect(JSON.stringify(byList.files)).toBe(JSON.stringify(byPatches.files));
    expect([...byList.files.changedLines]).toEqual([...byPatches.files.changedLines]);
  });

  it.each(others)("%s: is read by patches", async (_name, files) => {
    const { number, listed } = await pullOf(files);
    const byList = await filesOf(number, listed);
    expect(byList.asked).toBeGreaterThan(0);
    expect(byList.files).toEqual((await filesOf(number, undefined)).files);
  });

  it("a link and a module are what they are by patches", async () => {
    const modes = { "link.mdx": "120000", "module.mdx": "160000" };
    const { number, listed } = await pullOf({ "link.mdx": "old.mdx", "module.mdx": "a".repeat(40) }, modes);
    expect((await filesOf(number, listed)).files).toEqual((await filesOf(number, undefined)).files);
  });

  it.each([
    ["of another head", "b".repeat(40), "a.mdx"],
    ["with a file that is not there", undefined, "other.mdx"],
  ])("a list %s brings nothing", async (_name, head, path) => {
    const { number, listed } = await pullOf({ "a.mdx": "a\n" });
    const files = [{ path, change: "ADDED" }];
    const wrong = { headCommit: head ?? listed?.headCommit ?? "", files };
    const found = await readAddedFiles(github.client(jobToken), repository, [{ number, wanted, listed: wrong }]);
    expect([...found]).toEqual([]);
  });

  it("pulls that cannot be read by the list do not touch the others", async () => {
    const one = await pullOf({ "a.mdx": "a\n" });
    const docs = github.server.repository(repository);
    docs.commit({ branch: "y", files: { "old.mdx": "c\n" }, message: "y" });
    const number = docs.pull({ title: "y", head: "y" });
    const questions = [
      { number, wanted, listed: undefined },
      { number: one.number, wanted, listed: one.listed },
    ];
    const read = await readDocsFiles(github.client(jobToken), repository, questions);
    const paths = questions.map((question) => {
      const files = read.get(question.number);
      return files?.ok === true ? files.value.documents.map(({ path }) => path) : [];
    });
    expect(paths).toEqual([["old.mdx"], ["a.mdx"]]);
  });
});
