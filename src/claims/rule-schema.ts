import { z } from "zod";
import {
  claimKinds,
  type FactRole,
  factRoles,
  type Matcher,
  qualifierNames,
  type Rule,
  strengths,
} from "../types/index.ts";
import { exampleDocument } from "./examples.ts";
import { extractClaims } from "./extract.ts";
import { captureNames, patternMistake } from "./pattern.ts";
import { parsePath, structureNames } from "./structures/read-parts.ts";
import { templateNames } from "./template.ts";

const sentence = z.string().min(1).max(1000);
const qualifier = z.enum(qualifierNames);
const template = z.string().min(1).max(200);
const roles = Object.keys(factRoles).filter((role): role is FactRole => role in factRoles);

const pattern = z
  .string()
  .min(1)
  .max(2000)
  .superRefine((value, context) => {
    const mistake = patternMistake(value);
    if (mistake !== undefined) context.addIssue({ code: "custom", message: mistake });
  });

const path = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => parsePath(value) !== undefined, {
    error: `expected a path such as \`data: **.headers.*\` that starts with one of ${structureNames.join(", ")}`,
  })
  .refine((value) => (value.match(/\*\*/g)?.length ?? 0) <= 2, { error: "expected at most two `**`" });

const context = z.enum([
  "prose",
  "heading",
  "inline-code",
  "table-cell",
  "link",
  "code",
  "jsx-attribute",
  "frontmatter",
  "pin",
]);

const matcher = z
  .strictObject({
    in: z.array(context).min(1).optional().describe("Contexts of fragments it looks at"),
    languages: z.array(z.string().min(1)).min(1).optional().describe("Languages of fenced code it looks at"),
    path: path.optional().describe("Part of a structured fragment to look at instead of its whole text"),
    take: z.enum(["key", "value"]).optional().describe("Whether the key or the value at the path is read"),
    pattern: pattern.optional().describe("RE2 pattern; captures are `value` and qualifiers"),
    value: template.optional().describe("Template over captures, where no capture `value` makes the value"),
    except: pattern.optional().describe("RE2 pattern that the value must not match"),
    before: pattern.optional().describe("RE2 pattern of the words right before the value; end it with $"),
    after: pattern.optional().describe("RE2 pattern of the words right after the value; begin it with ^"),
    near: pattern.optional().describe("RE2 pattern that the words around must match"),
    unless: pattern.optional().describe("RE2 pattern that the words around must not match"),
    column: pattern.optional().describe("RE2 pattern of the column's header"),
    under: pattern.optional().describe("RE2 pattern of a heading above"),
    title: pattern.optional().describe("RE2 pattern of the code block's title"),
    qualifiers: z.partialRecord(qualifier, template).optional().describe("Constants, or templates over captures"),
  })
  .superRefine((value, context) => {
    for (const { message, path } of matcherMistakes(value)) context.addIssue({ code: "custom", message, path });
  });

const proof = z.strictObject({
  predicate: z
    .enum(["named", "imported", "valued", "measured", "ordered", "block", "present", "located", "pinned"])
    .describe("How claim and facts are compared"),
  confirms: z.array(z.enum(roles)).min(1).describe("Roles whose value confirms"),
  slot: z.array(z.enum(roles)).default([]).describe("Roles that fill the same slot: another value there contradicts"),
  same: z.array(z.string().min(1)).default([]).describe("Qualifiers on which a fact must agree to fill the slot"),
  accepts: z.array(z.enum(strengths)).min(1).default(["code", "config"]).describe("Strengths that confirm"),
  normalise: z
    .array(z.enum(["case", "quotes", "trailing-slash", "url-parameters", "number", "unit", "dashes"]))
    .default([])
    .describe("How values are made comparable"),
});

const examples = z.strictObject({
  match: z
    .array(z.strictObject({ text: sentence, values: z.array(z.string().min(1)).min(1) }))
    .min(1)
    .describe("Markdown that holds exactly these values"),
  ignore: z.array(sentence).min(1).describe("Markdown that holds no claim of this kind"),
});

/** Schema of a file of `rules/` without its examples: enough for rules that were read with {@link ruleSchema} before. */
export const provenRuleSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z\d-]*$/, "expected lower-case words joined by dashes")
      .describe("Same as the file's name"),
    kind: z.enum(claimKinds).describe("Kind of the claims"),
    summary: sentence.describe("What the claims say, one sentence"),
    why: sentence.describe("Why a wrong one matters"),
    fix: sentence.describe("What to do about a wrong one"),
    severity: z.enum(["error", "warning"]),
    repeat: z.enum(["each", "page"]).default("each").describe("Claims at each place, or once a page"),
    except: pattern.optional().describe("RE2 pattern that no value matches, where the matcher has none of its own"),
    matchers: z.array(matcher).min(1).max(60).describe("Where claims are found, in order of priority"),
    needles: z.array(template).min(1).describe("Words to search the source for, templates over value and qualifiers"),
    proof,
    examples,
  })
  .transform(
    ({ except, ...rule }): Rule => ({
      ...rule,
      matchers: rule.matchers.map((each) => withoutUndefined({ ...each, except: each.except ?? except })),
    }),
  );

/** Schema of a file of `rules/`: every mistake that can be seen without a source is found here, with its place. */
export const ruleSchema = provenRuleSchema.superRefine((rule, context) => {
  for (const { message, path } of ruleMistakes(rule)) context.addIssue({ code: "custom", message, path });
});

type Located = { readonly message: string; readonly path: (string | number)[] };

/** Drops keys that are present without a value: the types know only absent ones. */
function withoutUndefined(value: z.infer<typeof matcher>): Matcher {
  const { in: contexts, qualifiers, take, languages, ...texts } = value;
  const given: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) if (text !== undefined) given[name] = text;
  return {
    ...given,
    ...(contexts === undefined ? {} : { in: contexts }),
    ...(languages === undefined ? {} : { languages }),
    ...(take === undefined ? {} : { take }),
    ...(qualifiers === undefined ? {} : { qualifiers: definedOnly(qualifiers) }),
  };
}

function definedOnly(record: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}

type WrittenMatcher = {
  readonly in?: unknown;
  readonly path?: string | undefined;
  readonly pattern?: string | undefined;
  readonly value?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined;
};

function matcherMistakes(value: WrittenMatcher): Located[] {
  const captures =
    value.pattern === undefined || patternMistake(value.pattern) !== undefined ? [] : captureNames(value.pattern);
  const mistakes: Located[] = [];
  if (value.in === undefined && value.path === undefined) {
    mistakes.push({ message: "expected `in` or `path`", path: [] });
  }
  if (value.pattern !== undefined && !captures.includes("value") && value.value === undefined) {
    mistakes.push({ message: "expected a capture `value`, as in (?P<value>…)", path: ["pattern"] });
  }
  for (const name of captures.filter((each) => each !== "value" && !isQualifier(each))) {
    mistakes.push({
      message: `unexpected capture \`${name}\`, expected \`value\` or one of ${qualifierNames.join(", ")}`,
      path: ["pattern"],
    });
  }
  // Parts of structured fragments bring qualifiers of their own, so only patterns over plain text are closed.
  const known = new Set([
    ...captures,
    "value",
    "row",
    "heading",
    "title",
    "subject",
    ...(value.path === undefined ? [] : qualifierNames),
  ]);
  for (const [name, text = ""] of Object.entries({ ...value.qualifiers })) {
    mistakes.push(...undefinedNames(text, known).map((message) => ({ message, path: ["qualifiers", name] })));
  }
  mistakes.push(...undefinedNames(value.value ?? "", known).map((message) => ({ message, path: ["value"] })));
  return mistakes;
}

function undefinedNames(text: string, known: ReadonlySet<string>): string[] {
  return templateNames(text)
    .filter((name) => !known.has(name))
    .map((name) => `unexpected \`{${name}}\`, expected a capture of the pattern`);
}

function isQualifier(name: string): boolean {
  return qualifierNames.some((each) => each === name);
}

function ruleMistakes(rule: Rule): Located[] {
  const known = new Set<string>(["value", "from", ...rule.matchers.flatMap(qualifiersOf)]);
  const needles = rule.needles.flatMap((needle, index) =>
    undefinedNames(needle, known).map((message) => ({ message, path: ["needles", index] })),
  );
  const matched = rule.examples.match.flatMap(({ text, values }, index) => {
    const found = valuesIn(rule, text);
    const message = `expected the values ${JSON.stringify(values)} in the example, found ${JSON.stringify(found)}`;
    return JSON.stringify(found) === JSON.stringify(values) ? [] : [{ message, path: ["examples", "match", index] }];
  });
  const ignored = rule.examples.ignore.flatMap((text, index) => {
    const found = valuesIn(rule, text);
    const message = `expected no value in the example, found ${JSON.stringify(found)}`;
    return found.length === 0 ? [] : [{ message, path: ["examples", "ignore", index] }];
  });
  return [...needles, ...matched, ...ignored];
}

function qualifiersOf(each: Matcher): string[] {
  const captured = each.pattern === undefined ? [] : captureNames(each.pattern);
  const fromParts =
    each.path === undefined
      ? []
      : ["path", "method", "host", "command", "program", "subject", "root", "anchor", "module", "first"];
  return [...captured, ...Object.keys(each.qualifiers ?? {}), ...fromParts];
}

function valuesIn(rule: Rule, text: string): string[] {
  const nobody = { hosts: [], thirdParties: [], programs: [], siblings: [], placeholders: [] };
  return extractClaims(exampleDocument(text), [rule], nobody).map(({ value }) => value);
}
