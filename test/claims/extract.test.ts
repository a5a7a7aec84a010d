import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { parseDocument } from "../../src/documents/parse.ts";

const rules = builtInRules();
const owners = builtInOwnership({ siblings: ["Oven-*", "oven.test"], thirdParties: ["Clay-Works"] });
const extract = (text: string, changedLines?: readonly number[]) =>
  extractClaims(
    parseDocument(
      { path: "kiln.mdx", text, ...(changedLines === undefined ? {} : { changedLines }) },
      { framework: "unknown", isEntry: false },
    ),
    rules,
    owners,
  );
const values = (text: string, changedLines?: readonly number[]) =>
  extract(text, changedLines).map(({ kind, value }) => `${kind} ${value}`);

const page =
  '# Auth\n\nSend the `X-Kiln` header\nto `https://api.kiln.test/v1`.\n\nThe `X-Lid` header is optional.\n\n```json\n{ "url": "https://api.kiln.test/v2",\n  "headers": { "X-Door": "1" } }\n```\n';

describe("extractClaims", () => {
  it("places values exactly", () => {
    for (const claim of extract(page)) {
      expect(page.slice(claim.place.startOffset, claim.place.endOffset)).toBe(claim.value);
      expect(page.split("\n")[claim.place.startLine - 1]?.slice(claim.place.startColumn - 1)).toMatch(
        new RegExp(`^${claim.value}`),
      );
    }
  });

  it("goes in the order of the page", () => {
    expect(values(page)).toEqual([
      "http-header X-Kiln",
      "endpoint-url https://api.kiln.test/v1",
      "http-header X-Lid",
      "endpoint-url https://api.kiln.test/v2",
      "http-header X-Door",
    ]);
  });

  it("reads only what changed: a paragraph as a whole, code by the line", () => {
    expect(values(page, [4])).toEqual(["http-header X-Kiln", "endpoint-url https://api.kiln.test/v1"]);
    expect(values(page, [10])).toEqual(["http-header X-Door"]);
    expect(values(page, [])).toEqual([]);
  });

  it("keeps ids when lines move, and tells repeated claims apart", () => {
    const ids = (text: string) => extract(text).map(({ id }) => id);
    expect(ids(`Intro.\n\n${page}`)).toEqual(ids(page));
    const twice = ids("The `X-Kiln` header.\n\nThe `X-Kiln` header.\n");
    expect(twice).toHaveLength(2);
    expect(new Set(twice).size).toBe(2);
    expect(ids("The `X-Kiln` header.\n")[0]).toBe(twice[0]);
    expect(ids("The `X-Kilt` header.\n")[0]).not.toBe(twice[0]);
  });

  it("makes one claim of a place that several matchers read", () => {
    expect(values("| Header |\n|---|\n| `X-Kiln` header |\n")).toEqual(["http-header X-Kiln"]);
  });

  it.each([
    ["project", "Send the `X-Kiln` header."],
    ["sibling", "Send the `Oven-Key` header."],
    ["sibling", "Connect to `https://api.oven.test/v1`."],
    ["third-party", "Send the `Clay-Works` header."],
    ["third-party", "Read the `X-GitHub-Event` header."],
    ["third-party", "```sh\ncurl -H 'X-Any: 1' https://api.github.com/user\n```"],
    ["placeholder", "Connect to `https://your-kiln.test/v1`."],
    ["placeholder", "```sh\ncurl -H 'X-Any: 1' https://<your-host>/user\n```"],
    ["project", "Connect to `https://notgithub.com/v1`."],
    ["project", "- `methods` – methods that the kiln takes. The default is `['GET', 'HEAD']`."],
  ])("knows what is of the %s: %s", (owner, text) => {
    expect(extract(text).map(({ ownership }) => ownership.owner)).toEqual(extract(text).map(() => owner));
    expect(extract(text)).not.toEqual([]);
  });

  it.each([
    ["T117 a Cyrillic letter", "`\u0410uthorization` header", "U+0410"],
    ["T117 fullwidth letters", "`\uFF38-Kiln` header", "U+FF38"],
    ["T118 an invisible character", "`X-Ki\u200Bln` header", "U+200B"],
    ["T118 a change of direction", "`X-\u202EKiln` header", "U+202E"],
    ["T118 a tag character", "`X-Kiln\u{E0041}s` header", "U+E0041"],
    ["T117 a dash that is none", "`X\u2011Kiln` header", "U+2011"],
  ])("flags %s", (_name, text, codePoints) => {
    const [claim] = extract(`Send the ${text}.`);
    expect(claim?.qualifiers.confusable).toBe(codePoints);
    expect(`Send the ${text}.`).toContain(`\`${claim?.value}\``);
  });

  it("reads text in another script without suspicion", () => {
    expect(extract("Отправьте header `X-Kiln` на сервер.").map((claim) => claim.qualifiers)).toEqual([{}]);
  });

  it("quotes what it judges, and not the other words of the sentence", () => {
    const claims = extract("Set `X-Kiln`; the `X-Moon` header holds the phase.\n\n```dotenv\nKILN_PORT=8080\n```\n");
    expect(claims.map(({ kind, quote, sentence }) => [kind, quote, sentence])).toMatchInlineSnapshot(`
      [
        [
          "http-header",
          "X-Kiln",
          "Set X-Kiln; the X-Moon header holds the phase.",
        ],
        [
          "http-header",
          "X-Moon",
          "Set X-Kiln; the X-Moon header holds the phase.",
        ],
        [
          "env-var",
          "KILN_PORT",
          "KILN_PORT=8080",
        ],
        [
          "default-value",
          "8080",
          "KILN_PORT=8080",
        ],
      ]
    `);
  });

  it("keeps at most 240 characters around the value", () => {
    const [claim] = extract(`${"word ".repeat(200)}the \`X-Kiln\` header ${"😀".repeat(200)}`);
    expect(claim?.sentence.length).toBeLessThanOrEqual(240);
    expect(claim?.sentence).toContain("X-Kiln");
    expect(claim?.sentence).not.toMatch(/\p{Surrogate}/u);
  });

  it("is total and stays in the page, whatever the page holds", () => {
    const piece = fc.constantFrom(
      "`X-Kiln`",
      " header ",
      "Authorization: Bearer <t>",
      "no longer accepts ",
      "renamed ",
      " to ",
      "not ",
      ". ",
      "\n\n",
      "| a | b |\n|--|--|\n| ",
      " |",
      "\n\n```json\n",
      "\n```\n\n",
      '{"headers":{"X-A":"b"}}',
      "```sh\ncurl -H 'A: b' https://x.test\n",
      "&lt;",
      "\u0410",
      "API token",
      "tries a first, then b",
      "> ",
      "- ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join("");
        const claims = extract(text);
        expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
        for (const { place } of claims) {
          expect(place.startOffset).toBeLessThan(place.endOffset);
          expect(place.endOffset).toBeLessThanOrEqual(text.length);
        }
        expect(extract(text)).toEqual(claims);
      }),
      {
        numRuns: 150,
        // A tag left open in what becomes a heading.
        examples: [[["Authorization: Bearer <t>", "```sh\ncurl -H 'A: b' https://x.test\n", "- "]]],
      },
    );
  });
});
