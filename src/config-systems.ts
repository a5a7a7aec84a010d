import { z } from "zod";
import { globs } from "./glob.ts";
import { deploymentMeans } from "./types/index.ts";

/** `owner/repository`. */
export const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, "expected owner/repository");
const environmentVariable = z
  .string()
  .regex(/^(?!GITHUB_|ACTIONS_|INPUT_)[A-Z][A-Z0-9_]*$/, "expected the name of an environment variable of your own");

const projectName = z.string().min(1).max(200);

/** A feature flag system to ask. */
export const flagSystem = z.strictObject({
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

/** A function of the project that asks for a flag. */
export const flagCall = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,5}$/, "expected a name such as isFeatureOn or flags.isOn")
    .max(100)
    .describe("Name of the function, with its receiver where the name alone could be another"),
  argument: z.number().int().min(1).max(9).default(1).describe("Place of the flag's key among the arguments, from 1"),
});

/** How one engineering repository reaches customers. */
export const deployment = z.strictObject({
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

/** Settings of one tracker. */
export const tracker = z.strictObject({
  system: z.enum(["linear", "jira"]).describe("System that holds the tickets; GitHub issues need no entry"),
  projects: z
    .array(z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, "expected the letters of a ticket's key"))
    .max(200)
    .default([])
    .describe("Keys of its projects or teams, such as TRUNK; empty means any ticket whose tracker is not named"),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of the system; needed for Jira"),
  tokenEnv: environmentVariable
    .optional()
    .describe(
      "Name of the environment variable that holds a read-only token; for Jira in the cloud the address of its owner, a colon, and the token",
    ),
  commentTokenEnv: environmentVariable
    .optional()
    .describe(
      "Name of the environment variable that holds a token that may comment, for Linear: the tickets that a docs pull request names then carry one comment with its verdict; absent means that nothing is written",
    ),
});
