import { expect, it } from "vitest";
import { detectFramework } from "../../src/documents/frameworks/detect.ts";

it.each([
  ["mintlify", ["docs.json", "a.mdx"]],
  ["mintlify", ["docs/mint.json"]],
  ["docusaurus", ["website/docusaurus.config.ts"]],
  ["starlight", ["src/content/docs/index.mdx"]],
  ["nextra", ["pages/_meta.json"]],
  ["fumadocs", ["source.config.ts"]],
  ["changesets", [".changeset/config.json", "CHANGELOG.md"]],
  ["keep-a-changelog", ["CHANGELOG.md"]],
  ["unknown", ["README.md"]],
])("detects %s", (framework, paths) => {
  expect(detectFramework(paths)).toBe(framework);
});
