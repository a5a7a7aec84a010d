import { describe, expect, it } from "vitest";
import { earlierReleases } from "../../src/evidence/earlier-release.ts";

describe("earlierReleases", () => {
  it.each<[string, string, readonly string[], string | undefined]>([
    ["the page stands outside of its folder", "docs/v2/kiln.mdx", ["docs/kiln.mdx"], "v2"],
    ["a folder of minor versions", "docs/2.x/parts/lid.md", ["docs/parts/lid.md"], "2.x"],
    ["a folder named by the product too", "docs/kiln-2.x/lid.md", ["docs/kiln-4.x/lid.md"], "kiln-2.x"],
    ["a newer folder has it", "docs/v2/kiln.mdx", ["docs/v3/kiln.mdx"], "v2"],
    ["only an older folder has it", "docs/v3/kiln.mdx", ["docs/v2/kiln.mdx"], undefined],
    [
      "most pages of its folder stand outside",
      "docs/v2/kiln.mdx",
      ["a", "b", "c"].flatMap((name) => [`docs/v2/${name}.mdx`, `docs/${name}.mdx`]),
      "v2",
    ],
    [
      "few pages of its folder stand outside",
      "docs/v2/kiln.mdx",
      ["docs/v2/a.mdx", "docs/a.mdx", "docs/v2/b.mdx", "docs/v2/c.mdx"],
      undefined,
    ],
    ["no other page is like it", "docs/v2/kiln.mdx", ["docs/lid.mdx"], undefined],
    ["an API in two versions", "docs/api/v1/kiln.mdx", ["docs/api/v2/kiln.mdx"], undefined],
    ["a page named by a version", "docs/v2.mdx", ["docs/v3.mdx"], undefined],
    ["no version at all", "docs/kiln.mdx", ["docs/v2/kiln.mdx"], undefined],
  ])("%s", (_, page, others, release) => {
    expect(earlierReleases(new Set([page]), others).get(page)).toBe(release);
  });
});
