import { describe, expect, it } from "vitest";
import { subjectOfPage } from "../src/page-subject.ts";

describe("subjectOfPage", () => {
  it.each([
    ["docs/middleware/kiln-auth.md", "src/middleware/kiln-auth/index.ts"],
    ["docs/kilnAuth.mdx", "src/kiln_auth.py"],
    ["packages/kiln/README.md", "packages/kiln/src/index.ts"],
    ["docs/kiln/index.md", "src/kiln.ts"],
    ["docs/20-usage/120-kiln.md", "packages/kiln/src/index.ts"],
  ])("%s is about %s", (page, path) => {
    expect(subjectOfPage(page)(path)).toBe(true);
  });

  it.each([
    ["docs/middleware/kiln-auth.md", "src/middleware/lid-auth/index.ts"],
    ["docs/middleware/kiln-auth.md", "src/auth.ts"],
    ["README.md", "src/readme.ts"],
    ["docs/index.md", "docs/example.ts"],
    ["docs/20-usage/10-index.md", "src/index.ts"],
    ["docs/configuration.md", "src/configuration.ts"],
    ["packages/kiln/README.md", "packages/lid/src/kiln.test-name.ts"],
  ])("%s is not about %s", (page, path) => {
    expect(subjectOfPage(page)(path)).toBe(false);
  });
});
