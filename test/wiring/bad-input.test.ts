import { describe, expect, it } from "vitest";
import { acme, brief, checkSite, entry, type Files, update, withText, writeSite } from "./small-site.ts";

const index = "changelog/index.mdx";

describe("bad input", () => {
  it("is not what the example site is", () => {
    expect(checkSite(acme).findings).toEqual([]);
  });

  it.each<[string, Files, string[], unknown?]>([
    [
      "broken JSON",
      withText("docs.json", (text) => text.replace('"name": "Acme",', '"name": "Acme" "x",')),
      ["docs.json:2 unreadable!"],
    ],
    ["JSON that ends early", withText("docs.json", (text) => text.slice(0, 60)), ["docs.json:5 unreadable!"]],
    ["an empty docs.json", { ...acme, "docs.json": "" }, ["docs.json:1 unreadable!"]],
    [
      "a second key in docs.json",
      withText("docs.json", (text) => text.replace('"name": "Acme",', '"name": "Acme",\n  "name": "Acme",')),
      ["docs.json:3 unreadable!"],
    ],
    [
      "T115 nesting in docs.json",
      { ...acme, "docs.json": `{"navigation": ${"[".repeat(5_000)}` },
      ["docs.json:1 unreadable!"],
    ],
    [
      "T121 an update that never closes",
      withText(index, (text) => text.replace("</Update>", "")),
      [`${index}:9 unreadable!`],
    ],
    [
      "frontmatter of the index that never closes",
      withText(index, (text) => text.replace("Changelog\n---", "Changelog")),
      [`${index}:1 unreadable!`],
    ],
    [
      "T120 a second key in an entry",
      withText("changelog/2026-04-08-tokens.mdx", (text) => text.replace("date:", "title: Again\ndate:")),
      ["changelog/2026-04-08-tokens.mdx:4 unreadable!"],
    ],
    [
      "an entry without a title",
      withText("changelog/2026-04-08-tokens.mdx", (text) => text.replace("title: Tokens\n", "")),
      ["changelog/2026-04-08-tokens.mdx:1 missing-field!"],
    ],
    [
      "a date that is none",
      withText("changelog/2026-04-08-tokens.mdx", (text) => text.replace("date: 2026-04-08", "date: 2026-04-31")),
      ["changelog/2026-04-08-tokens.mdx:4 bad-date!"],
    ],
    [
      "two files of one page",
      { ...acme, "changelog/2026-04-08-tokens.md": entry("2026-04-08", "Tokens") },
      ["changelog/2026-04-08-tokens.mdx:1 duplicate-slug!"],
    ],
    [
      "a category without a page",
      acme,
      [
        "changelog/2025-12-24-export.mdx:5 unknown-category!",
        "changelog/2026-03-01-hooks.mdx:5 unknown-category!",
        "changelog/2026-04-08-tokens.mdx:5 unknown-category!",
      ],
      { categories: { Billing: null } },
    ],
    [
      "a product page that is not there",
      acme,
      ["gateway/changes.mdx:1 missing-page!"],
      { categories: { Gateway: "gateway/changes.mdx" } },
    ],
    ["an unknown framework", { "README.md": "# Hi\n" }, [".:1 unknown-framework!"]],
  ])("%s is named with its line, and nothing is written", (_name, files, expected, settings = {}) => {
    const broken = withText(
      "docs.json",
      (text) => text.replace('              "changelog/2026-03-01-hooks"', '              "changelog/2026-03-01-hook"'),
      files,
    );
    const report = checkSite(files, settings);
    expect(brief(report).filter((line) => line.endsWith("!"))).toEqual(expected);
    expect(report.changes).toEqual([]);
    expect(checkSite(broken, settings).changes).toEqual([]);
  });

  it("a file that was refused is named, and nothing is written", async () => {
    const { checkWiring } = await import("../../src/wiring/check.ts");
    const { defaultWiring } = await import("../../src/wiring/config.ts");
    const texts = new Map(Object.entries(acme).filter(([path]) => path !== index));
    const refused = [{ path: index, reason: "it is a symbolic link" }];
    const report = checkWiring({ paths: Object.keys(acme), texts, refused, config: defaultWiring });
    expect(brief(report)).toEqual([`${index}:1 missing-page!`, `${index}:1 unreadable!`]);
  });

  it("two entries of one slug on different days are named, and do not stop a write", () => {
    const files = { ...acme, "changelog/2026-02-02-tokens.mdx": entry("2026-02-02", "Tokens again") };
    const report = checkSite(files);
    expect(brief(report)).toEqual([
      "changelog/2026-04-08-tokens.mdx:1 duplicate-slug",
      `${index}:23 missing`,
      "docs.json:15 missing",
    ]);
    expect(brief(checkSite(writeSite(files)))).toEqual(["changelog/2026-04-08-tokens.mdx:1 duplicate-slug"]);
  });

  it.each([
    ["a name without a date", "changelog/new.mdx", entry("2026-01-01", "New"), "changelog/new.mdx:1 bad-name"],
    [
      "a name in upper case",
      "changelog/2026-01-01-New.mdx",
      entry("2026-01-01", "New"),
      "changelog/2026-01-01-New.mdx:1 bad-name",
    ],
    [
      "another date than its name",
      "changelog/2026-01-01-new.mdx",
      entry("2026-01-02", "New"),
      "changelog/2026-01-01-new.mdx:4 date-mismatch",
    ],
  ])("an entry with %s is named, and wired by its frontmatter", (_name, path, text, expected) => {
    const files = { ...acme, [path]: text };
    expect(brief(checkSite(files))).toContain(expected);
    expect(brief(checkSite(writeSite(files)))).toEqual([expected]);
  });
});

describe("what a person wrote stays byte for byte", () => {
  const broken = (files: Files): Files => ({ ...files, "changelog/2026-04-20-new.mdx": entry("2026-04-20", "New") });

  it("comments, tabs and odd spaces in docs.json", () => {
    const files = withText("docs.json", (text) =>
      text
        .replace('"name": "Acme",', '"name":\t"Acme", // ours')
        .replace('"changelog/2026-04-08-tokens",', '/* first */ "changelog/2026-04-08-tokens", // tokens')
        .replace(
          '"changelog/2026-03-01-hooks"',
          '// above hooks\n              "changelog/2026-03-01-hooks", // hooks',
        ),
    );
    expect(checkSite(files).findings).toEqual([]);
    const written = writeSite(broken(files))["docs.json"];
    const first = "[\n              /* first */";
    expect(written).toBe(
      files["docs.json"]?.replace(first, '[\n              "changelog/2026-04-20-new",\n              /* first */'),
    );
  });

  it("comments of an entry that leaves", () => {
    const { "changelog/2026-04-08-tokens.mdx": _gone, ...rest } = withText("docs.json", (text) =>
      text.replace('"changelog/2026-04-08-tokens",', '"changelog/2026-04-08-tokens", // tokens'),
    );
    expect(brief(checkSite(rest))).toEqual([`${index}:9 removed-entry`, "docs.json:13 removed-entry"]);
    const written = writeSite(rest);
    expect(written["docs.json"]).toContain("// tokens");
    expect(checkSite(written).findings).toEqual([]);
  });

  it("prose between updates, in its place", () => {
    const files = withText(index, (text) =>
      text.replace("### March 2026\n", "A word on April.\n\n### March 2026\n\nA word on March.\n"),
    );
    expect(checkSite(files).findings).toEqual([]);
    const written = writeSite(broken(files))[index];
    expect(written).toBe(
      files[index]?.replace(
        "### April 2026\n\n",
        `### April 2026\n\n${update("April 20, 2026", "New", "2026-04-20-new")}\n`,
      ),
    );
  });

  it.each([
    ["T119 Windows line breaks", (text: string) => text.replaceAll("\n", "\r\n")],
    ["T119 a byte order mark", (text: string) => `\uFEFF${text}`],
    ["T119 no line break at the end", (text: string) => text.trimEnd()],
  ])("%s", (_name, change) => {
    const all = (files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
    expect(checkSite(all(acme)).findings).toEqual([]);
    expect(writeSite(all(broken(acme)))).toEqual(all(writeSite(broken(acme))));
  });

  it("an update of somebody's own, and one about another site", () => {
    const own = '<Update label="April 10, 2026">\n  We moved. See [our blog](https://acme.example/blog).\n</Update>\n';
    const files = withText(index, (text) => text.replace("### March 2026", `${own}\n### March 2026`));
    expect(checkSite(files).findings).toEqual([]);
  });

  it("attributes that are not derived", () => {
    const files = withText(index, (text) =>
      text.replace('label="April 8, 2026"', 'id="x" rss={{ title: "Tokens" }} label="April 9, 2026"'),
    );
    expect(brief(checkSite(files))).toEqual([`${index}:9 wrong-label`]);
    expect(writeSite(files)[index]).toBe(files[index]?.replace("April 9", "April 8"));
  });
});

describe("suggestions", () => {
  it("are given where one line suffices", () => {
    const [found] = checkSite(withText(index, (text) => text.replace("April 8, 2026", "April 9, 2026"))).findings;
    expect(found?.suggestion).toEqual({
      startLine: 9,
      endLine: 9,
      text: '<Update label="April 8, 2026" tags={["Gateway"]}>',
    });
  });

  it("are given for a line that is missing, joined to the line it stands before", () => {
    const [found] = checkSite(
      withText("docs.json", (text) => text.replace('              "changelog/2026-04-08-tokens",\n', "")),
    ).findings;
    expect(found?.suggestion).toEqual({
      startLine: 13,
      endLine: 13,
      text: '              "changelog/2026-04-08-tokens",\n              "changelog/2026-03-01-hooks"',
    });
  });

  it("are not given where several lines change", () => {
    const found = checkSite(
      withText(index, (text) => text.replace(update("March 1, 2026", "Hooks", "2026-03-01-hooks"), "")),
    ).findings;
    expect(found.map(({ suggestion }) => suggestion)).toEqual([undefined]);
  });
});

describe("text of strangers", () => {
  it("T110 is never run, in pages, entries or files of code", () => {
    const traps = "export const x = process.exit(1)\n\n{globalThis.hit = true}\n";
    const files = {
      ...Object.fromEntries(
        Object.entries(acme).map(([path, text]) => [path, /mdx$/.test(path) ? text + traps : text]),
      ),
    };
    expect(checkSite(files).findings).toEqual([]);
    const nextra = {
      "next.config.mjs": "process.exit(1)",
      "content/changelog/_meta.ts": `globalThis.hit = true;\nexport default { "2026-04-08-tokens": "Tokens", [process.exit(1)]: "x" };\n`,
      "content/changelog/2026-04-08-tokens.mdx": entry("2026-04-08", "Tokens"),
    };
    expect(brief(checkSite(nextra))).toEqual([]);
    expect("hit" in globalThis).toBe(false);
  });

  it("T114 that names itself again and again is not followed", () => {
    const level = (at: number): string => `l${at}: &l${at} [${`*l${at - 1}, `.repeat(8)}*l${at - 1}]\n`;
    const bomb = `l0: &l0 [x]\n${[1, 2, 3, 4, 5, 6, 7, 8].map(level).join("")}`;
    const path = "changelog/2026-05-01-bomb.mdx";
    const start = performance.now();
    const { entries } = checkSite({ ...acme, [path]: `---\ntitle: Bomb\ndate: 2026-05-01\n${bomb}---\n` });
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(entries).toBe(4);
    const named = checkSite({ ...acme, [path]: "---\ntitle: &t Bomb\ndate: 2026-05-01\nslug: *t\n---\n" });
    expect(brief(named)).toContain(`${path}:4 unreadable!`);
  });

  it.each([
    "changelog/2026-05-01-a\nb.mdx",
    "changelog/-x.mdx",
    'changelog/2026-05-01-"q".mdx',
    "changelog/:(glob).mdx",
  ])("T153 stands in the name of an entry as it is: %j", (path) => {
    const report = checkSite({ ...acme, [path]: entry("2026-05-01", "New") });
    expect(report.findings.map(({ code, place }) => [code, place.path])).toContainEqual(["bad-name", path]);
  });

  it("T154 names that differ only by case are two entries", () => {
    const [path, other] = ["changelog/2026-05-01-new.mdx", "changelog/2026-05-01-New.mdx"];
    const report = checkSite({ ...acme, [path]: entry("2026-05-01", "New"), [other]: entry("2026-05-01", "Newer") });
    expect(report.entries).toBe(5);
    expect(brief(report)).toContain(`${other}:1 bad-name`);
  });
});

describe("T112 a page made to take long", () => {
  const wide = " ".repeat(200_000);
  it.each<[string, string]>([
    ["spaces in an update", `<Update label="April 8, 2026">\n${wide}\n[a](b) [c](d)${wide}x\n</Update>`],
    ["spaces in a heading", `# a${wide}b\n## 1.1${".1".repeat(50_000)}(`],
    ["spaces in a tag", `<Update label="a"${wide}/>`],
    ["tags that never close", '<Update label="a">\n'.repeat(20_000)],
    ["braces that never close", `<Update label={${"{".repeat(100_000)}`],
    ["backticks", `<Update label="a">\n${"`a``".repeat(50_000)}\n</Update>`],
    ["marks of conflicts", "<<<<<<< a\n".repeat(50_000)],
    ["brackets", `[${"](".repeat(100_000)}`],
  ])("%s", (_name, text) => {
    const start = performance.now();
    checkSite({ ...acme, [index]: `${acme[index] ?? ""}\n${text}\n` });
    checkSite({ "CHANGELOG.md": text });
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
