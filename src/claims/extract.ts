import { createHash } from "node:crypto";
import { indexLines, type LineIndex, placeWithin, type Span } from "../place.ts";
import type { Claim, Document, Fragment, Matcher, Rule } from "../types/index.ts";
import { confusableIn } from "./confusable.ts";
import { type Hit, hitsOf } from "./hits.ts";
import { type Owners, ownerOf } from "./ownership.ts";
import { stanceOf } from "./polarity.ts";
import { addedQualifiers } from "./qualifiers.ts";

/** Longest quote, in UTF-16 units. */
const maxQuote = 240;

/** A claim before it has an identity: the same words may state it twice on one page. */
type Candidate = Omit<Claim, "id">;

/**
 * Reads the claims of a page by the rules, in the order of their places. Where the pull request's lines are known only
 * claims on them count. One stretch of text states a thing once, however many matchers find it.
 */
export function extractClaims(document: Document, rules: readonly Rule[], owners: Owners): readonly Claim[] {
  const lines = indexLines(document);
  const changed = document.changedLines === undefined ? undefined : new Set(document.changedLines);
  const fragments = document.fragments.filter((fragment) => isChanged(fragment, changed));
  const candidates = rules.flatMap((rule) =>
    distinct(
      rule.matchers.flatMap((matcher) =>
        fragments.flatMap((fragment) =>
          hitsOf(fragment, matcher).flatMap((hit) => candidateOf({ rule, matcher, fragment, hit, lines, owners })),
        ),
      ),
    ),
  );
  return identified(
    candidates.sort(
      (a, b) =>
        a.place.startOffset - b.place.startOffset ||
        a.place.endOffset - b.place.endOffset ||
        (a.kind < b.kind ? -1 : 1),
    ),
  );
}

function isChanged({ place, lines }: Fragment, changed: ReadonlySet<number> | undefined): boolean {
  if (changed === undefined) return true;
  const [first, last] = lines ?? [place.startLine, place.endLine];
  for (let line = first; line <= last; line += 1) if (changed.has(line)) return true;
  return false;
}

type Found = {
  readonly rule: Rule;
  readonly matcher: Matcher;
  readonly fragment: Fragment;
  readonly hit: Hit;
  readonly lines: LineIndex;
  readonly owners: Owners;
};

function candidateOf({ rule, matcher, fragment, hit, lines, owners }: Found): readonly Candidate[] {
  const added = addedQualifiers(matcher, fragment, hit);
  if (added === undefined) return [];
  const stance = stanceAround(fragment, hit.span);
  if (stance.polarity === "unstated") return [];
  const confusable = confusableIn(hit.value);
  const quote = hit.quote.replace(/\s+/g, " ").trim().slice(0, maxQuote);
  const named = { kind: rule.kind, value: hit.value, quote };
  return [
    {
      ...named,
      qualifiers: {
        ...hit.qualifiers,
        ...added,
        ...("from" in stance && stance.from !== undefined ? { from: stance.from } : {}),
        ...(confusable === undefined ? {} : { confusable }),
      },
      polarity: stance.polarity,
      ownership: ownerOf(named, owners),
      place: placeWithin(lines, fragment, hit.span),
      rule: rule.id,
    },
  ];
}

/** Code states what it shows; only words can say that something is gone. */
function stanceAround(fragment: Fragment, span: Span): ReturnType<typeof stanceOf> {
  if (fragment.context === "code" || fragment.context === "jsx-attribute" || fragment.context === "frontmatter")
    return { polarity: "present" };
  const at = fragment.at ?? fragment.around.indexOf(fragment.text);
  if (at < 0) return stanceOf({ sentence: fragment.text, ...span });
  return stanceOf({ sentence: fragment.around, start: at + span.start, end: at + span.end });
}

/** Of several candidates of one kind over the same text the first stays, with the qualifiers that the others know. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const at = kept.findIndex((known) => overlaps(known, candidate));
    const known = kept[at];
    if (known === undefined) kept.push(candidate);
    else if (known.value === candidate.value)
      kept[at] = { ...known, qualifiers: { ...candidate.qualifiers, ...known.qualifiers } };
  }
  return kept;
}

function overlaps(one: Candidate, other: Candidate): boolean {
  return one.place.startOffset < other.place.endOffset && other.place.startOffset < one.place.endOffset;
}

/** Gives each candidate a fingerprint of what it says, not of where it stands; repetitions are counted. */
function identified(candidates: readonly Candidate[]): readonly Claim[] {
  const seen = new Map<string, number>();
  return candidates.map((candidate) => {
    const text = [
      candidate.kind,
      candidate.place.path,
      candidate.quote.toLowerCase(),
      candidate.value,
      candidate.qualifiers.subject ?? "",
    ].join("\n");
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    const id = createHash("sha256")
      .update(count === 1 ? text : `${text}\n${count}`)
      .digest("hex")
      .slice(0, 12);
    return { id, ...candidate };
  });
}
