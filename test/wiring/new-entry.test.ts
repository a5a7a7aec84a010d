import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { checkWiring, type WiringInput } from "../../src/wiring/check.ts";
import { wiringSchema } from "../../src/wiring/config.ts";
import { type EngineeringWork, type EntryChoices, planNewEntry, ticketsIn } from "../../src/wiring/new-entry.ts";
import { acme, type Files, withText } from "./small-site.ts";

const work: EngineeringWork = {
  reference: "acme/api#12",
  title: "feat(gateway)!: accept `<scope>` in {tokens}",
  basisTime: "2026-04-20T23:30:00Z",
  changedFiles: ["services/gateway/src/tokens.ts", "README.md"],
  filesComplete: true,
  tickets: ["ACME-7"],
};
const settings = {
  categories: { Gateway: null, Billing: null },
  categoryByPath: [
    { paths: ["services/gateway/**"], category: "Gateway" },
    { paths: ["services/billing/**"], category: "Billing" },
  ],
};

const input = (files: Files, some: unknown): WiringInput => ({
  paths: Object.keys(files),
  texts: new Map(Object.entries(files)),
  config: wiringSchema.parse(some),
});
const plan = (facts: Partial<EngineeringWork> = {}, choices: EntryChoices = {}, files: Files = acme) =>
  planNewEntry(input(files, settings), { ...work, ...facts }, choices);

function codesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError)
      return error.mistakes.map(({ code, place }) => `${code}${place ? ` ${place.file}:${place.line}` : ""}`);
    throw error;
  }
  return [];
}

describe("planNewEntry", () => {
  it("states the facts, and leaves the claims to the author", async () => {
    const { path, text } = plan();
    expect(path).toBe("changelog/2026-04-20-accept-scope-in-tokens.mdx");
    await expect(text).toMatchFileSnapshot("__snapshots__/new-entry.mdx");
  });

  it("wires the entry into every site", () => {
    const { path, text, changes } = plan();
    expect(changes.map((change) => change.path)).toEqual(["docs.json", "changelog/index.mdx"]);
    const files = {
      ...acme,
      [path]: text,
      ...Object.fromEntries(changes.map(({ path: page, after }) => [page, after])),
    };
    expect(checkWiring(input(files, settings)).findings).toEqual([]);
    expect(files["changelog/index.mdx"]).toContain(
      "**[Accept `<scope>` in \\{tokens}](/changelog/2026-04-20-accept-scope-in-tokens)**",
    );
  });

  it.each<[string, Partial<EngineeringWork>, EntryChoices, string[]]>([
    ["work that is not merged", { basisTime: "" }, {}, ["DV1501"]],
    ["a date of the author's that is none", {}, { date: "2026-02-30" }, ["DV1501"]],
    ["T151 a slug that leaves the folder", {}, { slug: "a/../../x" }, ["DV1506"]],
    ["files that no rule knows", { changedFiles: ["README.md"] }, {}, ["DV1502"]],
    ["files of two categories", { changedFiles: ["services/gateway/a.ts", "services/billing/b.ts"] }, {}, ["DV1502"]],
    ["files that are not all known", { filesComplete: false }, {}, ["DV1502"]],
    [
      "a category that has no page",
      {},
      { category: "Insights" },
      ["DV1503 changelog/2026-04-20-accept-scope-in-tokens.mdx:5"],
    ],
  ])("invents nothing for %s", (_name, facts, choices, expected) => {
    expect(codesOf(() => plan(facts, choices))).toEqual(expected);
  });

  it("asks for a category where every entry of the site has one", () => {
    const run = () => planNewEntry(input(acme, {}), work, {});
    expect(codesOf(run)).toEqual(["DV1502"]);
    expect(run).toThrow("`wiring.categoryByPath` has no rules, expected one");
    const free = withText("changelog/2026-03-01-hooks.mdx", (text) => text.replace("category: Gateway\n", ""));
    expect(planNewEntry(input(free, {}), work, {}).text).not.toContain("category");
  });

  it("does not take another day for that of a deployment", () => {
    const deployed = input(acme, { ...settings, dateBasis: { basis: "deployed" } });
    const { basisTime: _merged, ...known } = work;
    expect(() => planNewEntry(deployed, known, {})).toThrow("when acme/api#12 was deployed is not known here");
  });

  it.each([
    ["ACME-7: tokens, as ACME-7 says, and OPS-12", ["ACME-7", "OPS-12"]],
    ["Hash with SHA-256 and UTF-8", []],
    ["MY-ACME-7 ACME-7-b xACME-7", []],
  ])("names the tickets of known projects in %j", (title, expected) => {
    expect(ticketsIn(title, ["ACME", "OPS"])).toEqual(expected);
  });

  it("takes the author's word", () => {
    const { path, text } = plan(
      { basisTime: "", changedFiles: [] },
      { date: "2026-05-01", title: "Scoped tokens", slug: "scopes", category: "Billing" },
    );
    expect(path).toBe("changelog/2026-05-01-scopes.mdx");
    expect(text).toContain('title: "Scoped tokens"');
    expect(text).toContain('category: "Billing"');
  });

  it.each([
    ["a title without letters of English", { title: "修复：登录" }, "changelog/2026-04-20-change-12.mdx"],
    ["accents and quotes", { title: "fix: Café's “menu” élargi" }, "changelog/2026-04-20-cafes-menu-elargi.mdx"],
    ["a path in the title", { title: "../../etc/passwd" }, "changelog/2026-04-20-etc-passwd.mdx"],
  ])("names the file after %s", (_name, facts, expected) => {
    expect(plan(facts).path).toBe(expected);
  });

  it("does not overwrite an entry", () => {
    const first = plan();
    expect(plan({}, {}, { ...acme, [first.path]: first.text }).path).toBe(
      "changelog/2026-04-20-accept-scope-in-tokens-2.mdx",
    );
  });

  it("writes nothing where a page cannot be read", () => {
    const broken = withText("docs.json", (text) => text.replace('"name": "Acme",', '"name": '));
    expect(codesOf(() => plan({}, {}, broken))).toEqual(["DV1503 docs.json:3"]);
  });

  it("says where entries are no files", () => {
    const files = { "CHANGELOG.md": "# Changelog\n" };
    expect(codesOf(() => planNewEntry(input(files, {}), work, {}))).toEqual(["DV1504"]);
    expect(codesOf(() => planNewEntry(input({ "README.md": "" }, {}), work, {}))).toEqual(["DV1503"]);
  });

  it.each([
    ["docusaurus.config.js", "blog/2026-01-01-a.mdx", "blog/2026-04-20-accept-scope-in-tokens.mdx"],
    [
      "astro.config.mjs",
      "src/content/changelog/2026-01-01-a.mdx",
      "src/content/changelog/2026-04-20-accept-scope-in-tokens.mdx",
    ],
    ["theme.config.tsx", "pages/changelog/2026-01-01-a.mdx", "pages/changelog/2026-04-20-accept-scope-in-tokens.mdx"],
    [
      "source.config.ts",
      "content/changelog/2026-01-01-a.mdx",
      "content/changelog/2026-04-20-accept-scope-in-tokens.mdx",
    ],
    [".changeset/config.json", ".changeset/a.md", ".changeset/accept-scope-in-tokens.md"],
  ])("puts the entry where a site with %s has its entries", (config, existing, expected) => {
    const frontmatter = existing.startsWith(".changeset") ? "" : "title: A\ndate: 2026-01-01\n";
    const files = { [config]: "{}", [existing]: `---\n${frontmatter}---\n\nA\n` };
    expect(planNewEntry(input(files, {}), work, {}).path).toBe(expected);
  });
});
