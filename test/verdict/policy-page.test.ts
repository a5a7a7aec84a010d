import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { policyPage, verdictTable } from "./policy-page.ts";

const root = resolve(import.meta.dirname, "../..");

it("is printed on a page of its own", async () => {
  await expect(policyPage()).toMatchFileSnapshot(resolve(root, "docs/policy.md"));
});

it("is summed up in the README", async () => {
  const readme = readFileSync(resolve(root, "README.md"), "utf8");
  const [before = "", rest = ""] = readme.split("<!-- verdicts -->\n");
  const after = rest.slice(rest.indexOf("<!-- /verdicts -->"));
  const printed = `${before}<!-- verdicts -->\n${verdictTable()}\n${after}`;
  await expect(printed).toMatchFileSnapshot(resolve(root, "README.md"));
});
