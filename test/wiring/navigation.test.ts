import { describe, expect, it } from "vitest";
import { acme, brief, checkSite, entry, type Files, writeSite } from "./small-site.ts";

const entries: Files = {
  "changelog/2026-04-08-tokens.mdx": entry("2026-04-08", "Tokens"),
  "changelog/2026-03-01-hooks.mdx": entry("2026-03-01", "Hooks"),
  "changelog/2025-12-24-export.mdx": entry("2025-12-24", "Export"),
};
const [tokens, hooks, exported] = [
  "changelog/2026-04-08-tokens",
  "changelog/2026-03-01-hooks",
  "changelog/2025-12-24-export",
];

/** A site whose navigation is given as data. */
function site(navigation: unknown, name = "docs.json"): Files {
  return { ...entries, [name]: `${JSON.stringify({ name: "Acme", navigation }, undefined, 2)}\n` };
}

const groups = [
  { group: "2026", pages: [tokens, hooks] },
  { group: "2025", pages: [exported] },
];

describe("the navigation", () => {
  it.each<[string, Files]>([
    ["tabs and groups", site({ tabs: [{ tab: "Changelog", groups }] })],
    ["tabs and pages", site({ tabs: [{ tab: "Changelog", pages: ["changelog/index", ...groups] }] })],
    ["anchors", site({ anchors: [{ anchor: "Changelog", groups }] })],
    ["dropdowns", site({ dropdowns: [{ dropdown: "Changelog", groups }] })],
    [
      "products and menus",
      site({ products: [{ product: "Acme", tabs: [{ tab: "News", menu: [{ item: "Changelog", groups }] }] }] }),
    ],
    ["groups alone", site({ groups: [{ group: "Start", pages: ["index"] }, ...groups] })],
    ["one list without years", site({ groups: [{ group: "Changelog", pages: [tokens, hooks, exported] }] })],
    [
      "names with years",
      site({
        groups: [
          { group: "Changelog 2026", pages: [tokens, hooks] },
          { group: "Changelog 2025", pages: [exported] },
        ],
      }),
    ],
    [
      "months alone",
      site({
        groups: [
          { group: "April 2026", pages: [tokens] },
          { group: "March 2026", pages: [hooks] },
          { group: "December 2025", pages: [exported] },
        ],
      }),
    ],
    [
      "leading slashes",
      site({
        groups: [
          { group: "2026", pages: [`/${tokens}`, `/${hooks}`] },
          { group: "2025", pages: [`/${exported}`] },
        ],
      }),
    ],
    [
      "versions that each list all",
      site({
        versions: [
          { version: "v2", groups },
          { version: "v1", groups },
        ],
      }),
    ],
    [
      "languages of which one has the entries",
      site({
        languages: [
          { language: "en", groups },
          { language: "fr", groups: [{ group: "2026", pages: ["fr/index"] }] },
        ],
      }),
    ],
    ["mint.json", { ...entries, "mint.json": `${JSON.stringify({ navigation: groups }, undefined, 2)}\n` }],
    [
      "a file taken in by reference",
      {
        ...site({ languages: [{ $ref: "./en.json" }] }),
        "en.json": `${JSON.stringify({ language: "en", tabs: [{ tab: "Changelog", groups }] }, undefined, 2)}\n`,
      },
    ],
  ])("is understood as %s: a missing entry is reported, and written back", (_name, files) => {
    expect(checkSite(files).findings).toEqual([]);
    for (const page of [tokens, hooks, exported]) {
      const broken = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, path.endsWith(".json") ? without(text, page) : text]),
      );
      const codes = checkSite(broken).findings.map(({ code }) => code);
      expect(new Set(codes)).toEqual(new Set(["missing"]));
      expect(writeSite(broken)).toEqual(files);
    }
  });

  it("gets its first group in a tab that has none", () => {
    const written = writeSite(site({ tabs: [{ tab: "Changelog", pages: ["changelog/index"] }] }));
    expect(written["docs.json"]).toBe(
      site({ tabs: [{ tab: "Changelog", pages: ["changelog/index", ...groups] }] })["docs.json"],
    );
    expect(checkSite(written).findings).toEqual([]);
  });

  it("without a tab is for a person to design", () => {
    const report = checkSite(site({ tabs: [{ tab: "Docs", pages: ["index"] }] }));
    expect(brief(report)).toEqual(["docs.json:1 missing"]);
    expect(report.findings[0]?.writable).toBe(false);
    expect(checkSite(site({ tabs: [{ tab: "News", pages: [] }] }), { tab: "News" }).changes).toHaveLength(1);
  });

  it("keeps a group of somebody's own, and takes entries out of it", () => {
    const files = site({
      tabs: [{ tab: "Changelog", groups: [{ group: "Highlights", pages: ["index", tokens] }, ...groups] }],
    });
    expect(brief(checkSite(files))).toEqual(["docs.json:12 duplicate"]);
    expect(writeSite(files)).toEqual(
      site({ tabs: [{ tab: "Changelog", groups: [{ group: "Highlights", pages: ["index"] }, ...groups] }] }),
    );
  });

  it("does not mind the order of entries of one day", () => {
    const twin = { ...entries, "changelog/2026-04-08-audit.mdx": entry("2026-04-08", "Audit") };
    const pages = [tokens, "changelog/2026-04-08-audit", hooks];
    const files = {
      ...site({
        groups: [
          { group: "2026", pages },
          { group: "2025", pages: [exported] },
        ],
      }),
      ...twin,
    };
    expect(checkSite(files).findings).toEqual([]);
  });

  it("is written on one line where the file is", () => {
    const text = JSON.stringify({
      navigation: {
        groups: [
          { group: "2026", pages: [tokens] },
          { group: "2025", pages: [exported] },
        ],
      },
    });
    const written = writeSite({ ...entries, "docs.json": text })["docs.json"];
    expect(written).toBe(text.replace(`"${tokens}"`, `"${tokens}", "${hooks}"`));
  });
});

describe("pages of updates", () => {
  it("may be without headings", () => {
    const flat = (acme["changelog/index.mdx"] ?? "").replace(/^##.*\n\n/gm, "");
    const files = { ...acme, "changelog/index.mdx": flat };
    expect(checkSite(files).findings).toEqual([]);
    const second = flat.indexOf("<Update", flat.indexOf("<Update") + 1);
    const third = flat.indexOf("<Update", second + 1);
    const broken = { ...files, "changelog/index.mdx": flat.slice(0, second) + flat.slice(third) };
    expect(brief(checkSite(broken))).toEqual(["changelog/index.mdx:11 missing"]);
    expect(writeSite(broken)).toEqual(files);
  });

  it("may show several entries of one day in one update", () => {
    const digest =
      '<Update label="April 8, 2026" tags={["Gateway"]}>\n  - [Tokens](/changelog/2026-04-08-tokens)\n  - [Audit](/changelog/2026-04-08-audit)\n</Update>';
    const files = {
      ...acme,
      "changelog/2026-04-08-audit.mdx": entry("2026-04-08", "Audit"),
      "changelog/index.mdx": (acme["changelog/index.mdx"] ?? "").replace(
        /<Update label="April[\s\S]*?<\/Update>/,
        digest,
      ),
    };
    const onIndex = checkSite(files).findings.filter(({ place }) => place.path === "changelog/index.mdx");
    expect(onIndex).toEqual([]);
  });

  it("learn their style from what is there", () => {
    const styled = (acme["changelog/index.mdx"] ?? "")
      .replace(
        /label="(\w+) (\d+), (\d+)"/g,
        (_all, month: string, day: string, year: string) => `label="${day} ${month} ${year}"`,
      )
      .replace(/ tags=\{[^}]*\}/g, "")
      .replace(/ {2}\*\*\[(.*)\]\((.*)\)\*\*\n\n {2}(.*)/g, "\n## [$1]($2)\n\n$3\n");
    const files = { ...acme, "changelog/index.mdx": styled };
    expect(checkSite(files).findings).toEqual([]);
    const written = writeSite({ ...files, "changelog/2026-04-20-new.mdx": entry("2026-04-20", "New") })[
      "changelog/index.mdx"
    ];
    expect(written).toContain(
      '<Update label="20 April 2026">\n\n## [New](/changelog/2026-04-20-new)\n\nAbout New.\n\n</Update>',
    );
  });

  it("may carry the description in their tag, beside what feeds read", () => {
    const tagged = (acme["changelog/index.mdx"] ?? "").replace(
      /<Update (label="[^"]*") (tags=\S+)>\n(.*)\n\n {2}(.*)/g,
      (_all, label: string, tags: string, link: string, text: string) =>
        `<Update ${label} description="${text}" ${tags} rss={{ title: "x" }}>\n${link}`,
    );
    const files = { ...acme, "changelog/index.mdx": tagged };
    expect(checkSite(files).findings).toEqual([]);
    const broken = tagged.replace('description="About Tokens."', 'description="About keys."');
    expect(brief(checkSite({ ...acme, "changelog/index.mdx": broken }))).toEqual(["changelog/index.mdx:9 stale-text"]);
    expect(writeSite({ ...acme, "changelog/index.mdx": broken })).toEqual(files);
    const bare = tagged.replace(' description="About Tokens."', "");
    expect(writeSite({ ...acme, "changelog/index.mdx": bare })).toEqual(files);
  });

  it("are left to their author where texts follow no pattern", () => {
    const free = (acme["changelog/index.mdx"] ?? "").replace(
      / {2}About (.*)/g,
      (_all, title: string) => `  ${title} as told by a person.`,
    );
    expect(checkSite({ ...acme, "changelog/index.mdx": free }).findings).toEqual([]);
    const settings = { update: { body: "**[{title}]({url})**\n\n{description}" } };
    expect(checkSite({ ...acme, "changelog/index.mdx": free }, settings).findings.map(({ code }) => code)).toEqual([
      "stale-text",
      "stale-text",
      "stale-text",
    ]);
  });

  it("escape what MDX would read as code", () => {
    const text = entry("2026-04-20", "'Use <T> and {x} in `a<b>`'");
    const written = writeSite({ ...acme, "changelog/2026-04-20-new.mdx": text })["changelog/index.mdx"];
    expect(written).toContain("**[Use \\<T> and \\{x} in `a<b>`](/changelog/2026-04-20-new)**");
  });
});

/** A navigation without one page; a group that held only it goes too. */
function without(text: string, page: string): string {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(visit).filter((item) => item !== page && item !== `/${page}` && !isEmptyGroup(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
  return `${JSON.stringify(visit(JSON.parse(text)), undefined, 2)}\n`;
}

function isEmptyGroup(item: unknown): boolean {
  return (
    typeof item === "object" && item !== null && "pages" in item && Array.isArray(item.pages) && item.pages.length === 0
  );
}
