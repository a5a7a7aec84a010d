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
  const inOrder = new Set(longestRun(present, (item) => rankOf(item)?.date ?? ""));
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

/** The longest part of a list whose keys never rise, in its order. */
function longestRun<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const tails: number[] = [];
  const before: number[] = [];
  const keys = items.map(keyOf);
  for (const [index, key] of keys.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[tails[middle] ?? -1] ?? "") >= key) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const run: T[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const item = items[at];
    if (item !== undefined) run.push(item);
  }
  return run.reverse();
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
