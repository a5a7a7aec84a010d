import { z } from "zod";
import { publishSchema } from "./config-publish.ts";
import { deployment, flagCall, flagSystem, tracker } from "./config-systems.ts";
import { folders, globs } from "./glob.ts";
import { wiringSchema } from "./wiring/config.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

const engineeringRepository = z.strictObject({
  repository: z
    .string()
    .regex(/^(?:\.|[\w.-]+\/[\w.-]+)$/, "expected owner/repository, or . for the repository of the docs")
    .describe("Repository whose source the docs describe; a dot for the repository that holds the docs themselves"),
  roots: folders.default([]).describe("Folders that hold the source; empty means all of it"),
  visibility: z
    .enum(["public", "private"])
    .default("private")
    .describe("Who may read it; decides where excerpts are shown"),
  // No more commits than these are ever looked at.
  history: z
    .number()
    .int()
    .min(0)
    .max(3000)
    .default(0)
    .describe(
      "Commits before it that are fetched too, to tell what a name that is gone has become; each adds to what a run fetches",
    ),
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
  trackers: z
    .array(tracker)
    .max(10)
    .default([])
    .refine(
      (all) => all.every(({ system, commentTokenEnv }) => commentTokenEnv === undefined || system === "linear"),
      "comments are written on tickets of Linear only",
    )
    .describe("Trackers to ask for tickets: they lead to pull requests and show their state, and never prove anything"),
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
      dismissals: z
        .enum(["claim", "commit"])
        .default("claim")
        .describe(
          "How long a dismissed contradiction stays dismissed: claim = while the page says the same words, commit = until the next push, which asks again",
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

/** One tracker of the configuration. */
export type TrackerSettings = Config["trackers"][number];

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

/** Reads the configuration of one docs repository: what it says of itself is said of that repository. @throws UsageError */
export function readConfigOf(docsRepository: string, source: YamlFile): Config {
  const config = readConfig(source);
  const repositories = config.engineering.repositories.map((one) =>
    one.repository === "." ? { ...one, repository: docsRepository } : one,
  );
  return { ...config, engineering: { ...config.engineering, repositories } };
}

/**
 * Reads a configuration file.
 * @throws UsageError with every mistake, located.
 */
export function readConfig(source: YamlFile): Config {
  return source.text.trim() === "" ? defaultConfig : readYaml(source, configSchema);
}
