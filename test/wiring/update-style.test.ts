import { expect, it } from "vitest";
import { brief, checkSite } from "./small-site.ts";

function page(title: string, date: string, description: string, body: string): string {
  return `---\ntitle: ${title}\ndescription: ${description}\ndate: ${date}\ncategory: Gateway\n---\n\n${body}\n`;
}

function update(label: string, title: string, text: string): string {
  return `<Update label="${label}" tags={["Gateway"]}>\n  ## ${title}\n\n  ${text}\n</Update>\n`;
}

function site(shown: string): Readonly<Record<string, string>> {
  return {
    "docs.json": `{ "navigation": { "tabs": [{ "tab": "Changelog", "pages": ["changelog/index",
      "changelog/2026-04-13-digests", "changelog/2026-04-08-tokens", "changelog/2026-03-01-hooks"] }] } }\n`,
    "changelog/2026-04-13-digests.mdx": page("Digests", "2026-04-13", "Digests are quiet.", "Digests are quiet."),
    "changelog/2026-04-08-tokens.mdx": page("Tokens", "2026-04-08", "Jobs use tokens.", "The server takes tokens now."),
    "changelog/2026-03-01-hooks.mdx": page("Hooks", "2026-03-01", "Hooks are here.", "Hooks are here."),
    "changelog/index.mdx": `---\ntitle: Changelog\n---\n\n${[
      update("2026-04-13", "Digests", "Digests are quiet."),
      update("2026-04-08", "Tokens", shown),
      update("2026-03-01", "Hooks", "Hooks are here."),
    ].join("\n")}`,
  };
}

it("reads from all updates whether they show descriptions or texts", () => {
  expect(brief(checkSite(site("Jobs use tokens.")))).toEqual([]);
  expect(brief(checkSite(site("The server takes tokens now.")))).toEqual([]);
  expect(brief(checkSite(site("The server takes keys.")))).toEqual(["changelog/index.mdx:14 stale-text"]);
});
