import { z } from "zod";

const labelName = z.string().min(1).max(50);

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

/** How a verdict is shown: what is published, and under which names. */
export const publishSchema = z.strictObject({
  checkName: z
    .string()
    .min(1)
    .max(100)
    .default("docs-verdict")
    .describe("Name of the check; branch protection refers to it"),
  comment: z.boolean().default(true).describe("Publish the comment"),
  excerpts: z
    .enum(["comment", "summary"])
    .default("comment")
    .describe(
      "Where excerpts of the source stand, for readers who may see them: in the comment too, or in the job summary alone",
    ),
  notify: z
    .enum(["none", "transition"])
    .default("none")
    .describe(
      "none = the comment is edited in silence; transition = one short comment more for each change of verdict",
    ),
  draft: z
    .boolean()
    .default(false)
    .describe(
      "Make the pull request a draft while it must not merge, and ready again if it was this tool that made it one; the token needs contents: write",
    ),
  titlePrefix: z
    .string()
    .max(40)
    .default("")
    .describe("Words before the title while the pull request must not merge, such as [HOLD]; empty means none"),
  suggestions: z
    .boolean()
    .default(true)
    .describe("Offer one-line corrections of changelog wiring as suggested changes, each once"),
  ledgerRef: z
    .boolean()
    .default(false)
    .describe(
      "Keep what was recorded also on a ref of the docs repository, refs/docs-verdict/ledger/<number>, so that a deleted comment loses no blocker; the token needs contents: write",
    ),
  labels: labels.prefault({}).describe("Names of the labels"),
});
