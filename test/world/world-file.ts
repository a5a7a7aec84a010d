import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { readYaml } from "../../src/yaml-file.ts";

const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
const access = z.enum(["none", "read", "triage", "write", "maintain", "admin"]);
const merged = z.strictObject({ at: time, method: z.enum(["merge", "squash", "rebase"]).default("squash") });
const key = z.string().regex(/^[\w.-]+\/[\w.-]+#\d+$/);

/** Format of `world.yml`: repositories, pull requests and comments, with files in folders beside it. */
export const worldSchema = z.strictObject({
  now: time,
  repositories: z.array(
    z.strictObject({
      name: z.string(),
      visibility: z.enum(["public", "private"]),
      base: z.string().describe("Folder with the files of the first commit"),
      collaborators: z.record(z.string(), access).default({}),
    }),
  ),
  pulls: z.array(
    z.strictObject({
      repository: z.string(),
      number: z.number().int(),
      branch: z.string(),
      author: z.string(),
      files: z.string().describe("Folder with the files that the pull request adds or changes"),
      openedAt: time,
      title: z.string(),
      body: z.string().default(""),
      merged: merged.exactOptional(),
    }),
  ),
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
