import { z } from "zod";
import { claimKinds, factRoles, normalisations, predicateNames, strengths, structures } from "../types/index.ts";
import { compileIssue } from "./pattern.ts";

const pattern = z
  .string()
  .min(1)
  .max(2000)
  .superRefine((text, context) => {
    const issue = compileIssue(text);
    if (issue !== undefined) context.addIssue({ code: "custom", message: issue });
  });

const capturing = pattern.refine((text) => text.includes("(?P<value>"), "expected a capture (?P<value>…)");
const sentence = z.string().min(10).max(500);

const qualifier = z.union([
  z.string().min(1).max(100),
  z.strictObject({
    from: z.enum(["around", "before", "after", "heading", "row", "value"]),
    column: pattern.exactOptional(),
    pattern: capturing,
    required: z.boolean().exactOptional(),
  }),
]);

const matcher = z.strictObject({
  in: z
    .array(z.enum(["prose", "heading", "inline-code", "table-cell", "link", "code", "jsx-attribute", "frontmatter"]))
    .min(1)
    .describe("Contexts it looks at"),
  languages: z.array(z.string()).exactOptional().describe("Languages of fenced code"),
  pattern: capturing.describe("RE2; capture value is the claim, other named captures are qualifiers"),
  structure: z.enum(structures).exactOptional().describe("Reads fenced code by its structure"),
  at: z.string().exactOptional().describe("Glob over the key path, dots between keys"),
  take: z.enum(["key", "value"]).exactOptional(),
  component: pattern.exactOptional(),
  attribute: pattern.exactOptional(),
  column: pattern.exactOptional(),
  heading: pattern.exactOptional(),
  near: pattern.exactOptional(),
  unless: pattern.exactOptional(),
  qualifiers: z.record(z.string(), qualifier).exactOptional(),
});

const role = z.enum(Object.keys(factRoles).filter((name): name is keyof typeof factRoles => name in factRoles));

/** Schema of a rule file; `rules/schema.json` is made from it. */
export const ruleSchema = z.strictObject({
  id: z.enum(claimKinds).describe("Kind of claim; the name of the file"),
  summary: sentence.describe("What a claim of this kind states"),
  why: sentence.describe("Why a wrong one hurts"),
  fix: sentence.describe("What to do about a contradicted one"),
  severity: z.enum(["error", "warning"]),
  matchers: z.array(matcher).min(1),
  needles: z
    .array(z.string().min(1))
    .min(1)
    .describe("Words to search the source for, templates over {value} and qualifiers"),
  proof: z.strictObject({
    predicate: z.enum(predicateNames),
    confirms: z.array(role).min(1),
    slot: z.array(role).default([]),
    same: z.array(z.string()).default([]),
    accepts: z.array(z.enum(strengths)).default(["code", "config"]),
    normalise: z.array(z.enum(normalisations)).default([]),
  }),
  examples: z.strictObject({ match: z.array(z.string()).min(1), ignore: z.array(z.string()).min(1) }),
});
