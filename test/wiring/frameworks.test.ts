import { describe, expect, it } from "vitest";
import { wiringFiles } from "../../src/wiring/check.ts";
import { defaultWiring, frameworkNames } from "../../src/wiring/config.ts";
import { frameworks } from "../../src/wiring/frameworks/list.ts";
import { brief, checkSite, entry, type Files, writeSite } from "./small-site.ts";

const post = (date: string, title: string): string => entry(date, title, "tags: [Gateway]");
const posts = (folder: string): Files => ({
  [`${folder}/2026-04-08-tokens.mdx`]: post("2026-04-08", "Tokens"),
  [`${folder}/2026-03-01-hooks.mdx`]: post("2026-03-01", "Hooks"),
});

const many = (folder: string): Files =>
  Object.fromEntries(
    ["01", "02", "03", "04", "05", "06", "07", "08"].map((day) => [
      `${folder}/2025-03-${day}-day-${day}.mdx`,
      post(`2025-03-${day}`, `Day ${day}`),
    ]),
  );

/** One small site of each framework in which everything is right. */
const sites: Readonly<Record<string, Files>> = {
  mintlify: {
    "docs.json": '{ "navigation": { "groups": [{ "group": "2026", "pages": ["changelog/2026-04-08-tokens"] }] } }',
    "changelog/2026-04-08-tokens.mdx": post("2026-04-08", "Tokens"),
  },
  docusaurus: {
    "website/docusaurus.config.ts": "export default { presets: [['classic', { blog: { path: 'blog' } }]] };",
    ...posts("website/blog"),
  },
  starlight: {
    "astro.config.mjs":
      "export default defineConfig({ integrations: [starlight({ sidebar: [{ label: 'News', autogenerate: { directory: 'changelog' } }] })] });",
    ...posts("src/content/docs/changelog"),
  },
  nextra: {
    "next.config.mjs": "export default nextra({})()",
    "content/changelog/_meta.ts":
      "export default {\n  index: 'All',\n  '2026-04-08-tokens': 'Tokens',\n  '2026-03-01-hooks': 'Hooks',\n};\n",
    "content/changelog/index.mdx": "Hi\n",
    ...posts("content/changelog"),
  },
  fumadocs: {
    "source.config.ts": "",
    "content/changelog/meta.json":
      '{\n  "title": "Changelog",\n  "pages": [\n    "index",\n    "2026-04-08-tokens",\n    "2026-03-01-hooks"\n  ]\n}\n',
    ...posts("content/changelog"),
  },
  "keep-a-changelog": {
    "CHANGELOG.md":
      "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n\n## [1.1.0] - 2026-04-08\n\n### Fixed\n\n- Two.\n\n## [1.0.0] - 2026-03-01\n\n### Added\n\n- Three.\n\n## [0.9.5] - 2026-02-14\n\n## [0.9.0] - 2026-02-01\n\n[unreleased]: https://acme.example/x/compare/v1.1.0...HEAD\n[1.1.0]: https://acme.example/x/compare/v1.0.0...v1.1.0\n[1.0.0]: https://acme.example/x/compare/v0.9.5...v1.0.0\n[0.9.5]: https://acme.example/x/compare/v0.9.0...v0.9.5\n[0.9.0]: https://acme.example/x/releases/tag/v0.9.0\n",
  },
  changesets: {
    ".changeset/config.json": "{}",
    ".changeset/README.md": "# Changesets\n",
    ".changeset/brave-cats-sing.md": '---\n"@acme/gateway": minor\n---\n\nTokens expire.\n',
    "packages/gateway/package.json": '{ "name": "@acme/gateway" }',
  },
};

const of = (name: string): Files => sites[name] ?? {};
const changed = (name: string, path: string, change: (text: string) => string): Files => ({
  ...of(name),
  [path]: change(of(name)[path] ?? ""),
});

describe("frameworks", () => {
  it("all have a site to be tested on", () => {
    expect(Object.keys(sites).sort()).toEqual([...frameworkNames].sort());
    expect(frameworks.map(({ name }) => name).sort()).toEqual([...frameworkNames].sort());
  });

  it.each(Object.entries(sites))("%s is recognised, and its site is right", (name, files) => {
    const report = checkSite(files);
    expect(report.framework).toBe(name);
    expect(report.entries).toBeGreaterThan(0);
    expect(report.findings).toEqual([]);
  });

  it.each<[string, Files, string[]]>([
    [
      "docusaurus: another date than the name",
      changed("docusaurus", "website/blog/2026-04-08-tokens.mdx", (text) => text.replace("2026-04-08", "2026-04-09")),
      ["website/blog/2026-04-08-tokens.mdx:4 date-mismatch"],
    ],
    [
      "docusaurus: a day in the name that is none",
      { ...of("docusaurus"), "website/blog/2026-02-30-b.mdx": "---\ntitle: B\n---\n" },
      ["website/blog/2026-02-30-b.mdx:1 bad-date!"],
    ],
    [
      "docusaurus: a name without a date among many with one",
      { ...of("docusaurus"), ...many("website/blog"), "website/blog/b.mdx": post("2026-01-02", "B") },
      ["website/blog/b.mdx:1 bad-name"],
    ],
    [
      "docusaurus: names with and without a date",
      { ...of("docusaurus"), "website/blog/b.mdx": post("2026-01-02", "B") },
      [],
    ],
    [
      "docusaurus: one slug twice",
      {
        ...of("docusaurus"),
        "website/blog/2026-01-01-a.mdx": "---\nslug: same\ntitle: A\n---\n",
        "website/blog/2026-01-02-b.mdx": "---\nslug: same\ntitle: B\n---\n",
      },
      ["website/blog/2026-01-02-b.mdx:2 duplicate-slug"],
    ],
    [
      "starlight: an entry without a date",
      { ...of("starlight"), "src/content/docs/changelog/new.mdx": "---\ntitle: New\n---\n" },
      ["src/content/docs/changelog/new.mdx:1 missing-field!"],
    ],
    [
      "changesets: an unknown bump",
      changed("changesets", ".changeset/brave-cats-sing.md", (text) => text.replace("minor", "big")),
      [".changeset/brave-cats-sing.md:2 missing-field!"],
    ],
    [
      "changesets: an unknown package",
      changed("changesets", ".changeset/brave-cats-sing.md", (text) => text.replace("gateway", "gate")),
      [".changeset/brave-cats-sing.md:2 dead-link"],
    ],
    [
      "changesets: frontmatter that cannot be read",
      changed("changesets", ".changeset/brave-cats-sing.md", (text) => text.replace('gateway"', "gateway")),
      [".changeset/brave-cats-sing.md:2 unreadable!"],
    ],
    [
      "changesets: no text",
      changed("changesets", ".changeset/brave-cats-sing.md", (text) => text.replace("Tokens expire.\n", "")),
      [".changeset/brave-cats-sing.md:3 missing-field!"],
    ],
    [
      "keep-a-changelog: an older release above",
      changed("keep-a-changelog", "CHANGELOG.md", (text) =>
        text
          .replace("## [1.1.0] - 2026-04-08", "## [0.1.0] - 2025-04-08")
          .replace("[1.1.0]: https://acme.example/x/compare/v1.0.0...v1.1.0\n", ""),
      ),
      ["CHANGELOG.md:15 misplaced"],
    ],
    [
      "keep-a-changelog: a date that is none",
      changed("keep-a-changelog", "CHANGELOG.md", (text) => text.replace("2026-04-08", "2026-13-08")),
      ["CHANGELOG.md:9 wrong-label"],
    ],
    [
      "keep-a-changelog: a release without a date",
      changed("keep-a-changelog", "CHANGELOG.md", (text) =>
        text
          .replace("[0.9.5] - 2026-02-14", "[0.9.5]")
          .replace("\n[unreleased]", "## 0.8.0 - 2026-01-01\n\n[unreleased]"),
      ),
      ["CHANGELOG.md:21 wrong-label"],
    ],
    [
      "keep-a-changelog: the newest release without a date",
      changed("keep-a-changelog", "CHANGELOG.md", (text) => text.replace("[1.1.0] - 2026-04-08", "[1.1.0]")),
      [],
    ],
    [
      "keep-a-changelog: a release of another line below, without dates",
      { "CHANGELOG.md": "# x\n\n## 8.0.0\n\n## 7.0.13\n\n## 8.0.0-next.1\n\n## 7.0.12\n" },
      [],
    ],
    [
      "keep-a-changelog: a release of the same line below, without dates",
      { "CHANGELOG.md": "# x\n\n## 7.0.12\n\n## 7.0.13\n" },
      ["CHANGELOG.md:5 misplaced"],
    ],
    [
      "keep-a-changelog: headings that are underlined",
      {
        "CHANGELOG.md":
          "Changelog\n=========\n\n[1.0.0](https://acme.example/1.0.0) - 2026-03-01\n---\n\n[1.1.0](https://acme.example/1.1.0) - 2026-04-31\n---\n",
      },
      ["CHANGELOG.md:7 wrong-label"],
    ],
    [
      "keep-a-changelog: a release twice",
      changed("keep-a-changelog", "CHANGELOG.md", (text) =>
        text.replace("[1.0.0] - 2026-03-01", "[1.1.0] - 2026-03-01"),
      ),
      ["CHANGELOG.md:15 duplicate"],
    ],
    [
      "keep-a-changelog: a slip in a group",
      changed("keep-a-changelog", "CHANGELOG.md", (text) => text.replace("### Fixed", "### Fix")),
      ["CHANGELOG.md:11 wrong-label"],
    ],
    [
      "keep-a-changelog: releases of an older line",
      changed("keep-a-changelog", "CHANGELOG.md", (text) => text.replace("2026-03-01", "2026-05-01")),
      [],
    ],
  ])("%s", (_name, files, expected) => {
    expect(brief(checkSite(files))).toEqual(expected);
  });

  it.each<[string, string, string, (text: string) => string, string[]]>([
    [
      "nextra",
      "a missing entry",
      "content/changelog/_meta.ts",
      (text) => text.replace("  '2026-04-08-tokens': 'Tokens',\n", ""),
      ["missing"],
    ],
    [
      "nextra",
      "a stale title",
      "content/changelog/_meta.ts",
      (text) => text.replace("'Tokens'", "'Token'"),
      ["stale-text"],
    ],
    [
      "nextra",
      "a wrong order",
      "content/changelog/_meta.ts",
      (text) =>
        text.replace(
          "  '2026-04-08-tokens': 'Tokens',\n  '2026-03-01-hooks': 'Hooks',\n",
          "  '2026-03-01-hooks': 'Hooks',\n  '2026-04-08-tokens': 'Tokens',\n",
        ),
      ["misplaced"],
    ],
    [
      "nextra",
      "a removed entry",
      "content/changelog/_meta.ts",
      (text) => text.replace("  '2026-03-01", "  '2026-04-01-gone': 'Gone',\n  '2026-03-01"),
      ["removed-entry"],
    ],
    [
      "fumadocs",
      "a missing entry",
      "content/changelog/meta.json",
      (text) => text.replace(',\n    "2026-03-01-hooks"', ""),
      ["missing"],
    ],
    [
      "fumadocs",
      "an entry listed twice",
      "content/changelog/meta.json",
      (text) => text.replace('"index",', '"index",\n    "2026-03-01-hooks",'),
      ["misplaced", "duplicate"],
    ],
    [
      "keep-a-changelog",
      "a missing link",
      "CHANGELOG.md",
      (text) => text.replace("[1.1.0]: https://acme.example/x/compare/v1.0.0...v1.1.0\n", ""),
      ["missing"],
    ],
    [
      "keep-a-changelog",
      "a link that compares other versions",
      "CHANGELOG.md",
      (text) => text.replace("compare/v1.0.0...v1.1.0", "compare/v0.9.5...v1.1.0"),
      ["stale-text"],
    ],
    [
      "keep-a-changelog",
      "what is unreleased since another version",
      "CHANGELOG.md",
      (text) => text.replace("v1.1.0...HEAD", "v1.0.0...HEAD"),
      ["stale-text"],
    ],
  ])("%s: %s is reported, and written back", (name, _what, path, change, codes) => {
    const broken = changed(name, path, change);
    expect(checkSite(broken).findings.map(({ code }) => code)).toEqual(codes);
    expect(writeSite(broken)[path]).toBe(of(name)[path]);
  });

  it("fumadocs: entries need no place where the rest is listed by itself", () => {
    const files = changed("fumadocs", "content/changelog/meta.json", (text) =>
      text.replace(',\n    "2026-03-01-hooks"', ',\n    "..."'),
    );
    expect(checkSite(files).findings).toEqual([]);
  });

  it("nextra: a second key stops a write", () => {
    const files = changed("nextra", "content/changelog/_meta.ts", (text) =>
      text.replace("index:", "index: 'x',\n  index:"),
    );
    expect(brief(checkSite(files))).toEqual(["content/changelog/_meta.ts:3 unreadable!"]);
  });

  it("nextra: a file that computes its keys is not touched", () => {
    const files = { ...of("nextra"), "content/changelog/_meta.ts": "// 2026-04-08-tokens\nexport default make()\n" };
    expect(brief(checkSite(files))).toEqual(["content/changelog/_meta.ts:1 unreadable!"]);
  });

  it.each([
    [
      "starlight",
      "astro.config.mjs",
      "src/content/docs/changelog",
      (items: string) =>
        `export default defineConfig({\n  site: url(\`\${base}\`),\n  integrations: [starlight({ sidebar: [\n    { label: 'News', items: [\n${items}    ] },\n  ] })],\n});\n`,
      (stem: string, title: string) => `      { label: '${title}', slug: 'changelog/${stem}' },\n`,
    ],
    [
      "docusaurus",
      "sidebars.js",
      "docs/changelog",
      (items: string) => `module.exports = {\n  main: [\n    'intro', // first\n${items}  ],\n};\n`,
      (stem: string) => `    'changelog/${stem}',\n`,
    ],
  ])("%s: a sidebar that names entries is kept in step", (name, path, folder, around, item) => {
    const base = name === "docusaurus" ? { "docusaurus.config.js": "module.exports = {}" } : {};
    const right = around(item("2026-04-08-tokens", "Tokens") + item("2026-03-01-hooks", "Hooks"));
    const files = { ...base, ...posts(folder), [path]: right };
    expect(checkSite(files).findings).toEqual([]);
    const broken = { ...files, [path]: around(item("2026-03-01-hooks", "Hooks")) };
    expect(checkSite(broken).findings.map(({ code }) => code)).toEqual(["missing"]);
    expect(writeSite(broken)[path]).toBe(right);
    const none = { ...files, [path]: around("") };
    expect(checkSite(none).findings).toEqual([]);
  });

  it.each<[string, Files, string, number]>([
    ["docusaurus without posts", { "website/docusaurus.config.js": "module.exports = {}" }, "keep-a-changelog", 5],
    ["docusaurus with posts", of("docusaurus"), "docusaurus", 2],
    ["changesets of which none waits", { ".changeset/config.json": "{}" }, "keep-a-changelog", 5],
  ])("a change log beside %s is looked at where nothing else has entries", (_name, files, framework, entries) => {
    const report = checkSite({ ...of("keep-a-changelog"), ...files });
    expect([report.framework, report.entries]).toEqual([framework, entries]);
  });

  it.each([
    ["starlight", "astro.config.mjs", "src/content/changelog"],
    ["fumadocs", "source.config.ts", "content/changelog"],
    ["nextra", "theme.config.tsx", "pages/changelog"],
  ])("%s: pages called after versions are entries where most state their date", (name, config, folder) => {
    const files = {
      [config]: "",
      [`${folder}/v1.0.0.mdx`]: post("2026-03-01", "1.0.0"),
      [`${folder}/v1.1.0.mdx`]: post("2026-04-08", "1.1.0"),
      [`${folder}/v1.2.0.mdx`]: "---\ntitle: 1.2.0\n---\n",
    };
    const report = checkSite(files);
    expect([report.framework, report.entries, brief(report)]).toEqual([
      name,
      2,
      [`${folder}/v1.2.0.mdx:1 missing-field!`],
    ]);
    expect(wiringFiles(Object.keys(files), defaultWiring, new Map())).toContain(`${folder}/v1.0.0.mdx`);
    const undated = { [config]: "", [`${folder}/v1.0.0.mdx`]: "---\ntitle: 1.0.0\n---\n" };
    expect(checkSite(undated)).toMatchObject({ framework: name, entries: 0, findings: [] });
  });

  it("a change log is read only where a surer framework has no entries", () => {
    const asked = (files: Files): boolean =>
      wiringFiles([...Object.keys(files), "CHANGELOG.md"], defaultWiring, new Map(Object.entries(files))).includes(
        "CHANGELOG.md",
      );
    expect([asked(of("mintlify")), asked({ "docs.json": "{}" })]).toEqual([false, true]);
  });

  it("the change logs of packages are no change log of their repository", () => {
    const files = { "a/CHANGELOG.md": "## 1.0.0\n", "b/CHANGELOG.md": "## 1.0.0\n" };
    expect(checkSite(files).framework).toBe("unknown");
    expect(checkSite({ "a/CHANGELOG.md": "## 1.0.0\n" })).toMatchObject({ root: "a", entries: 1 });
  });

  it("the configuration names framework, root and folder where they differ", () => {
    const files = { "site/pages/news/2026-04-08-tokens.mdx": post("2026-04-08", "Tokens") };
    const report = checkSite(files, { framework: "nextra", root: "site", entries: "pages/news" });
    expect([report.framework, report.root, report.entries, report.findings]).toEqual(["nextra", "site", 1, []]);
  });
});
