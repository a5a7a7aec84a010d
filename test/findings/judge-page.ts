import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { parseDocument } from "../../src/documents/parse.ts";
import { gatherClaims } from "../../src/evidence/source.ts";
import { judge } from "../../src/findings/judge.ts";
import { withoutKeysOfBlocks } from "../../src/findings/keys-of-blocks.ts";
import type { SourceTree } from "../../src/source/tree.ts";
import type { Finding } from "../../src/types/index.ts";
import { withTree } from "../source/repository.ts";

const rules = builtInRules();
const owners = builtInOwnership({ siblings: [], thirdParties: [] });

/** A repository and a page about it. */
export type Scene = {
  readonly files: Readonly<Record<string, string>>;
  /** Files of the commits before, the oldest first. */
  readonly earlier?: readonly Readonly<Record<string, string>>[] | undefined;
  readonly page: string;
  /** Path of the page; absent means one that is about no part of the source. */
  readonly path?: string | undefined;
  /** Files of the engineering pull request. */
  readonly firstPaths?: readonly string[] | undefined;
};

/** What the source of a scene makes of the claims that some rules read from its page, in the order of the page. */
export async function judgePage(
  { files, earlier, ...scene }: Scene,
  ids: readonly string[],
): Promise<readonly Finding[]> {
  return await withTree(files, (tree) => judgeIn(tree, scene, ids), earlier);
}

/** The same over a tree that is open. */
export async function judgeIn(
  tree: SourceTree,
  { page, path = "page.mdx", firstPaths = [] }: Omit<Scene, "files" | "earlier">,
  ids: readonly string[],
): Promise<readonly Finding[]> {
  const used = rules.filter(({ id }) => ids.includes(id));
  if (used.length < ids.length) throw new Error(`no rule for one of ${ids.join(", ")}`);
  const document = parseDocument({ path, text: page }, { framework: "unknown", isEntry: false });
  const claims = extractClaims(document, used, owners);
  const evidence = await gatherClaims(
    { ok: true, tree },
    { claims, rules: used },
    {
      repository: "acme/oven",
      visibility: "private",
      seenBy: "source",
      observedAt: "2026-04-09T00:00:00Z",
      firstPaths,
      roots: [],
      excluded: [],
      commit: tree.commit,
    },
  );
  const sources = [{ repository: "acme/oven", commit: tree.commit, visibility: "private", filesSearched: 1 } as const];
  const findings = claims.map((claim) => {
    const rule = used.find(({ id }) => id === claim.rule);
    if (rule === undefined) throw new Error(`no rule ${claim.rule}`);
    const own = evidence.filter(({ subject }) => subject.key === claim.id);
    return judge(claim, rule, own, sources);
  });
  return withoutKeysOfBlocks(findings);
}

/** One line a finding: `value outcome reason actual`. */
export function lineOf({ claim, outcome, reason, actual }: Finding): string {
  return [claim.value, outcome, reason.code, ...(actual === undefined ? [] : [actual])].join(" ");
}
