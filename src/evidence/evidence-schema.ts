import { z } from "zod";
import {
  type DeploymentFacts,
  deploymentMeans,
  type Evidence,
  type FlagFacts,
  type FlagUse,
  type FollowUpFacts,
  followUpTies,
  type GateFacts,
  type PullFacts,
  type RevertFacts,
  type SourceFacts,
  type TicketFacts,
  unavailableReasons,
  type WiringFacts,
  wiringCodes,
} from "../types/index.ts";
import { closedListSchema, count, factSchema, sourcePlace, text } from "./fact-schema.ts";

const pull = z.strictObject({
  id: z.number().int().exactOptional(),
  title: text,
  url: text,
  state: z.enum(["open", "merged", "closed"]),
  draft: z.boolean(),
  author: text,
  baseBranch: text,
  defaultBranch: text,
  onDefaultBranch: z.boolean(),
  mergeCommit: text.exactOptional(),
  mergedAt: text.exactOptional(),
  headCommit: text,
  changedFiles: z.array(text),
  filesComplete: z.boolean(),
}) satisfies z.ZodType<PullFacts>;

const revert = z.strictObject({
  reverted: z.boolean(),
  chain: z.array(z.strictObject({ key: text, url: text, undoes: text, how: text })),
}) satisfies z.ZodType<RevertFacts>;

const followUps = z.strictObject({
  followUps: z.array(
    z.strictObject({
      key: text,
      title: text,
      url: text,
      state: z.enum(["open", "merged", "closed"]),
      tie: z.enum(followUpTies),
      mergedAt: text.exactOptional(),
      place: text.exactOptional(),
      blocks: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<FollowUpFacts>;

const children = z.strictObject({ children: z.array(text) });

const flag = z.strictObject({
  environments: z.array(
    z.strictObject({
      name: text,
      state: z.enum(["everyone", "partial", "nobody", "unknown"]),
      how: text.exactOptional(),
    }),
  ),
  archived: z.boolean(),
  url: text.exactOptional(),
}) satisfies z.ZodType<FlagFacts>;

const flagUse = z.strictObject({
  flag: text,
  vendor: text,
  call: text,
  purpose: z.enum(["gate", "analytics", "unnamed", "removed"]),
  place: sourcePlace,
}) satisfies z.ZodType<FlagUse>;

const gates = z.strictObject({
  uses: z.array(flagUse),
  filesSearched: count,
  calls: count,
  unread: z.array(text),
}) satisfies z.ZodType<GateFacts>;

const deployment = z.strictObject({
  means: z.enum(deploymentMeans),
  environment: text,
  revision: text,
  version: text.exactOptional(),
  deployedAt: text.exactOptional(),
  contains: z.boolean(),
  how: text.exactOptional(),
  before: z.strictObject({ revision: text, at: text }).exactOptional(),
  staged: text.exactOptional(),
  url: text.exactOptional(),
}) satisfies z.ZodType<DeploymentFacts>;

const ticket = z.strictObject({
  title: text,
  state: text,
  done: z.boolean(),
  url: text,
  leadsTo: z.array(text),
}) satisfies z.ZodType<TicketFacts>;

const wiring = z.strictObject({
  framework: text,
  findings: z.array(
    z.strictObject({
      code: z.enum(wiringCodes),
      site: z.enum(["entry", "navigation", "index", "product", "changelog", "site"]),
      place: z.strictObject({ path: text, startLine: count, endLine: count, startColumn: count.exactOptional() }),
      entry: text.exactOptional(),
      message: text,
      fix: text,
      writable: z.boolean(),
      blocks: z.boolean(),
      suggestion: z.strictObject({ startLine: count, endLine: count, text }).exactOptional(),
    }),
  ),
}) satisfies z.ZodType<WiringFacts>;

const searched = z.strictObject({
  facts: z.array(factSchema),
  closedLists: z.array(closedListSchema),
  nearest: z.array(factSchema),
  needles: z.array(text),
  filesSearched: count,
  skipped: z.array(z.strictObject({ path: text, reason: text })),
  gates: z.array(flagUse).exactOptional(),
});

const claim = searched.extend({
  departure: z
    .strictObject({
      commit: text,
      day: text,
      path: text,
      now: z.strictObject({ value: text, qualifiers: z.record(text, text), found: searched }).exactOptional(),
    })
    .exactOptional(),
  release: text.exactOptional(),
}) satisfies z.ZodType<SourceFacts>;

const observation = {
  source: text,
  permalink: text.exactOptional(),
  commit: text.exactOptional(),
  observedAt: text,
  audience: z.strictObject({ of: text, visibility: z.enum(["public", "private", "unknown"]) }),
  seenBy: z.enum(["none", "docs", "source"]),
};

function recordOf<Kind extends Evidence["subject"]["kind"], Data extends z.ZodType>(kind: Kind, data: Data) {
  const base = { subject: z.strictObject({ kind: z.literal(kind), key: text }), ...observation };
  return z.discriminatedUnion("status", [
    z.strictObject({ ...base, status: z.literal("found"), data }),
    z.strictObject({ ...base, status: z.literal("absent"), scope: text, searched: claim.exactOptional() }),
    z.strictObject({
      ...base,
      status: z.literal("unavailable"),
      reason: z.enum(unavailableReasons),
      detail: text,
    }),
  ]);
}

/** One observation of the world, as it stands in a bundle. */
export const evidenceSchema = z.union([
  recordOf("pull", pull),
  recordOf("revert", revert),
  recordOf("follow-ups", followUps),
  recordOf("children", children),
  recordOf("gates", gates),
  recordOf("flag", flag),
  recordOf("deployment", deployment),
  recordOf("ticket", ticket),
  recordOf("wiring", wiring),
  recordOf("claim", claim),
]) satisfies z.ZodType<Evidence>;
