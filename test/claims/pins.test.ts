import { describe, expect, it } from "vitest";
import { readClaims } from "../../src/assess.ts";
import { configSchema } from "../../src/config.ts";

const config = configSchema.parse({});

async function pinsOf(text: string, changedLines?: readonly number[]) {
  const source = { path: "kiln.mdx", text, ...(changedLines === undefined ? {} : { changedLines }) };
  const { claims, documents } = await readClaims([source], config);
  const problems = documents.flatMap((document) => document.problems);
  return { claims: claims.filter(({ kind }) => kind === "pinned"), problems };
}

describe("pins", () => {
  it.each([
    ["src/kiln.ts", { path: "src/kiln.ts" }, "src/kiln.ts"],
    ["src/kiln.ts#fire", { path: "src/kiln.ts", in: "fire" }, "fire"],
    ["src/kiln.ts#maxTries = 5", { path: "src/kiln.ts", subject: "maxTries" }, "5"],
    ["src/kiln.ts#Kiln.fire: shut < heat", { path: "src/kiln.ts", in: "Kiln.fire" }, "shut < heat"],
    ["src/kiln.ts#fire calls shut before heat", { first: "shut", second: "heat" }, "shut < heat"],
  ])("reads %s", async (pin, qualifiers, value) => {
    const { claims, problems } = await pinsOf(`A kiln. {/* verify: ${pin} */}\n`);
    expect(problems).toEqual([]);
    expect(claims).toMatchObject([{ value, qualifiers, ownership: { owner: "project" } }]);
  });

  it.each([
    "the door is closed",
    "kiln",
    "src/kiln.ts#",
    "src/kiln.ts#a b",
    "src/kiln.ts#fire: shut",
    "src/kiln.ts#fire =",
    "#fire",
  ])("says where a pin stands that it cannot read: %s", async (pin) => {
    const { claims, problems } = await pinsOf(`# Kiln\n\nA kiln. {/* verify: ${pin} */}\n`);
    expect(claims).toEqual([]);
    expect(problems).toMatchObject([{ code: "pin", place: { startLine: 3 } }]);
    expect(problems[0]?.message).toContain(`Unexpected pin "${pin}", expected`);
  });

  it("checks pins whose lines did not change", async () => {
    const { claims } = await pinsOf("Changed.\n\nSame. {/* verify: src/kiln.ts */}\n", [1]);
    expect(claims).toHaveLength(1);
  });

  it("places the claim on its words, not on the comment", async () => {
    const text = "Same. {/* verify: src/kiln.ts#heat = 5 */}\n";
    const [claim] = (await pinsOf(text)).claims;
    expect(text.slice(claim?.place.startOffset, claim?.place.endOffset)).toBe("5");
  });
});
