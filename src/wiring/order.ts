/** Where an item belongs: newest first, then by name. */
export type Rank = { readonly date: string; readonly name: string };

/** True when `first` belongs before `second`: newer, or of the same date with the smaller name. */
export function precedes(first: Rank, second: Rank): boolean {
  return first.date === second.date ? first.name < second.name : first.date > second.date;
}

/** A list put in order, with what had to be done. */
export type Arranged<T> = { readonly list: readonly T[]; readonly moved: ReadonlySet<T>; readonly added: readonly T[] };

/**
 * Puts `wanted` into `current`: items without a rank stay where they are, wanted items that already run newest first
 * stay too, the others are moved or added. Ranked items that are not wanted leave. Items of one date may stand in any order.
 */
export function arrange<T>(
  current: readonly T[],
  wanted: readonly T[],
  rankOf: (item: T) => Rank | undefined,
): Arranged<T> {
  const wantedSet = new Set(wanted);
  const present = current.filter((item) => wantedSet.has(item) && rankOf(item) !== undefined);
  const inOrder = new Set(longestRun(present, (item) => rankOf(item) ?? { date: "", name: "" }));
  const list = current.filter((item) => rankOf(item) === undefined || inOrder.has(item));
  const presentSet = new Set(present);
  const outside = wanted.filter((item) => !inOrder.has(item));
  insert(list, outside, rankOf);
  return {
    list,
    moved: new Set(outside.filter((item) => presentSet.has(item))),
    added: outside.filter((item) => !presentSet.has(item)),
  };
}

/** Weight of one kept item against the order of names within a date, which only decides between equals. */
const keptItem = 1_000_000;

/** The longest part of a list that runs newest first; of several the one whose days are best ordered by name. */
function longestRun<T>(items: readonly T[], rankOf: (item: T) => Rank): T[] {
  const ranks = items.map(rankOf);
  if (ranks.every(({ date }, index) => index === 0 || date <= (ranks[index - 1]?.date ?? ""))) return [...items];
  const runs: { readonly score: number; readonly before: number }[] = [];
  for (const rank of ranks) runs.push(bestRunTo(rank, ranks, runs));
  let at = runs.reduce((best, { score }, index) => (score > (runs[best]?.score ?? 0) ? index : best), 0);
  const run: T[] = [];
  while (at >= 0) {
    const item = items[at];
    if (item !== undefined) run.push(item);
    at = runs[at]?.before ?? -1;
  }
  return run.reverse();
}

/** The best run that ends with an item, among the runs that end with the items before it. */
function bestRunTo(
  rank: Rank,
  ranks: readonly Rank[],
  runs: readonly { readonly score: number }[],
): { score: number; before: number } {
  let best = { score: keptItem, before: -1 };
  for (const [before, run] of runs.entries()) {
    const other = ranks[before];
    if (other === undefined || other.date < rank.date) continue;
    const byName = other.date === rank.date ? (other.name < rank.name ? 1 : -1) : 0;
    const score = run.score + keptItem + byName;
    if (score > best.score) best = { score, before };
  }
  return best;
}

/** Inserts ranked items into a list whose ranked items run in order: before the first one that follows, else after the last. */
function insert<T>(list: T[], items: readonly T[], rankOf: (item: T) => Rank | undefined): void {
  for (const item of items) {
    const rank = rankOf(item);
    if (rank === undefined) continue;
    let after = -1;
    let at = -1;
    for (const [index, other] of list.entries()) {
      const otherRank = rankOf(other);
      if (otherRank === undefined) continue;
      if (precedes(rank, otherRank)) {
        at = index;
        break;
      }
      after = index;
    }
    if (at < 0) at = after < 0 ? list.length : after + 1;
    list.splice(at, 0, item);
  }
}
