import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, Fact, Rule, SourceFacts } from "../../src/types/index.ts";
import { claim, fact, facts, judged, list, record, rule, unavailable } from "./builders.ts";

type Row = readonly [string, Claim, Rule, SourceFacts, { outcome: string; code: string; actual?: string }];

const header = claim("X-Harbor-Key");
const scheme = claim("Basic", { kind: "auth-scheme", qualifiers: { header: "Authorization" } });
const schemes = rule({ confirms: ["scheme-accepted", "scheme-sent"], slot: ["scheme-accepted"], same: ["header"] });
const noun = claim("API key", { kind: "token-naming" });
const nouns = rule({ confirms: ["token-named"], slot: ["token-named"], normalise: ["dashes"] });
const url = claim("https://mcp.acme.dev/mcp", { kind: "endpoint-url" });
const urls = rule({
  confirms: ["url-literal"],
  accepts: ["code", "config", "prose"],
  normalise: ["trailing-slash", "url-parameters"],
});
const flag = claim("--jsn", { kind: "cli-flag", qualifiers: { command: "berth list" } });
const flags = rule({ confirms: ["option-declared"], same: ["command"], normalise: [] });
const at = (path: string): Fact["place"] => ({ path, startLine: 1, endLine: 1 });
const prose = (path: string): Partial<Fact> => ({ strength: "prose", place: { path, startLine: 1, endLine: 1 } });

const named: readonly Row[] = [
  [
    "a read header",
    header,
    rule(),
    facts([fact("header-read", "x-harbor-key")]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "a header in an error message",
    header,
    rule(),
    facts([fact("thrown-text", "Missing X-Harbor-Key")]),
    { outcome: "unverifiable", code: "only-in-error-text" },
  ],
  [
    "a header read in a test only",
    header,
    rule(),
    facts([fact("header-read", "x-harbor-key", { strength: "test" })]),
    { outcome: "unverifiable", code: "only-in-test" },
  ],
  [
    "a header in a comment only",
    header,
    rule(),
    facts([fact("comment", "X-Harbor-Key", { strength: "comment" })]),
    { outcome: "unverifiable", code: "only-in-comment" },
  ],
  [
    "a header in a document only",
    header,
    rule(),
    facts([fact("prose", "Send X-Harbor-Key", prose("docs/a.md"))]),
    { outcome: "unverifiable", code: "only-in-prose" },
  ],
  [
    "a string with no role",
    header,
    rule(),
    facts([fact("literal", "X-Harbor-Key")]),
    { outcome: "unverifiable", code: "other-role" },
  ],
  ["a name that stands nowhere", header, rule(), facts([]), { outcome: "unverifiable", code: "not-found" }],
  [
    "a slip of the pen",
    claim("X-Habor-Key"),
    rule(),
    facts([], { nearest: [fact("header-read", "x-harbor-key")] }),
    { outcome: "contradicted", code: "near-name", actual: "x-harbor-key" },
  ],
  [
    "a name that stands in the source in other letter case is not nowhere",
    claim("X-Har-Bor"),
    rule(),
    facts([fact("literal", "x-har-bor")], { nearest: [fact("header-sent", "X-Harbor")] }),
    { outcome: "unverifiable", code: "other-role" },
  ],
  [
    "a field that is called otherwise on the wire",
    claim("shelfName", { kind: "config-key" }),
    rule({ confirms: ["member"], normalise: [] }),
    facts([], { nearest: [fact("member", "ShelfName")] }),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a word that is easily taken for the other",
    claim("HARBOR_API_URI", { kind: "env-var" }),
    rule({ confirms: ["env-read"], normalise: [] }),
    facts([], { nearest: [fact("env-read", "HARBOR_API_URL")] }),
    { outcome: "contradicted", code: "near-name", actual: "HARBOR_API_URL" },
  ],
  [
    "another word is another name",
    claim("X-Harbor-Key"),
    rule(),
    facts([], { nearest: [fact("header-read", "x-harbor-secret")] }),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a slip of the pen, but not everything could be read",
    claim("X-Habor-Key"),
    rule(),
    facts([], { nearest: [fact("header-read", "x-harbor-key")], skipped: [{ path: "a", reason: "utf-16" }] }),
    { outcome: "unverifiable", code: "search-incomplete" },
  ],
  [
    "a slip of the pen that is only named in a test",
    claim("X-Habor-Key"),
    rule(),
    facts([], { nearest: [fact("header-read", "x-harbor-key", { strength: "test" })] }),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "another scheme in the slot",
    scheme,
    schemes,
    facts([fact("scheme-accepted", "Bearer")]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "Bearer" },
  ],
  [
    "another scheme, where the claim does not say of which header",
    claim("Basic", { kind: "auth-scheme" }),
    schemes,
    facts([fact("scheme-accepted", "Bearer")]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "another header of the same server",
    claim("X-Harbor-Token"),
    rule({ slot: ["header-read"], same: ["in"] }),
    facts([fact("header-read", "authorization", { scope: { in: "withAuth" } })]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a scheme that a client sends and no server accepts",
    scheme,
    schemes,
    facts([fact("scheme-sent", "Basic"), fact("scheme-accepted", "Bearer")]),
    { outcome: "ambiguous", code: "several-places-differ" },
  ],
  [
    "a scheme that a client sends fills no slot",
    scheme,
    schemes,
    facts([fact("scheme-sent", "Bearer")]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a scheme of another header fills no slot",
    scheme,
    schemes,
    facts([fact("scheme-accepted", "Bearer", { scope: { header: "Proxy-Authorization" } })]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "two other schemes",
    scheme,
    schemes,
    facts([
      fact("scheme-accepted", "Bearer", { scope: { in: "accept" } }),
      fact("scheme-accepted", "Token", { scope: { in: "acceptHook" } }),
    ]),
    { outcome: "ambiguous", code: "several-places-differ" },
  ],
  [
    "another noun",
    noun,
    nouns,
    facts([fact("token-named", "API token")]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "API token" },
  ],
  [
    "another noun in a comment only",
    noun,
    nouns,
    facts([fact("token-named", "API token", { strength: "comment" })]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a URL of the README",
    url,
    urls,
    facts([fact("url-literal", "https://mcp.acme.dev/mcp/", prose("apps/mcp/README.md"))]),
    { outcome: "confirmed", code: "confirmed-weak" },
  ],
  [
    "a URL of the published copy of the page",
    url,
    urls,
    facts([fact("url-literal", "https://mcp.acme.dev/mcp", prose("docs/mcp.mdx"))]),
    { outcome: "unverifiable", code: "only-in-prose" },
  ],
  [
    "a URL with a parameter under another name",
    claim("https://api.acme.dev/berths/:id", { kind: "endpoint-url" }),
    urls,
    facts([fact("url-literal", "https://api.acme.dev/berths/{berthId}")]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "a flag that the command's complete list lacks",
    flag,
    flags,
    facts([], { closedLists: [list("option-declared", ["--json", "--help"], { command: "berth list" })] }),
    { outcome: "contradicted", code: "not-in-closed-list", actual: "--json" },
  ],
  [
    "a flag that another command's complete list lacks",
    flag,
    flags,
    facts([], { closedLists: [list("option-declared", ["--json"], { command: "serve" })] }),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a flag that only another command has",
    claim("--json", { qualifiers: { command: "berth serve" } }),
    flags,
    facts([fact("option-declared", "--json", { scope: { command: "berth list" } })]),
    { outcome: "unverifiable", code: "elsewhere" },
  ],
];

const order = rule({ predicate: "ordered", confirms: ["called"], normalise: [] });
const call = (value: string, index: number, within = "auth"): Fact =>
  fact("called", value, { scope: { in: within, index: String(index) } });
const first = (one: string, second: string): Claim =>
  claim(`${one} > ${second}`, { kind: "call-order", qualifiers: { first: one, second } });

const ordered: readonly Row[] = [
  [
    "calls in the claimed order",
    first("OAuth (JWT)", "API token lookup"),
    order,
    facts([call("jwtVerify", 1), call("tryApiToken", 4)]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "calls in the other order",
    first("API token lookup", "OAuth (JWT)"),
    order,
    facts([call("jwtVerify", 1), call("tryApiToken", 4)]),
    { outcome: "contradicted", code: "reversed", actual: "jwtVerify before tryApiToken" },
  ],
  [
    "both orders in two functions",
    first("JWT", "API token"),
    order,
    facts([
      call("jwtVerify", 1),
      call("tryApiToken", 4),
      call("tryApiToken", 0, "legacy"),
      call("jwtVerify", 1, "legacy"),
    ]),
    { outcome: "ambiguous", code: "several-places-differ" },
  ],
  [
    "calls in two functions",
    first("JWT", "API token"),
    order,
    facts([call("jwtVerify", 1, "one"), call("tryApiToken", 4, "two")]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  ["no calls", first("JWT", "API token"), order, facts([]), { outcome: "unverifiable", code: "not-found" }],
];

const blocks = rule({
  predicate: "block",
  confirms: ["config-block"],
  accepts: ["code", "config", "prose"],
  normalise: [],
});
const block = (host: string, token = "<token>"): string =>
  JSON.stringify({
    mcpServers: { harbor: { url: `https://${host}/mcp`, headers: { Authorization: `Bearer ${token}` } } },
  });
const shipped = (text: string, path = "README.md"): Fact => fact("config-block", text, prose(path));

const blockRows: readonly Row[] = [
  [
    "the shipped block, under another placeholder",
    claim(block("mcp.acme.dev", "<your-token>")),
    blocks,
    facts([shipped(block("mcp.acme.dev"))]),
    { outcome: "confirmed", code: "confirmed-weak" },
  ],
  [
    "another URL in the same block",
    claim(block("mcp.acme.com")),
    blocks,
    facts([shipped(block("mcp.acme.dev"))]),
    {
      outcome: "contradicted",
      code: "slot-holds-other",
      actual: "mcpServers.harbor.url is https://mcp.acme.dev/mcp",
    },
  ],
  [
    "a block of the published copy",
    claim(block("mcp.acme.com")),
    blocks,
    facts([shipped(block("mcp.acme.dev"), "docs/mcp.md")]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a value that a reader sets otherwise",
    claim('{"fire":{"heat":3,"lid":"open","wood":"oak"}}'),
    blocks,
    facts([shipped('{"fire":{"heat":4,"lid":"open","wood":"oak"}}')]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "a key that is called otherwise",
    claim('{"fire":{"heat":3,"lidd":"open","wood":"oak"}}'),
    blocks,
    facts([shipped('{"fire":{"heat":3,"lid":"open","wood":"oak"}}')]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "fire.lidd is called fire.lid" },
  ],
  [
    "another thing of the same shape",
    claim('{"kind":"Glaze","size":3}'),
    blocks,
    facts([shipped('{"kind":"Shelf","size":4}')]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "an unrelated block",
    claim(block("mcp.acme.dev")),
    blocks,
    facts([shipped('{"a":{"b":1}}')]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  ["no JSON", claim("{ nothing"), blocks, facts([shipped("{}")]), { outcome: "unverifiable", code: "not-found" }],
];

const values = rule({
  predicate: "valued",
  confirms: ["default", "constant"],
  slot: ["default"],
  same: [],
  normalise: ["case", "quotes", "number"],
});
const value = (text: string, subject = "timeout"): Claim =>
  claim(text, { kind: "default-value", qualifiers: { subject } });

const valued: readonly Row[] = [
  [
    "the same default",
    value("30"),
    values,
    facts([fact("default", "30", { scope: { subject: "timeout" } })]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "the same time in another unit",
    value("15 minutes"),
    values,
    facts([fact("default", "900", { scope: { subject: "timeout", unit: "s" } })]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "the same number in another unit",
    value("900 ms"),
    values,
    facts([fact("default", "900", { scope: { subject: "timeout", unit: "s" } })]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "900 s" },
  ],
  [
    "sizes that are written for powers of 1,000 and of 1,024 alike",
    value("15 MB"),
    values,
    facts([fact("default", "15728640", { scope: { subject: "timeout", unit: "B" } })]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "a short word for a unit",
    value("1m"),
    values,
    facts([fact("default", "60", { scope: { subject: "timeout", unit: "s" } })]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "the default of an option that another command declares too, with a default that is not known",
    value("5", "--heat"),
    rule({ predicate: "valued", confirms: ["option-declared"], slot: ["default"], normalise: ["number"] }),
    facts([
      fact("option-declared", "--heat", { default: "3" }),
      fact("option-declared", "--heat", { place: { path: "src/b.ts", startLine: 9, endLine: 9 } }),
    ]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "the version in the manifest nearest to the page",
    claim("20.x", {
      kind: "package-version",
      qualifiers: { subject: "Node" },
      place: { ...header.place, path: "packages/oven/README.md" },
    }),
    rule({ predicate: "valued", confirms: ["package-declared"], slot: ["package-declared"], normalise: ["case"] }),
    facts([
      fact("package-declared", ">=20", { scope: { subject: "node" }, place: at("package.json") }),
      fact("package-declared", "24.x", { scope: { subject: "node" }, place: at("packages/oven/package.json") }),
    ]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "24.x" },
  ],
  [
    "a constant that merely bears the name",
    value("false", "auto-install"),
    values,
    facts([fact("constant", "true", { scope: { subject: "auto-install" } })]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "another default",
    value("1,000"),
    values,
    facts([fact("default", "3_000", { scope: { subject: "timeout" } })]),
    { outcome: "contradicted", code: "slot-holds-other", actual: "3_000" },
  ],
  [
    "defaults that differ",
    value("5"),
    values,
    facts([
      fact("default", "3", { scope: { subject: "timeout" } }),
      fact("default", "4", { scope: { subject: "timeout" } }),
    ]),
    { outcome: "ambiguous", code: "several-places-differ" },
  ],
  [
    "the default of another thing",
    value("5"),
    values,
    facts([fact("default", "3", { scope: { subject: "retries" } })]),
    { outcome: "unverifiable", code: "not-found" },
  ],
  ["no subject", claim("5"), values, facts([fact("default", "5", {})]), { outcome: "unverifiable", code: "not-found" }],
];

const present: readonly Row[] = [
  [
    "a value that is there",
    header,
    rule({ predicate: "present" }),
    facts([fact("header-read", "X-Harbor-Key")]),
    { outcome: "confirmed", code: "confirmed" },
  ],
  [
    "a value that is not there is never contradicted",
    header,
    rule({ predicate: "present" }),
    facts([], { nearest: [fact("header-read", "X-Harbor-Keys")] }),
    { outcome: "unverifiable", code: "not-found" },
  ],
];

const gone = claim("X-Harbor-Key", { polarity: "absent" });
const renamed = claim("X-Harbor-Key", { polarity: "renamed", qualifiers: { from: "X-Old-Key" } });

const polarity: readonly Row[] = [
  ["gone, as stated", gone, rule(), facts([]), { outcome: "confirmed", code: "absent-as-stated" }],
  [
    "gone, but nothing was searched",
    gone,
    rule(),
    facts([], { filesSearched: 0 }),
    { outcome: "unverifiable", code: "not-found" },
  ],
  [
    "gone, but not everything could be read",
    gone,
    rule(),
    facts([], { skipped: [{ path: "a", reason: "missing-object" }] }),
    { outcome: "unverifiable", code: "search-incomplete" },
  ],
  [
    "said to be gone, and still read",
    gone,
    rule(),
    facts([fact("header-read", "x-harbor-key")]),
    { outcome: "contradicted", code: "still-present", actual: "still in src/a.ts:3" },
  ],
  [
    "renamed, as stated",
    renamed,
    rule(),
    facts([fact("header-read", "x-harbor-key")]),
    { outcome: "confirmed", code: "renamed-as-stated" },
  ],
  [
    "not renamed",
    renamed,
    rule(),
    facts([fact("header-read", "x-old-key")]),
    { outcome: "contradicted", code: "not-renamed", actual: "x-old-key" },
  ],
  [
    "both names are read",
    renamed,
    rule(),
    facts([fact("header-read", "x-old-key"), fact("header-read", "x-harbor-key")]),
    { outcome: "ambiguous", code: "several-places-differ" },
  ],
];

const owners: readonly Claim["ownership"][] = [
  { owner: "third-party", reason: "Stripe" },
  { owner: "sibling", reason: "acme-cli" },
  { owner: "placeholder", reason: "<name>" },
];
const outside = owners.map(
  (ownership): Row => [
    `a name of a ${ownership.owner}`,
    claim("X-Harbor-Key", { ownership }),
    rule(),
    facts([fact("header-read", "x-harbor-key")]),
    { outcome: "unverifiable", code: ownership.owner },
  ],
);

describe("judge", () => {
  it.each([
    ...named,
    ...ordered,
    ...blockRows,
    ...valued,
    ...present,
    ...polarity,
    ...outside,
  ])("%s", (_, asked, how, found, expected) => {
    const { outcome, reason, actual } = judged(asked, how, [record(found)]);
    expect({ outcome, code: reason.code, ...(actual === undefined ? {} : { actual }) }).toEqual(expected);
  });

  it("T117 never confirms a name of look-alike characters", () => {
    const asked = claim("Х-Harbor-Key", { qualifiers: { confusable: "U+0425" } });
    const finding = judged(asked, rule(), [record(facts([fact("header-read", "Х-Harbor-Key")]))]);
    expect(finding).toMatchObject({ outcome: "unverifiable", reason: { code: "confusable-characters" } });
  });

  it("knows nothing where it could not look", () => {
    expect(judged(header, rule(), [unavailable()])).toMatchObject({
      outcome: "unverifiable",
      reason: { code: "unavailable" },
    });
    expect(judged(header, rule(), [])).toMatchObject({ outcome: "unverifiable", reason: { code: "not-looked-up" } });
    const unknown = judged(gone, rule(), [unavailable()]);
    expect(unknown.outcome).toBe("unverifiable");
  });

  it("tells what was there at the merge and is gone today, or is another thing today", () => {
    const before = record(facts([fact("scheme-accepted", "Basic")]), "1".repeat(40));
    const today = (found: SourceFacts) => record(found, "2".repeat(40));
    expect(judged(scheme, schemes, [before, today(facts([]))])).toMatchObject({
      outcome: "ambiguous",
      reason: { code: "changed-since-merge" },
    });
    expect(judged(scheme, schemes, [before, today(facts([fact("scheme-accepted", "Bearer")]))])).toMatchObject({
      outcome: "contradicted",
      reason: { code: "changed-since-merge" },
      actual: "Bearer",
    });
    expect(judged(scheme, schemes, [before, unavailable("2".repeat(40))]).outcome).toBe("unverifiable");
  });

  it("is settled by one repository of several", () => {
    const other = record(facts([]), "1".repeat(40), "acme/other");
    const finding = judged(header, rule(), [other, record(facts([fact("header-read", "X-Harbor-Key")]))]);
    expect(finding).toMatchObject({ outcome: "confirmed" });
    expect(finding.evidence[0]?.permalink).toBe(`https://git.example/acme/harbor/blob/${"1".repeat(40)}/src/a.ts#L3`);
  });

  it("C5 never contradicts without saying what is there instead, and never from what proves nothing", () => {
    const strengths = fc.constantFrom("code", "config", "test", "prose", "comment") satisfies fc.Arbitrary<
      Fact["strength"]
    >;
    const roles = fc.constantFrom(
      "header-read",
      "thrown-text",
      "comment",
      "literal",
      "scheme-accepted",
    ) satisfies fc.Arbitrary<Fact["role"]>;
    const names = fc.constantFrom("X-Harbor-Key", "X-Habor-Key", "Bearer", "Basic");
    const some = fc.array(fc.tuple(roles, names, strengths), { maxLength: 5 });
    fc.assert(
      fc.property(names, some, some, (stated, found, near) => {
        const made = (rows: typeof found) => rows.map(([role, name, strength]) => fact(role, name, { strength }));
        for (const how of [rule(), schemes, rule({ predicate: "present" })]) {
          const finding = judged(claim(stated, { qualifiers: { header: "Authorization" } }), how, [
            record(facts(made(found), { nearest: made(near) })),
          ]);
          if (finding.outcome === "contradicted") {
            expect(finding.actual).toBeTruthy();
            expect(finding.evidence.every((item) => ["code", "config"].includes(item.fact.strength))).toBe(true);
          }
          if (finding.outcome === "confirmed") expect(finding.evidence.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
