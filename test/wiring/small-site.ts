import type { WiringReport } from "../../src/types/index.ts";
import { checkWiring } from "../../src/wiring/check.ts";
import { wiringSchema } from "../../src/wiring/config.ts";

/** Files of a site by path. */
export type Files = Readonly<Record<string, string>>;

/** Checks a small site; `settings` is the section `wiring` as a person writes it. */
export function checkSite(files: Files, settings: unknown = {}): WiringReport {
  return checkWiring({
    paths: Object.keys(files),
    texts: new Map(Object.entries(files)),
    config: wiringSchema.parse(settings),
  });
}

/** The files after everything that can be written was written. */
export function writeSite(files: Files, settings: unknown = {}): Files {
  const changed = checkSite(files, settings).changes.map(({ path, after }) => [path, after] as const);
  return { ...files, ...Object.fromEntries(changed) };
}

/** Findings as `path:line code`, with `!` for those that stop every write. */
export function brief({ findings }: WiringReport): string[] {
  return findings.map(({ place, code, blocks }) => `${place.path}:${place.startLine} ${code}${blocks ? "!" : ""}`);
}

/** An entry file. */
export function entry(date: string, title: string, more = "category: Gateway"): string {
  return `---\ntitle: ${title}\ndescription: About ${title}.\ndate: ${date}\n${more}\n---\n\nText of ${title}.\n`;
}

/** An update as the default style has it. */
export function update(label: string, title: string, stem: string, tags = '["Gateway"]'): string {
  return `<Update label="${label}" tags={${tags}}>\n  **[${title}](/changelog/${stem})**\n\n  About ${title}.\n</Update>\n`;
}

/** A Mintlify site with two entries of 2026 and one of 2025, all wired. */
export const acme: Files = {
  "docs.json": `{
  "name": "Acme",
  "navigation": {
    "tabs": [
      { "tab": "Docs", "pages": ["index"] },
      {
        "tab": "Changelog",
        "pages": [
          "changelog/index",
          {
            "group": "2026",
            "pages": [
              "changelog/2026-04-08-tokens",
              "changelog/2026-03-01-hooks"
            ]
          },
          {
            "group": "2025",
            "pages": ["changelog/2025-12-24-export"]
          }
        ]
      }
    ]
  }
}
`,
  "index.mdx": "Hello\n",
  "changelog/index.mdx": `---
title: Changelog
---

## 2026

### April 2026

${update("April 8, 2026", "Tokens", "2026-04-08-tokens")}
### March 2026

${update("March 1, 2026", "Hooks", "2026-03-01-hooks")}
## 2025

### December 2025

${update("December 24, 2025", "Export", "2025-12-24-export")}`,
  "changelog/2026-04-08-tokens.mdx": entry("2026-04-08", "Tokens"),
  "changelog/2026-03-01-hooks.mdx": entry("2026-03-01", "Hooks"),
  "changelog/2025-12-24-export.mdx": entry("2025-12-24", "Export"),
};

/** A site with one file replaced. */
export function withText(path: string, change: (text: string) => string, files: Files = acme): Files {
  return { ...files, [path]: change(files[path] ?? "") };
}
