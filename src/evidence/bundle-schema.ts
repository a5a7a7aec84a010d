import { z } from "zod";
import { type Bundle, type Claim, claimKinds, type DocsPull, type Ledger } from "../types/index.ts";
import { evidenceSchema } from "./evidence-schema.ts";
import { count, text, textMap } from "./fact-schema.ts";

const visibility = z.enum(["public", "private", "unknown"]);
const time = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)), "expected a time such as 2026-06-10T12:00:00Z");

const place = z.strictObject({
  path: text,
  startLine: count,
  startColumn: count,
  endLine: count,
  endColumn: count,
  startOffset: count,
  endOffset: count,
});

const claim = z.strictObject({
  id: text,
  kind: z.enum(claimKinds),
  value: text,
  qualifiers: textMap,
  polarity: z.enum(["present", "absent", "renamed"]),
  ownership: z.strictObject({
    owner: z.enum(["project", "sibling", "third-party", "placeholder"]),
    reason: text.exactOptional(),
  }),
  quote: text,
  sentence: text,
  place,
  rule: text,
}) satisfies z.ZodType<Claim>;

const pull = z.strictObject({
  repository: text,
  number: count,
  url: text,
  title: text,
  body: text,
  author: text,
  state: z.enum(["open", "closed"]),
  draft: z.boolean(),
  headCommit: text,
  baseCommit: text,
  baseBranch: text,
  labels: z.array(text),
  visibility,
  commits: z.array(z.strictObject({ sha: text, message: text })),
  comments: z.array(z.strictObject({ login: text, body: text, permission: text, url: text })),
  changedFiles: z.array(text).exactOptional(),
  changedConfig: text.exactOptional(),
  fileCount: count.exactOptional(),
  filesComplete: z.boolean(),
  unread: z.array(text).exactOptional(),
}) satisfies z.ZodType<DocsPull>;

const ledger = z.strictObject({
  schemaVersion: z.literal(1),
  entries: z.array(
    z.strictObject({
      key: text,
      role: z.enum(["primary", "child", "follow-up", "revert", "blocker", "context"]),
      foundIn: text,
      recordedAt: text,
      id: z.number().int().exactOptional(),
      note: text.exactOptional(),
      headCommit: text.exactOptional(),
      seen: z
        .strictObject({
          state: z.enum(["open", "closed-unmerged", "not-on-default-branch", "reverted", "held"]),
          at: text,
        })
        .exactOptional(),
      resolved: z
        .discriminatedUnion("by", [
          z.strictObject({ by: z.literal("proof"), permalink: text, at: text }),
          z.strictObject({ by: z.literal("release"), login: text, reason: text, headCommit: text, at: text }),
        ])
        .exactOptional(),
    }),
  ),
  transitions: z.array(z.strictObject({ at: text, from: text.exactOptional(), to: text, cause: text })),
  dismissals: z.array(z.strictObject({ claim: text, login: text, reason: text, headCommit: text, at: text })),
}) satisfies z.ZodType<Ledger>;

const bundleSchema = z.strictObject({
  schemaVersion: z.literal(1),
  toolVersion: text,
  now: time,
  config: z.unknown(),
  pull: pull.exactOptional(),
  documents: z.array(z.strictObject({ path: text, text, changedLines: z.array(count).exactOptional() })),
  ledger: ledger.exactOptional(),
  ledgerProblem: z.enum(["lost", "altered", "newer"]).exactOptional(),
  ledgerRefProblem: text.exactOptional(),
  sources: z.array(
    z.strictObject({
      repository: text,
      commit: text,
      webUrl: text.exactOptional(),
      visibility,
      filesSearched: count,
      notChecked: z.array(z.strictObject({ path: text, reason: text })).exactOptional(),
    }),
  ),
  claims: z.array(claim).exactOptional(),
  evidence: z.array(evidenceSchema),
  altered: z.array(text).exactOptional(),
}) satisfies z.ZodType<Bundle>;

/** Everything a run observed, as it stands in a file; the digests tell of each part how it was recorded. */
export const bundleFileSchema = bundleSchema.extend({ digests: textMap.exactOptional() });
