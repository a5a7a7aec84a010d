import type { Config } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import { type Change, type Rewrite, readChanges, readRewrites } from "../../github/changes.ts";
import type { GitHub } from "../../github/client.ts";
import { compareText } from "../../reference-key.ts";
import type { Evidence, EvidenceOf, FollowUpFacts } from "../../types/index.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients } from "../provider.ts";

/** Pull requests whose patches are read, of one repository: open ones, which may hold, and merged ones, which are shown. */
const maxPatches = { open: 20, merged: 5 };
/** A line shorter than this stands everywhere and says nothing, in UTF-16 units without blanks. */
const minLine = 8;

type FollowUp = FollowUpFacts["followUps"][number];
/** Lines that claims rest on, by path: each with the place it stands at. */
type Lines = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What is asked, and of whom. */
export type OverlapQuestion = {
  readonly claims: readonly EvidenceOf<"claim">[];
  /** What is known of the work: only what was merged after it has changed its lines. */
  readonly work: readonly Evidence[];
  readonly config: Config;
  readonly clients: Clients;
  readonly signal?: AbortSignal;
};

/**
 * Looks for open changes that remove or rewrite lines which claims rest on, and for merged ones that did so after the
 * work: one record for each repository whose code proves a claim. A merged one is shown and holds nothing, because the
 * claims were checked against the source that has it. Lines are compared as text, because their numbers move with every change before them.
 */
export async function gatherOverlaps(question: OverlapQuestion): Promise<readonly Evidence[]> {
  const repositories = [...new Set(question.claims.flatMap(repositoryOfCode))].sort(compareText);
  const evidence: Evidence[] = [];
  for (const repository of repositories) evidence.push(await overlapsIn(repository, question));
  return evidence;
}

function repositoryOfCode(item: EvidenceOf<"claim">): readonly string[] {
  return item.status === "found" && item.data.facts.some(({ strength }) => strength === "code")
    ? [item.audience.of]
    : [];
}

async function overlapsIn(repository: string, question: OverlapQuestion): Promise<Evidence> {
  const { clients, signal } = question;
  const github = repository.toLowerCase() === clients.docsRepository.toLowerCase() ? clients.docs : clients.source;
  const subject = { kind: "follow-ups", key: repository } as const;
  const observer = { source: "GitHub", observedAt: clients.now(), seenBy: github.tokenClass };
  const listed = await readChanges(github, repository, signal);
  const visibility = listed.ok ? listed.value.visibility : "unknown";
  const seen = { ...observer, audience: { of: repository, visibility } } as const;
  if (!listed.ok) return unavailableEvidence(subject, seen, listed);
  const found = await tiedBy(listed.value.changes, repository, { ...question, github });
  if (!found.ok) return unavailableEvidence(subject, seen, found);
  return { subject, ...seen, status: "found", data: { followUps: found.value } };
}

async function tiedBy(
  changes: readonly Change[],
  repository: string,
  question: OverlapQuestion & { readonly github: GitHub },
): Promise<Answer<readonly FollowUp[]>> {
  const { github, signal, config } = question;
  const lines = linesOf(repository, question.claims);
  const from = landedAt(repository, question.work);
  const near = changes.filter(({ paths }) => paths.some((path) => lines.has(path)));
  const open = near.filter(({ mergedAt }) => mergedAt === undefined);
  const later = near.filter(({ mergedAt }) => mergedAt !== undefined && Date.parse(mergedAt) > from);
  const followUps: FollowUp[] = [];
  for (const change of [...open.slice(0, maxPatches.open), ...later.slice(0, maxPatches.merged)]) {
    const rewrites = await readRewrites(github, { repository, number: change.number }, signal);
    if (!rewrites.ok) return rewrites;
    const place = placeOf(rewrites.value, change, lines);
    if (place !== undefined) followUps.push(overlapping(change, place, config));
  }
  return { ok: true, value: followUps };
}

/** When the newest work in a repository was merged, in ms since 1970; never, where none is known to be. */
function landedAt(repository: string, work: readonly Evidence[]): number {
  const times = work.flatMap((item) =>
    item.status === "found" && "mergedAt" in item.data && item.subject.key.startsWith(`${repository.toLowerCase()}#`)
      ? [Date.parse(item.data.mergedAt ?? "")]
      : [],
  );
  return times.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...times);
}

/** Where a change meets a line that claims rest on; one that is merged may be the one that wrote it. */
function placeOf(rewrites: readonly Rewrite[], { mergedAt }: Change, lines: Lines): string | undefined {
  const met = rewrites.flatMap(({ path, removed, added }) =>
    [...removed, ...(mergedAt === undefined ? [] : added)].flatMap((line) => lines.get(path)?.get(line.trim()) ?? []),
  );
  return met[0];
}

function overlapping({ key, title, url, mergedAt, isByWriter }: Change, place: string, { policy }: Config): FollowUp {
  const rest = { key, title, url, tie: "overlapping", place } as const;
  if (mergedAt !== undefined) return { ...rest, state: "merged", mergedAt, blocks: false };
  return { ...rest, state: "open", blocks: isByWriter && policy.followUps.includes("overlapping") };
}

function linesOf(repository: string, claims: readonly EvidenceOf<"claim">[]): Lines {
  const lines = new Map<string, Map<string, string>>();
  for (const item of claims) {
    if (item.status !== "found" || item.audience.of !== repository) continue;
    for (const { strength, place, snippet } of item.data.facts) {
      if (strength !== "code") continue;
      const ofPath = lines.get(place.path) ?? new Map<string, string>();
      lines.set(place.path, ofPath);
      for (const [index, line] of snippet.split("\n").entries()) {
        const text = line.trim();
        if (text.replaceAll(/\s/g, "").length >= minLine) ofPath.set(text, `${place.path}:${place.startLine + index}`);
      }
    }
  }
  return lines;
}
