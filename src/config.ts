import { z } from "zod";
import { wiringSchema } from "./wiring/config.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, "expected owner/repository");
const globs = z.array(z.string().min(1).max(200)).max(200);
const labelName = z.string().min(1).max(50);

const engineeringRepository = z.strictObject({
  repository: repositoryName.describe("Repository whose source the docs describe"),
  roots: globs.default([]).describe("Folders that hold the source; empty means all of it"),
  visibility: z
    .enum(["public", "private"])
    .default("private")
    .describe("Who may read it; decides where excerpts are shown"),
});

const labels = z.strictObject({
  live: labelName.default("ready to merge").describe("Label: true and live"),
  staged: labelName.default("staged").describe("Label: live in a pre-production environment only"),
  pending: labelName.default("pending").describe("Label: merged but not released to everyone"),
  blocked: labelName.default("awaiting eng").describe("Label: engineering work is open"),
  unknown: labelName.default("needs verification").describe("Label: something could not be established"),
  contradicted: labelName.default("needs eng review").describe("Label: a claim is contradicted by the source"),
  verified: labelName.default("code-verified").describe("Label: every claim is confirmed"),
  partial: labelName
    .default("code-verified-partial")
    .describe("Label: some claims are confirmed, none is contradicted"),
  changelog: labelName.default("changelog").describe("Label: the pull request adds a changelog entry; only ever added"),
});

const flagSystem = z.strictObject({
  vendor: z.enum(["launchdarkly", "unleash", "flagd"]).describe("System that holds the flags"),
  project: z.string().min(1).max(200).default("default").describe("Project of the flags"),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of the system; needed for Unleash"),
  tokenEnv: z
    .string()
    .regex(/^(?!GITHUB_|ACTIONS_|INPUT_)[A-Z][A-Z0-9_]*$/, "expected the name of an environment variable of your own")
    .optional()
    .describe("Name of the environment variable that holds a read-only token"),
  repository: repositoryName.optional().describe("Repository of the flag file, for flagd"),
  path: z.string().min(1).max(300).optional().describe("Path of the flag file, for flagd"),
  production: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(20)
    .default(["production"])
    .describe("Names of the environments that customers use; for flagd the environment of the file"),
});

/** Schema of `.github/docs-verdict.yml`; the JSON Schema and the README table are made from it. */
export const configSchema = z.strictObject({
  version: z.literal(1).default(1).describe("Version of this file's format"),
  documents: z
    .strictObject({
      include: globs.default(["**/*.mdx", "**/*.md"]).describe("Pages to verify"),
      exclude: globs
        .default(["**/node_modules/**", "README.md", "CONTRIBUTING.md", ".github/**"])
        .describe("Pages to leave out"),
      entries: globs.default(["changelog/*.mdx", "changelog/*.md"]).describe("Pages that are changelog entries"),
    })
    .prefault({}),
  engineering: z
    .strictObject({
      repositories: z
        .array(engineeringRepository)
        .max(50)
        .default([])
        .describe("Repositories whose source proves claims; the first is the default"),
      siblings: z
        .array(z.string().min(1))
        .max(500)
        .default([])
        .describe("Names that belong to other products of yours"),
      thirdParties: z
        .array(z.string().min(1))
        .max(500)
        .default([])
        .describe("Names that belong to others, beside the built-in list"),
    })
    .prefault({}),
  flags: z
    .array(flagSystem)
    .max(10)
    .default([])
    .describe("Feature flag systems to ask; none means that a named flag stays unknown"),
  policy: z
    .strictObject({
      maxAgeHours: z
        .number()
        .int()
        .min(1)
        .max(720)
        .default(24)
        .describe("Hours after which a revocable proof is stale"),
      withoutReference: z
        .enum(["unknown", "claims-only"])
        .default("unknown")
        .describe(
          "Verdict of pages that name no engineering work: unknown, or decided by their claims alone; changelog entries are always unknown",
        ),
      deployment: z
        .enum(["merged"])
        .default("merged")
        .describe("What proves that a commit runs: merged = merged into the default branch means deployed"),
    })
    .prefault({}),
  publish: z
    .strictObject({
      checkName: z
        .string()
        .min(1)
        .max(100)
        .default("docs-verdict")
        .describe("Name of the check; branch protection refers to it"),
      comment: z.boolean().default(true).describe("Publish the comment"),
      suggestions: z
        .boolean()
        .default(true)
        .describe("Offer one-line corrections of changelog wiring as suggested changes, each once"),
      labels: labels.prefault({}).describe("Names of the labels"),
    })
    .prefault({}),
  wiring: wiringSchema.prefault({}).describe("How changelog entries are wired into the site"),
});

/** The effective configuration, with every default filled in. */
export type Config = z.infer<typeof configSchema>;

/** One feature flag system of the configuration. */
export type FlagSystem = Config["flags"][number];

/** Names of the labels by meaning. */
export type LabelNames = Config["publish"]["labels"];

/** The configuration used when a repository has none. */
export const defaultConfig: Config = configSchema.parse({});

/**
 * Reads a configuration file.
 * @throws UsageError with every mistake, located.
 */
export function readConfig(source: YamlFile): Config {
  return source.text.trim() === "" ? defaultConfig : readYaml(source, configSchema);
}
