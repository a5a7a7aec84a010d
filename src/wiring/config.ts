import { z } from "zod";
import { globText } from "../glob.ts";

/** Every framework whose changelog can be wired. */
export const frameworkNames = [
  "mintlify",
  "docusaurus",
  "starlight",
  "nextra",
  "fumadocs",
  "changesets",
  "keep-a-changelog",
] as const;

/** One of {@link frameworkNames}. */
export type FrameworkName = (typeof frameworkNames)[number];

const folder = z
  .string()
  .max(200)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]*$/, "expected a path inside the repository");
const text = z.string().max(2000);

/** Schema of the section `wiring`: only what differs from the framework's habit. */
export const wiringSchema = z.strictObject({
  framework: z.enum(frameworkNames).optional().describe("Framework of the docs; found by its files when absent"),
  root: folder.optional().describe("Folder of the docs site; the folder of the framework's file when absent"),
  entries: folder.optional().describe("Folder of the entries, below the root"),
  index: folder.optional().describe("Page that lists every entry, below the root"),
  tab: z.string().min(1).max(100).default("Changelog").describe("Name of the tab or group that holds the entries"),
  categories: z
    .record(z.string().min(1).max(100), folder.nullable())
    .default({})
    .describe("Every category with its product page below the root, or null when it has none"),
  required: z.array(z.string().min(1).max(100)).max(50).optional().describe("Frontmatter that every entry must have"),
  update: z
    .strictObject({
      label: text.optional().describe("Label of an update, such as {month} {day}, {year}"),
      tags: z.array(text).max(10).optional().describe("Tags of an update, such as {category}"),
      body: text.optional().describe("Text of an update, such as **[{title}]({url})**"),
    })
    .prefault({})
    .describe("How an update shows its entry; learned from the page when absent"),
  dateBasis: z
    .strictObject({
      basis: z
        .enum(["merged", "deployed"])
        .default("merged")
        .describe("Which date of the engineering work an entry carries"),
      toleranceDays: z.number().int().min(0).max(365).default(1).describe("Days that an entry's date may differ"),
    })
    .prefault({}),
  categoryByPath: z
    .array(
      z.strictObject({
        paths: z.array(globText).min(1).max(100).describe("Globs of changed files"),
        category: z.string().min(1).max(100).describe("Category of an entry about such files"),
      }),
    )
    .max(200)
    .default([])
    .describe("Category of a new entry by the files its engineering pull request changes"),
});

/** The section `wiring` with every default filled in. */
export type WiringConfig = z.infer<typeof wiringSchema>;

/** The section `wiring` of a repository that states none. */
export const defaultWiring: WiringConfig = wiringSchema.parse({});
