import { z } from "zod";
import { publishSchema } from "./config-publish.ts";
import { deploymentMeans } from "./types/index.ts";
import { wiringSchema } from "./wiring/config.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, "expected owner/repository");
const globs = z.array(z.string().min(1).max(200)).max(200);
const environmentVariable = z
  .string()
  .regex(/^(?!GITHUB_|ACTIONS_|INPUT_)[A-Z][A-Z0-9_]*$/, "expected the name of an environment variable of your own");

const engineeringRepository = z.strictObject({
  repository: repositoryName.describe("Repository whose source the docs describe"),
  roots: globs.default([]).describe("Folders that hold the source; empty means all of it"),
  visibility: z
    .enum(["public", "private"])
    .default("private")
    .describe("Who may read it; decides where excerpts are shown"),
});

const projectName = z.string().min(1).max(200);

const flagSystem = z.strictObject({
  vendor: z
    .enum(["launchdarkly", "unleash", "flagsmith", "growthbook", "posthog", "statsig", "flagd", "file"])
    .describe("System that holds the flags; `file` is a JSON or YAML file in a repository"),
  project: projectName.default("default").describe("Project of the flags; a number for Flagsmith and PostHog"),
  projects: z.array(projectName).max(20).default([]).describe("More projects of the same system to look in"),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of the system; needed for Unleash"),
  tokenEnv: environmentVariable.optional().describe("Name of the environment variable that holds a read-only token"),
  repository: repositoryName.optional().describe("Repository of the flag file, for flagd and file"),
  path: z.string().min(1).max(300).optional().describe("Path of the flag file, for flagd and file"),
  ref: z
    .string()
    .regex(/^(?![-/])(?!.*\.\.)[\w./-]{1,200}$/, "expected a commit, tag or branch")
    .optional()
    .describe("Commit, tag or branch of the flag file; the head of the default branch when absent"),
  at: z
    .string()
    .min(1)
    .max(200)
    .refine((path) => path.split(".").filter((part) => part === "{flag}").length === 1, "expected {flag} once")
    .default("{flag}")
    .describe("Where a flag stands in the file, for file: `flags.{flag}`, `{environment}.{flag}`"),
  production: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(20)
    .default(["production"])
    .describe(
      "Names of the environments that customers use; for flagd, PostHog and files that tell no environments apart the first is theirs",
    ),
});

const flagCall = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,5}$/, "expected a name such as isFeatureOn or flags.isOn")
    .max(100)
    .describe("Name of the function, with its receiver where the name alone could be another"),
  argument: z.number().int().min(1).max(9).default(1).describe("Place of the flag's key among the arguments, from 1"),
});

const deployment = z.strictObject({
  repository: repositoryName.describe("Engineering repository that is deployed this way"),
  by: z
    .enum(deploymentMeans)
    .describe(
      "What tells which commit runs: GitHub deployments of an environment, releases, tags, the commit recorded in an npm package, or an address that answers a commit",
    ),
  environments: z
    .array(z.string().min(1).max(255))
    .min(1)
    .max(20)
    .default(["production"])
    .describe("Environments of GitHub deployments that customers use; all of them must run the change"),
  staging: z
    .array(z.string().min(1).max(255))
    .max(20)
    .default([])
    .describe("Environments of GitHub deployments before production"),
  tags: globs.default(["**"]).describe("Tags that count, for releases and tags"),
  prereleases: z.boolean().default(false).describe("Count pre-releases as releases"),
  package: z.string().min(1).max(214).optional().describe("Name of the package; needed for npm"),
  distTag: z.string().min(1).max(100).default("latest").describe("Tag of the version that customers install, for npm"),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address that answers a commit; for npm the registry, https://registry.npmjs.org when absent"),
  field: z
    .string()
    .max(200)
    .default("")
    .describe("Path of the commit in the JSON that the address answers, such as build.commit; empty for plain text"),
  tokenEnv: environmentVariable
    .optional()
    .describe("Name of the environment variable that holds a read-only token, for npm and an address"),
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
    .describe(
      "Feature flag systems to ask; none means that a named flag stays unknown, and that engineering changes are not searched for flags",
    ),
  flagCalls: z
    .array(flagCall)
    .max(50)
    .default([])
    .describe("Functions of your own that ask for a flag, beside the libraries of the vendors"),
  deployments: z
    .array(deployment)
    .max(50)
    .default([])
    .refine(
      (all) => new Set(all.map(({ repository }) => repository.toLowerCase())).size === all.length,
      "a repository may be named once",
    )
    .describe("How engineering repositories reach customers; for those not named, policy.deployment decides"),
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
      followUps: z
        .array(z.enum(["declared", "stacked", "overlapping", "mentioned"]))
        .max(4)
        .default(["declared", "stacked", "overlapping"])
        .describe(
          "Open pull requests that hold the docs back beside those that are listed: declared = a writer says it follows up the work, stacked = based on its branch, overlapping = changes lines that claims rest on, mentioned = mentions the work",
        ),
      deployment: z
        .enum(["merged", "configured"])
        .default("merged")
        .describe(
          "What proves that a commit of a repository without an entry in deployments runs: merged = merged into the default branch means deployed, configured = nothing does",
        ),
    })
    .prefault({}),
  publish: publishSchema.prefault({}),
  wiring: wiringSchema.prefault({}).describe("How changelog entries are wired into the site"),
});

/** The effective configuration, with every default filled in. */
export type Config = z.infer<typeof configSchema>;

/** One feature flag system of the configuration. */
export type FlagSystem = Config["flags"][number];

/** How one engineering repository reaches customers. */
export type DeploymentSettings = Config["deployments"][number];

/** Names of the labels by meaning. */
export type LabelNames = Config["publish"]["labels"];

/** Whether engineering changes are searched for feature flags: without any system no flag could be looked up. */
export function searchesFlags({ flags, flagCalls }: Pick<Config, "flags" | "flagCalls">): boolean {
  return flags.length + flagCalls.length > 0;
}

/** The configuration used when a repository has none. */
export const defaultConfig: Config = configSchema.parse({});

/**
 * Reads a configuration file.
 * @throws UsageError with every mistake, located.
 */
export function readConfig(source: YamlFile): Config {
  return source.text.trim() === "" ? defaultConfig : readYaml(source, configSchema);
}
