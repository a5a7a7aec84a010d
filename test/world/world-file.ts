import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { readYaml } from "../../src/yaml-file.ts";

const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
const access = z.enum(["none", "read", "triage", "write", "maintain", "admin"]);
const merged = z.strictObject({ at: time, method: z.enum(["merge", "squash", "rebase"]).default("squash") });
const revision = z.string().regex(/^[\w.-]+\/[\w.-]+(?:#\d+|@[\w./-]+)$/);
const key = z.string().regex(/^[\w.-]+\/[\w.-]+#\d+$/);

/** Format of `world.yml`: repositories, pull requests and comments, with files in folders beside it. */
export const worldSchema = z.strictObject({
  now: time,
  repositories: z.array(
    z.strictObject({
      name: z.string(),
      visibility: z.enum(["public", "private"]),
      base: z.string().exactOptional().describe("Folder with the files of the first commit"),
      files: z
        .record(z.string(), z.string())
        .default({})
        .describe("Files of the first commit, beside those of the folder"),
      collaborators: z.record(z.string(), access).default({}),
    }),
  ),
  pulls: z.array(
    z.strictObject({
      repository: z.string(),
      number: z.number().int(),
      branch: z.string(),
      author: z.string(),
      files: z
        .union([z.string(), z.record(z.string(), z.string())])
        .describe("Files that the pull request adds or changes, or the folder that holds them"),
      base: z.string().exactOptional().describe("Branch that it is merged into, the default branch unless said"),
      closed: z.strictObject({ at: time }).exactOptional(),
      openedAt: time,
      title: z.string(),
      body: z.string().default(""),
      merged: merged.exactOptional(),
    }),
  ),
  reverts: z
    .array(z.strictObject({ repository: z.string(), of: z.number().int(), at: time, again: time.exactOptional() }))
    .default([])
    .describe("Merged pull requests that were reverted; again = when the revert was reverted"),
  issues: z
    .array(z.strictObject({ repository: z.string(), number: z.number().int(), title: z.string(), openedAt: time }))
    .default([]),
  commits: z
    .array(
      z.strictObject({
        repository: z.string(),
        branch: z.string().exactOptional(),
        from: z.string().exactOptional().describe("Where a new branch starts"),
        at: time,
        message: z.string().describe("{owner/repo#1} stands for a landing commit"),
        files: z.record(z.string(), z.string().nullable()).describe("New text of files; null removes one"),
      }),
    )
    .default([])
    .describe("Commits without a pull request"),
  deployments: z
    .array(
      z.strictObject({
        work: revision.describe("Pull request whose landing commit is deployed, or owner/repo@branch"),
        environment: z.string(),
        at: time,
        state: z.enum(["success", "failure", "in_progress"]).default("success"),
      }),
    )
    .default([]),
  releases: z
    .array(
      z.strictObject({
        work: revision.describe("Pull request whose landing commit is released, or owner/repo@branch"),
        tag: z.string(),
        at: time,
        kind: z.enum(["release", "prerelease", "draft"]).default("release"),
      }),
    )
    .default([]),
  answers: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("What systems other than GitHub answer, by address; {owner/repo#1} stands for a landing commit"),
  earlierRuns: z
    .array(z.strictObject({ now: time, sourceAccess: z.enum(["read", "none"]) }))
    .default([])
    .describe("Runs that were published before, oldest first, and what the source token could do then"),
  sourceAccess: z
    .enum(["read", "none"])
    .default("read")
    .describe("What the source token may do in private repositories"),
  renames: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        when: z.enum(["before the first run", "after the earlier runs"]).default("before the first run"),
      }),
    )
    .default([]),
  comments: z.array(z.strictObject({ pull: key, author: z.string(), at: time, body: z.string() })).default([]),
});

/** A world as described in `world.yml`. */
export type WorldFile = z.infer<typeof worldSchema>;

/** Reads `world.yml` of a folder. */
export function readWorldFile(folder: string): WorldFile {
  const file = join(folder, "world.yml");
  return readYaml({ file, text: readFileSync(file, "utf8") }, worldSchema);
}

/** All files below a folder by their path, as text. */
export function readFiles(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}
