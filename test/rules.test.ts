import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { builtInOwnership, builtInRules } from "../src/claims/built-in.ts";
import { extractClaims } from "../src/claims/extract.ts";
import { parseDocument } from "../src/documents/parse.ts";
import { gatherClaims } from "../src/evidence/source.ts";
import { judge } from "../src/findings/judge.ts";
import { withTree } from "./source/repository.ts";

const fixtures = join(import.meta.dirname, "rules");
const scene = z.strictObject({
  files: z.record(z.string(), z.string()),
  page: z.string(),
  /** `value outcome reason actual` of each claim of the kind, in the order of the page. */
  findings: z.array(z.string()),
});
const rules = builtInRules();
const owners = builtInOwnership({ siblings: [], thirdParties: [] });
const ids = readdirSync(fixtures).filter((id) => existsSync(join(fixtures, id, "repo.yml")));

describe.each(ids)("rule %s over a repository", (id) => {
  it("confirms what is there, contradicts what is there otherwise, and leaves open what is nowhere", async () => {
    const { files, page, findings } = scene.parse(parse(readFileSync(join(fixtures, id, "repo.yml"), "utf8")));
    const [rule] = rules.filter((each) => each.id === id);
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const document = parseDocument({ path: "page.mdx", text: page }, { framework: "unknown", isEntry: false });
    const claims = extractClaims(document, [rule], owners);
    const judged = await withTree(files, async (tree) => {
      const evidence = await gatherClaims(
        { ok: true, tree },
        { claims, rules: [rule] },
        {
          repository: "acme/oven",
          visibility: "private",
          seenBy: "source",
          observedAt: "2026-04-09T00:00:00Z",
          firstPaths: [],
          roots: [],
          excluded: [],
          commit: tree.commit,
        },
      );
      return claims.map((claim) =>
        judge(
          claim,
          rule,
          evidence.filter(({ subject }) => subject.key === claim.id),
          [],
        ),
      );
    });
    const shown = judged.map(({ claim, outcome, reason, actual }) =>
      [claim.value, outcome, reason.code, ...(actual === undefined ? [] : [actual])].join(" "),
    );
    expect(shown).toEqual(findings);
  });
});
