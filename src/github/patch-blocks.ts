/** The patch of one file; absent when GitHub leaves it out, because it is binary or too large. */
export type FilePatch = { readonly path: string; readonly patch?: string };

/** Lines that stand together in a patch: taken out and put in at one place. */
type Block = { readonly removed: readonly string[]; readonly added: readonly string[] };

/** Whether one set of patches takes back every line of another, wherever the lines stand by now. */
export function isInverse(left: readonly FilePatch[], right: readonly FilePatch[]): boolean {
  return textOf(left, (block) => block) === textOf(right, ({ removed, added }) => ({ removed: added, added: removed }));
}

/** Whether two sets of patches change the same lines the same way. */
export function isSame(left: readonly FilePatch[], right: readonly FilePatch[]): boolean {
  return textOf(left, (block) => block) === textOf(right, (block) => block);
}

/** One text for one change; NaN-like, never equal to another, where a patch is missing or nothing changes. */
function textOf(files: readonly FilePatch[], turn: (block: Block) => Block): string | symbol {
  const missing = files.length === 0 || files.some(({ patch }) => patch === undefined);
  if (missing) return Symbol("not comparable");
  const parts = files.map(({ path, patch = "" }) => [path, blocksOf(patch).map(turn)]);
  return JSON.stringify(parts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

function blocksOf(patch: string): readonly Block[] {
  const blocks: { removed: string[]; added: string[] }[] = [];
  let open: { removed: string[]; added: string[] } | undefined;
  for (const line of patch.split("\n")) {
    const sign = line.charAt(0);
    if (sign !== "+" && sign !== "-") {
      if (sign !== "\\") open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { removed: [], added: [] };
      blocks.push(open);
    }
    (sign === "+" ? open.added : open.removed).push(line.slice(1));
  }
  return blocks;
}
