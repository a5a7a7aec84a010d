import { describe, expect, it } from "vitest";
import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { parseDocument } from "../../src/documents/parse.ts";
import { needlesOf } from "../../src/evidence/needles.ts";
import { type ClaimContext, gatherClaims } from "../../src/evidence/source.ts";
import { judge } from "../../src/findings/judge.ts";
import type { Claim, Finding } from "../../src/types/index.ts";
import { claim } from "../findings/builders.ts";
import { type Content, withTree } from "../source/repository.ts";

const rules = builtInRules();
const context = {
  repository: "acme/harbor",
  visibility: "private",
  seenBy: "source",
  observedAt: "2026-04-09T00:00:00Z",
  firstPaths: [],
  roots: [],
  excluded: [],
} as const satisfies Omit<ClaimContext, "commit">;

const middleware = `import { jwtVerify } from "jose";
import { BERTH } from "./headers.ts";

async function tryApiToken(token: string) {
  return organizations.findFirst({ where: { apiToken: token } });
}

export const withAuth = (next: Handler) => async (request: Request) => {
  const header = request.headers.get("authorization");
  if (!header) return unauthorized("Missing Authorization, X-Harbor-Token is not read");
  const [scheme, token = ""] = header.split(" ");
  if (scheme?.toLowerCase() !== "bearer") return unauthorized("expected another scheme");
  const berth = request.headers.get(BERTH);
  try {
    return next(request, await jwtVerify(token, keys), berth);
  } catch {
    const organization = await tryApiToken(token);
    return organization ? next(request, organization, berth) : unauthorized("unknown");
  }
};
`;

const harbor: Readonly<Record<string, Content>> = {
  "mcp/src/auth.ts": middleware,
  "mcp/src/headers.ts": 'export const BERTH = "X-Harbor-" + "Berth";',
  "mcp/src/url.ts": [
    'const base = process.env.BASE ?? "https://mcp.harbor.dev";',
    'export const endpoint = base + "/mcp";',
  ].join("\n"),
  "mcp/README.md": '```json\n{ "mcpServers": { "harbor": { "url": "https://mcp.harbor.dev/mcp" } } }\n```\n',
  "mcp/test/auth.test.ts": 'fetch("/", { headers: { "X-Only-In-Test": "1" } });',
};

/** Reads the claims of a page, looks them up in one commit, and judges them. */
async function check(page: string, more: Partial<ClaimContext> = {}): Promise<readonly Finding[]> {
  const document = parseDocument({ path: "page.mdx", text: page }, { framework: "unknown", isEntry: false });
  const claims = extractClaims(document, rules, builtInOwnership({ siblings: [], thirdParties: [] }));
  return withTree(harbor, async (tree) => {
    const at = { ...context, commit: tree.commit, ...more };
    const evidence = await gatherClaims({ ok: true, tree }, { claims, rules }, at);
    return claims.flatMap((asked) => {
      const rule = rules.find(({ id }) => id === asked.rule);
      const mine = evidence.filter(({ subject }) => subject.key === asked.id);
      return rule === undefined ? [] : [judge(asked, rule, mine, [])];
    });
  });
}

const short = (findings: readonly Finding[]): string[] =>
  findings.map(({ claim: asked, outcome, reason, actual }) =>
    [asked.kind, asked.kind === "config-block" ? "…" : asked.value, outcome, reason.code, actual ?? ""]
      .join(" ")
      .trim(),
  );

describe("gatherClaims", () => {
  it("proves a true entry", async () => {
    const page = `The server accepts an API token in the \`Authorization: Bearer <token>\` header, and the berth in the \`X-Harbor-Berth\` header.
The server tries OAuth (JWT) first, then falls back to the API token lookup.

\`\`\`json
{ "mcpServers": { "harbor": { "url": "https://mcp.harbor.dev/mcp" } } }
\`\`\`
`;
    expect(short(await check(page))).toEqual([
      "token-naming API token confirmed confirmed",
      "http-header Authorization confirmed confirmed",
      "auth-scheme Bearer confirmed confirmed",
      "http-header X-Harbor-Berth confirmed confirmed",
      "call-order OAuth (JWT) > API token lookup confirmed confirmed",
      "config-block … confirmed confirmed-weak",
      "endpoint-url https://mcp.harbor.dev/mcp confirmed confirmed",
    ]);
  });

  it("contradicts or leaves open a false one, never confirms it", async () => {
    const page = `The server accepts an API key in the \`Authorization: Basic <token>\` header, and the berth in the \`X-Harbour-Berth\` header.
Send \`X-Harbor-Token\` or the \`X-Only-In-Test\` header.
The server tries the API token lookup first, then falls back to OAuth (JWT).

\`\`\`json
{ "mcpServers": { "harbor": { "url": "https://mcp.harbor.dev/sse" } } }
\`\`\`
`;
    expect(short(await check(page, { firstPaths: ["mcp/src/auth.ts", "mcp/README.md"] }))).toEqual([
      "token-naming API key contradicted slot-holds-other API token",
      "http-header Authorization confirmed confirmed",
      "auth-scheme Basic contradicted slot-holds-other Bearer",
      "http-header X-Harbour-Berth contradicted near-name X-Harbor-Berth",
      "http-header X-Harbor-Token unverifiable only-in-error-text",
      "http-header X-Only-In-Test unverifiable only-in-test",
      "call-order API token lookup > OAuth (JWT) contradicted reversed jwtVerify before tryApiToken",
      "token-naming API token confirmed confirmed",
      "config-block … contradicted slot-holds-other mcpServers.harbor.url is https://mcp.harbor.dev/mcp",
      "endpoint-url https://mcp.harbor.dev/sse unverifiable not-found",
    ]);
  });

  it("T117 never confirms a header with a letter of another script", async () => {
    const findings = await check("Send the `Х-Harbor-Berth` header.");
    expect(findings.map(({ outcome, reason }) => `${outcome} ${reason.code}`)).toEqual([
      "unverifiable confusable-characters",
    ]);
  });

  it("says that nothing could be looked at when the tree could not be opened, and asks nothing of names of others", async () => {
    const own = claim("X-Harbor-Berth", { rule: "http-header" });
    const other: Claim = { ...own, id: "c2", ownership: { owner: "third-party", reason: "Stripe" } };
    const commit = "1".repeat(40);
    const evidence = await gatherClaims(
      { ok: false, reason: "no-commit", detail: "gone" },
      { claims: [own, other], rules },
      { ...context, commit },
    );
    expect(evidence).toEqual([
      {
        subject: { kind: "claim", key: "c1" },
        source: "git",
        commit,
        observedAt: context.observedAt,
        audience: { of: "acme/harbor", visibility: "private" },
        seenBy: "source",
        status: "unavailable",
        reason: "no-commit",
        detail: "gone",
      },
    ]);
  });
});

describe("needlesOf", () => {
  it.each([
    ["X-Harbor-Key", {}, ["x-harbor-key", "xharborkey", "x_harbor_key"]],
    ["https://mcp.acme.dev/mcp/", {}, ["https://mcp.acme.dev/mcp", "mcp.acme.dev"]],
    ["http://localhost:3000/berths", {}, ["http://localhost:3000/berths", "localhost:3000", "berths"]],
    ["/v1/berths/{id}", {}, ["/v1/berths/{id}", "/v1/berths", "berths"]],
    ["--fast", {}, ["--fast", '"fast', "'fast", "|fast", "fast"]],
    ["--dry-run", {}, ["--dry-run", "dry-run", "dryrun", "dry_run"]],
    ["API token", {}, ["api token", "apitoken", "api_token", "api-token"]],
    ["HARBOR_KEY", { from: "OLD_KEY" }, ["harbor_key", "harborkey", "harbor-key", "old_key", "oldkey", "old-key"]],
    [
      "harbor.maxBerths",
      {},
      ["harbor.maxberths", "harbormaxberths", "harbor_max_berths", "harbor-max-berths", "maxberths"],
    ],
    ["harbor.config.json", {}, ["harbor.config.json", "harborconfigjson", "harbor_config_json", "harbor-config-json"]],
    ["a\nb", {}, ["a\nb", "ab", "a_b", "a-b", "a b"]],
  ])("%s", (value, qualifiers, expected) => {
    expect(needlesOf(claim(value, { qualifiers }), { needles: ["{value}"] })).toEqual(expected);
  });

  it("leaves out templates whose names have no value", () => {
    expect(needlesOf(claim("5"), { needles: ["{subject}", "fixed"] })).toEqual(["fixed"]);
  });
});
