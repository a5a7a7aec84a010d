/** The items in order, each once: those that the order holds to be equal are one. An order that tells texts apart last keeps the costly comparison for ties. */
export function sortedDistinct<Item>(
  items: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  const sorted = [...items].sort(compare);
  return sorted.filter((item, at) => {
    const next = sorted[at + 1];
    return next === undefined || compare(item, next) !== 0;
  });
}
