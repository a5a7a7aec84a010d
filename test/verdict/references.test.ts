import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReferences, type ReferenceInput } from "../../src/verdict/references.ts";

const pull = {
  repository: "acme/docs",
  number: 152,
  url: "https://github.com/acme/docs/pull/152",
  title: "",
  body: "",
  commits: [],
  comments: [],
} satisfies ReferenceInput["pull"];

const engineering = ["acme/eng", "Acme/agent-api.v2", "acme/trunk2"];
const sha = "0123456789abcdef0123456789abcdef01234567";

/** Taken references of a body, as `role key`, and what was ignored, as `ignored quote: reason`. */
function read(body: string): string[] {
  const { taken, ignored } = parseReferences({ pull: { ...pull, body }, entries: [], engineering });
  return [
    ...taken.map(({ role, key, kind }) => `${role} ${key}${kind === "issue" ? " (issue)" : ""}`),
    ...ignored.map(({ quote, reason }) => `ignored ${quote}: ${reason}`),
  ];
}

const notConfigured = "no configured repository has this name, write owner/repository#number";
const self = "this pull request itself";

const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ["owner/repo#n in a configured repository", "acme/eng#12", ["primary acme/eng#12"]],
  ["owner/repo#n elsewhere", "other/lib#12", ["context other/lib#12"]],
  ["hyphen and dot in the name", "acme/agent-api.v2#7", ["primary acme/agent-api.v2#7"]],
  ["upper case", "ACME/Eng#12", ["primary acme/eng#12"]],
  ["same reference in two cases", "ACME/Eng#12 acme/eng#12", ["primary acme/eng#12"]],
  ["owner with hyphen", "trunk-io/analytics-cli#12", ["context trunk-io/analytics-cli#12"]],
  ["#n is the docs repository", "#12", ["context acme/docs#12"]],
  ["own number", "#152 and acme/docs#152", [`ignored #152: ${self}`, `ignored acme/docs#152: ${self}`]],
  ["GH-n", "GH-12", ["context acme/docs#12"]],
  ["gh-n in small letters", "gh-12", ["context acme/docs#12"]],
  ["repo#n of a configured repository", "trunk2#3918", ["primary acme/trunk2#3918"]],
  ["repo#n of the docs repository", "docs#9", ["context acme/docs#9"]],
  ["repo#n of nobody", "widgets#9", [`ignored widgets#9: ${notConfigured}`]],
  ["PR#n", "PR#12, pr #13", ["context acme/docs#12", "context acme/docs#13"]],
  ["pull URL", "https://github.com/acme/eng/pull/12", ["primary acme/eng#12"]],
  ["pull URL with files", "https://github.com/acme/eng/pull/12/files#diff-1", ["primary acme/eng#12"]],
  ["pull URL with a comment", "https://github.com/acme/eng/pull/12#issuecomment-99.", ["primary acme/eng#12"]],
  ["pull URL with a commit", `https://github.com/acme/eng/pull/12/commits/${sha}`, ["primary acme/eng#12"]],
  ["pull URL with query", "(https://github.com/acme/eng/pull/12?w=1)", ["primary acme/eng#12"]],
  ["pull URL without a scheme", "github.com/acme/eng/pull/12", ["primary acme/eng#12"]],
  ["www", "www.github.com/acme/eng/pull/12", ["primary acme/eng#12"]],
  ["trailing punctuation", "https://github.com/acme/eng/pull/12!", ["primary acme/eng#12"]],
  ["angle brackets", "<https://github.com/acme/eng/pull/12>", ["primary acme/eng#12"]],
  ["issue URL", "https://github.com/acme/eng/issues/12", ["context acme/eng#12 (issue)"]],
  [
    "issue URL and pull of the same number",
    "https://github.com/acme/eng/issues/12 acme/eng#12",
    ["primary acme/eng#12"],
  ],
  ["commit URL", `https://github.com/acme/eng/commit/${sha}`, [`primary acme/eng@${sha}`]],
  ["owner/repo@sha", "acme/eng@0a1b2c3", ["primary acme/eng@0a1b2c3"]],
  ["repo@sha", "trunk2@0a1b2c3", ["primary acme/trunk2@0a1b2c3"]],
  ["bare hash", `see ${sha}`, [`context acme/docs@${sha}`]],
  ["npm package is no commit", "@acme/eng@1234567", []],
  [
    "compare URL",
    "https://github.com/acme/eng/compare/a...b",
    ["ignored https://github.com/acme/eng/compare/a...b: not the address of one pull request, issue or commit"],
  ],
  [
    "another host",
    "https://gitlab.com/acme/eng/pull/12",
    ["ignored https://gitlab.com/acme/eng/pull/12: on gitlab.com, which is not the GitHub of this repository"],
  ],
  ["blob URL", "https://github.com/acme/eng/blob/main/a.ts#L12", []],
  ["inside a link", "[the change](https://github.com/acme/eng/pull/12)", ["primary acme/eng#12"]],
  ["number as text of a link", "[#12](https://github.com/acme/eng/pull/12)", ["primary acme/eng#12"]],
  ["reference as text of another link", "[acme/eng#12](https://example.com/x)", ["primary acme/eng#12"]],
  ["inline code", "`acme/eng#12`", ["primary acme/eng#12"]],
  ["quote", "> acme/eng#12", ["primary acme/eng#12"]],
  ["bold", "**acme/eng#12**", ["primary acme/eng#12"]],
  ["table cell", "| a | b |\n|---|---|\n| acme/eng#12 | x |", ["primary acme/eng#12"]],
  ["fenced code", "```\nacme/eng#12\n```", ["ignored acme/eng#12: inside a fenced code block"]],
  ["fence never closed", "~~~sh\nacme/eng#12", ["ignored acme/eng#12: inside a fenced code block"]],
  ["fenced and said elsewhere", "```\nacme/eng#12\n```\nacme/eng#12", ["primary acme/eng#12"]],
  ["HTML comment", "<!-- Eng PR: acme/eng#12 -->", ["ignored acme/eng#12: inside an HTML comment"]],
  [
    "several on one line",
    "acme/eng#1, acme/eng#2 and acme/eng#3",
    ["primary acme/eng#1", "primary acme/eng#2", "primary acme/eng#3"],
  ],
  ["several after one keyword", "Depends on acme/eng#1, other/x#2", ["blocker acme/eng#1", "blocker other/x#2"]],
  ["blocked by", "Blocked by #7", ["blocker acme/docs#7"]],
  [
    "depends-on trailer of git",
    "Depends-On: acme/eng#2\nBlocked-By: other/x#3",
    ["blocker acme/eng#2", "blocker other/x#3"],
  ],
  ["numbered list", "1. acme/eng#1\n2) acme/eng#2", ["primary acme/eng#1", "primary acme/eng#2"]],
  ["task list", "- [ ] acme/eng#1\n- [x] acme/eng#2", ["primary acme/eng#1", "primary acme/eng#2"]],
  ["name that starts with a dot", "acme/.github#4", ["context acme/.github#4"]],
  [
    "separated by slashes",
    "acme/eng#1/acme/eng#2 #3/#4",
    ["primary acme/eng#1", "primary acme/eng#2", "context acme/docs#3", "context acme/docs#4"],
  ],
  [
    "URLs without a blank between",
    "https://github.com/acme/eng/pull/1,https://github.com/acme/eng/pull/2",
    ["primary acme/eng#1", "primary acme/eng#2"],
  ],
  [
    "numbers behind a configured repository",
    "acme/eng: #5 and #6, see #7",
    ["primary acme/eng#5", "primary acme/eng#6", "context acme/docs#7"],
  ],
  ["numbers behind another repository", "other/lib: #5", ["context acme/docs#5"]],
  ["number behind a name", "trunk2 #3918", ["primary acme/trunk2#3918"]],
  ["number in words", "acme/eng pull request #5", ["primary acme/eng#5"]],
  ["number before its repository", "#5 in acme/eng", ["primary acme/eng#5"]],
  ["path of a pull request", "acme/eng/pull/5", ["primary acme/eng#5"]],
  ["path of a pull request elsewhere", "other/lib/pull/5", ["ignored other/lib/pull/5: not a form that GitHub links"]],
  ["short hash in a known repository", "merged into acme/eng as 0a1b2c3", ["primary acme/eng@0a1b2c3"]],
  ["short hash on another line", "acme/eng\n0a1b2c3", ["context acme/docs@0a1b2c3"]],
  ["short hash in a commit URL", "https://github.com/acme/eng/commit/0a1b2c3", ["primary acme/eng@0a1b2c3"]],
  ["superseded by", "acme/eng#4 (superseded by acme/eng#5)", ["primary acme/eng#5", "revert acme/eng#4"]],
  ["replaced by", "Eng PR: acme/eng#4, replaced by acme/eng#5", ["primary acme/eng#5", "revert acme/eng#4"]],
  ["depends-on trailer", "Depends on: other/x#2", ["blocker other/x#2"]],
  [
    "on hold until, with follow-up in the sentence",
    "On hold until the MCP follow-up lands: trunk2#3918",
    ["blocker acme/trunk2#3918"],
  ],
  ["waiting for", "waiting for acme/eng#5 to land", ["blocker acme/eng#5"]],
  ["once it merges", "Re-run once trunk2#3918 merges", ["blocker acme/trunk2#3918"]],
  [
    "follow-up",
    "Eng PRs: acme/eng#1 (merged) and follow-up acme/eng#2 (open)",
    ["primary acme/eng#1", "follow-up acme/eng#2"],
  ],
  ["follow-ups in brackets behind", "acme/eng#2 (follow-up)", ["follow-up acme/eng#2"]],
  ["stacked on", "Stacked on acme/eng#4", ["child acme/eng#4"]],
  ["supersedes", "Supersedes acme/eng#4", ["revert acme/eng#4"]],
  ["strongest role wins over places", "acme/eng#4\n\nBlocked by acme/eng#4", ["blocker acme/eng#4"]],
  [
    "keyword of the sentence before",
    "Blocked by acme/eng#1. Documents acme/eng#2",
    ["blocker acme/eng#1", "primary acme/eng#2"],
  ],
  ["sentence without keyword", "Blocked by other/x#1. Then other/x#2", ["blocker other/x#1", "context other/x#2"]],
  ["negated keyword", "Not blocked by other/x#1", ["context other/x#1"]],
  [
    "list under a keyword",
    "Blocked by:\n- other/x#1\n- other/x#2\n\nAlso other/x#3",
    ["blocker other/x#1", "blocker other/x#2", "context other/x#3"],
  ],
  ["nested list", "- Blocked by:\n  - other/x#1\n- other/x#2", ["blocker other/x#1", "context other/x#2"]],
  ["heading", "## Blocked by\n\nother/x#1\n\n## Notes\n\nother/x#2", ["blocker other/x#1", "context other/x#2"]],
  [
    "table column",
    "| Work | Blocked by |\n|---|---|\n| other/x#1 | other/x#2 |",
    ["blocker other/x#2", "context other/x#1"],
  ],
  ["table row", "| Follow-up | other/x#1 |", ["follow-up other/x#1"]],
  ["Eng PR in a repository nobody configured", "- Eng PR: other/x#3381 (merged 2026-04-08)", ["primary other/x#3381"]],
  ["Eng PR as number", "Eng PR: #12", ["primary acme/docs#12"]],
  ["see also", "See also acme/eng#12", ["context acme/eng#12"]],
  ["ticket", "Linear: TRUNK-18215", ["context ticket:TRUNK-18215"]],
  ["ticket with its URL", "TRUNK-1 https://linear.app/acme/issue/TRUNK-1/title", ["context linear:TRUNK-1"]],
  [
    "ticket of a known project",
    "TRUNK-2 https://linear.app/acme/issue/TRUNK-1",
    ["context linear:TRUNK-1", "context linear:TRUNK-2"],
  ],
  ["Jira URL", "https://acme.atlassian.net/browse/abc-12", ["context jira:ABC-12"]],
  ["ticket that blocks", "Blocked by TRUNK-9", ["blocker ticket:TRUNK-9"]],
  [
    "standards",
    "UTF-8 and RFC-9728",
    ["ignored RFC-9728: the name of a standard or format", "ignored UTF-8: the name of a standard or format"],
  ],
  ["algorithm", "SHA-256", ["ignored SHA-256: the name of an algorithm"]],
  ["weakness", "CVE-2024-1234", ["ignored CVE-2024-1234: the number of a published weakness"]],
  ["version number", "v1.2.3 and TLS-1.3", []],
  ["colour", "#1a2b3c", ["ignored #1a2b3c: a colour"]],
  ["HTML entity", "it&#39;s", []],
  ["anchor of a file", "guides/docs/page.md#12", ["ignored guides/docs/page.md#12: not a form that GitHub links"]],
  ["zero", "acme/eng#0", ["ignored acme/eng#0: not a number that GitHub gives"]],
  ["a number too long", "#99999999999", ["ignored #99999999999: not a number that GitHub gives"]],
  ["path of three parts", "a/b/c#1", ["ignored a/b/c#1: not a form that GitHub links"]],
  ["flag in backticks", "behind the flag `enable-mcp`", ["primary flag:any/enable-mcp"]],
  [
    "flags in backticks",
    "flags: `enable-mcp`, `show_banner` and `useTokens`",
    ["primary flag:any/enable-mcp", "primary flag:any/show_banner", "primary flag:any/useTokens"],
  ],
  ["flag after the name", "the `enable-mcp` feature flag", ["primary flag:any/enable-mcp"]],
  ["flag without quotes", "Flag: enable-mcp", ["primary flag:any/enable-mcp"]],
  ["LaunchDarkly flag", "LaunchDarkly flag `mcp`", ["primary flag:launchdarkly/mcp"]],
  [
    "LaunchDarkly URL",
    "https://app.launchdarkly.com/default/production/features/enable-mcp/targeting flag `enable-mcp`",
    ["primary flag:launchdarkly/enable-mcp"],
  ],
  ["no flag", "Flag: none. Flag state: LaunchDarkly not consulted", []],
  ["option", "adds the `--json` flag", ["ignored `--json` flag: a command-line option"]],
  ["option named in words", "the CLI flag `dry-run`", ["ignored CLI flag `dry-run`: a command-line option"]],
  ["plain word", "flag `verbose`", ["ignored flag `verbose`: not surely a feature flag, write: feature flag `name`"]],
];

describe("parseReferences", () => {
  it.each(rows)("T034 %s", (_name, body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it("T034 holds at least 60 rows", () => expect(rows.length).toBeGreaterThanOrEqual(60));

  it("T044 reads title, commits, frontmatter and comments", () => {
    const { taken } = parseReferences({
      pull: {
        ...pull,
        title: "docs: acme/eng#1",
        commits: [{ sha, message: "Source eng PR: acme/eng#2" }],
        comments: [{ login: "kim", permission: "write", url: "", body: "Blocked: trunk2#3918" }],
      },
      entries: [
        {
          path: "changelog/a.mdx",
          fields: { "eng.blockedBy": "other/x#3", description: "Flag `enable-x` and acme/eng#4" },
        },
      ],
      engineering,
    });
    expect(taken.map(({ role, key, foundIn }) => `${role} ${key} ${foundIn}`)).toEqual([
      "blocker acme/trunk2#3918 comment by kim",
      "blocker other/x#3 frontmatter changelog/a.mdx",
      "primary acme/eng#1 title",
      "primary acme/eng#2 commit 0123456789ab",
      "primary acme/eng#4 frontmatter changelog/a.mdx",
    ]);
  });

  it("T044 reads lists of frontmatter by their keys", () => {
    const fields = {
      "references.0": "acme/eng#1",
      "references.1": "https://github.com/acme/eng/pull/2",
      "followUps.0": "acme/eng#3",
      blocked_by: "other/x#4, other/x#5",
      ticket: "TRUNK-1",
    };
    const { taken } = parseReferences({ pull, entries: [{ path: "changelog/a.mdx", fields }], engineering });
    expect(taken.map(({ role, key }) => `${role} ${key}`)).toEqual([
      "blocker other/x#4",
      "blocker other/x#5",
      "primary acme/eng#1",
      "primary acme/eng#2",
      "follow-up acme/eng#3",
      "context ticket:TRUNK-1",
    ]);
  });

  it("T034 a hash named as an engineering commit belongs to the only engineering repository", () => {
    const body = "Eng commit: 0a1b2c3d";
    const { taken } = parseReferences({ pull: { ...pull, body }, entries: [], engineering: ["acme/eng"] });
    expect(taken.map(({ key }) => key)).toEqual(["acme/eng@0a1b2c3d"]);
  });

  it("T034 resolves addresses of an enterprise server", () => {
    const { taken } = parseReferences({
      pull: { ...pull, url: "https://git.acme.test/acme/docs/pull/152", body: "https://git.acme.test/acme/eng/pull/3" },
      entries: [],
      engineering,
    });
    expect(taken.map(({ key }) => key)).toEqual(["acme/eng#3"]);
  });

  it("T034 never throws and gives the same bytes, whatever the text", () => {
    const alphabet = fc.constantFrom(
      "acme/eng#1",
      "#",
      "/",
      "@",
      "`",
      "\n",
      "- ",
      "| ",
      "```",
      "<!--",
      "-->",
      "[",
      "](",
      ")",
      "https://github.com/",
      "flag",
      "Blocked by",
      "A-1",
      " ",
      "é",
      "\ud83d",
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), (parts) => {
        const body = parts.join("");
        expect(JSON.stringify(read(body))).toBe(JSON.stringify(read(body)));
      }),
    );
  });

  it.each([
    "[",
    "a/",
    "#",
    "`flag ",
    "a.",
    "-",
    "((",
    "blocked ",
    "flag `",
    "hold on ",
    "x@",
    "\\",
    "https://",
  ])("T034 reads 60,000 characters of %j in time", (piece) => {
    const started = performance.now();
    read(piece.repeat(60_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
