import type { Config } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import type { GitHub } from "../../github/client.ts";
import { type OpenChange, readOpenChanges, readRemovals } from "../../github/open-changes.ts";
import { compareText } from "../../reference-key.ts";
import type { Evidence, EvidenceOf, FollowUpFacts } from "../../types/index.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients } from "../provider.ts";

/** Pull requests whose patches are read, of one repository. */
const maxPatches = 20;
/** A line shorter than this stands everywhere and says nothing, in UTF-16 units without blanks. */
const minLine = 8;

type FollowUp = FollowUpFacts["followUps"][number];
/** Lines that claims rest on, by path: each with the place it stands at. */
type Lines = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What is asked, and of whom. */
export type OverlapQuestion = {
  readonly claims: readonly EvidenceOf<"claim">[];
  readonly config: Config;
  readonly clients: Clients;
  readonly signal?: AbortSignal;
};

/**
 * Looks for open changes that remove or rewrite lines which claims rest on: one record for each repository whose code
 * proves a claim. Lines are compared as text, because their numbers move with every change before them.
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
  const listed = await readOpenChanges(github, repository, signal);
  const visibility = listed.ok ? listed.value.visibility : "unknown";
  const seen = { ...observer, audience: { of: repository, visibility } } as const;
  if (!listed.ok) return unavailableEvidence(subject, seen, listed);
  const found = await tiedBy(listed.value.changes, repository, { ...question, github });
  if (!found.ok) return unavailableEvidence(subject, seen, found);
  return { subject, ...seen, status: "found", data: { followUps: found.value } };
}

async function tiedBy(
  changes: readonly OpenChange[],
  repository: string,
  question: OverlapQuestion & { readonly github: GitHub },
): Promise<Answer<readonly FollowUp[]>> {
  const { github, signal, config } = question;
  const lines = linesOf(repository, question.claims);
  const near = changes.filter(({ paths }) => paths.some((path) => lines.has(path)));
  const followUps: FollowUp[] = [];
  for (const change of near.slice(0, maxPatches)) {
    const removals = await readRemovals(github, { repository, number: change.number }, signal);
    if (!removals.ok) return removals;
    const [place] = removals.value.flatMap(({ path, lines: gone }) =>
      gone.flatMap((line) => lines.get(path)?.get(line.trim()) ?? []),
    );
    if (place === undefined) continue;
    const { key, title, url, isByWriter } = change;
    const blocks = isByWriter && config.policy.followUps.includes("overlapping");
    followUps.push({ key, title, url, state: "open", tie: "overlapping", place, blocks });
  }
  return { ok: true, value: followUps };
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
