/** Lines that differ: `before` of the old text from `beforeStart` give way to `after`; starts are 0-based. */
export type Hunk = {
  readonly beforeStart: number;
  readonly before: readonly string[];
  readonly afterStart: number;
  readonly after: readonly string[];
};

/** Beyond this many differing lines the middle is shown as one change: finding the shortest difference takes quadratic time. */
const maxEdits = 2_000;
/** Unchanged lines shown around a change. */
const context = 3;

/** Differences of two texts by whole lines, top to bottom; each line keeps its line break. */
export function hunksOf(before: string, after: string): Hunk[] {
  const old = splitLines(before);
  const fresh = splitLines(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const middle = shortest(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return middle.map((hunk) => ({
    ...hunk,
    beforeStart: hunk.beforeStart + start,
    afterStart: hunk.afterStart + start,
  }));
}

/** A unified diff of one file, as `git diff` shows it; empty for equal texts. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const hunks = hunksOf(before, after);
  if (hunks.length === 0) return "";
  const old = splitLines(before);
  const blocks = groupHunks(hunks).map((group) => blockText(group, old));
  return `--- a/${path}\n+++ b/${path}\n${blocks.join("")}`;
}

/** Hunks that change one line only, with the new text of that line without its line break; additions are joined to a neighbouring line. */
export function oneLineChanges(before: string, after: string): { line: number; text: string }[] {
  const old = splitLines(before);
  return hunksOf(before, after).flatMap(({ beforeStart, before: removed, after: added }) => {
    if (removed.length === 1 && added.length >= 1) return [{ line: beforeStart + 1, text: joined(added) }];
    const anchor = old[beforeStart];
    if (removed.length > 0 || added.length === 0 || anchor === undefined) return [];
    return [{ line: beforeStart + 1, text: joined([...added, anchor]) }];
  });
}

function joined(lines: readonly string[]): string {
  return lines
    .join("")
    .replace(/\r?\n$/, "")
    .replace(/\r\n/g, "\n");
}

/** Myers' shortest edit script. */
function shortest(old: readonly string[], fresh: readonly string[]): Hunk[] {
  if (old.length === 0 && fresh.length === 0) return [];
  const whole = [{ beforeStart: 0, before: old, afterStart: 0, after: fresh }];
  if (old.length === 0 || fresh.length === 0) return whole;
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(maxEdits, old.length + fresh.length); edits += 1) {
    trace.push(new Map(furthest));
    const next = new Map(furthest);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = goesDown(furthest, diagonal, edits);
      let x = down ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return backtrack(trace, { old, fresh, edits });
    }
    furthest = next;
  }
  return whole;
}

/** True when the furthest path to a diagonal ends with an added line, false when with a removed one. */
function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1);
}

type Ends = { readonly old: readonly string[]; readonly fresh: readonly string[]; readonly edits: number };

function backtrack(trace: readonly Map<number, number>[], { old, fresh, edits }: Ends): Hunk[] {
  const removed = new Set<number>();
  const added = new Set<number>();
  let x = old.length;
  let y = fresh.length;
  for (let step = edits; step > 0; step -= 1) {
    const furthest = trace[step] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = goesDown(furthest, diagonal, step);
    const previous = down ? diagonal + 1 : diagonal - 1;
    const beforeX = furthest.get(previous) ?? 0;
    const beforeY = beforeX - previous;
    if (down) added.add(beforeY);
    else removed.add(beforeX);
    x = beforeX;
    y = beforeY;
  }
  return collect(old, fresh, { removed, added });
}

function collect(
  old: readonly string[],
  fresh: readonly string[],
  edits: { removed: Set<number>; added: Set<number> },
): Hunk[] {
  const hunks: Hunk[] = [];
  let x = 0;
  let y = 0;
  while (x < old.length || y < fresh.length) {
    if (!edits.removed.has(x) && !edits.added.has(y)) {
      x += 1;
      y += 1;
      continue;
    }
    const [beforeStart, afterStart] = [x, y];
    while (edits.removed.has(x)) x += 1;
    while (edits.added.has(y)) y += 1;
    hunks.push({ beforeStart, before: old.slice(beforeStart, x), afterStart, after: fresh.slice(afterStart, y) });
  }
  return hunks;
}

/** Hunks whose contexts touch are shown as one block. */
function groupHunks(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && hunk.beforeStart - (last.beforeStart + last.before.length) <= 2 * context)
      groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function blockText(group: readonly Hunk[], old: readonly string[]): string {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return "";
  const start = Math.max(0, first.beforeStart - context);
  const end = Math.min(old.length, last.beforeStart + last.before.length + context);
  const grown = group.reduce((sum, { before, after }) => sum + after.length - before.length, 0);
  const afterStart = first.afterStart - (first.beforeStart - start);
  let text = `@@ -${range(start, end - start)} +${range(afterStart, end - start + grown)} @@\n`;
  let at = start;
  for (const { beforeStart, before, after } of group) {
    text += marked(" ", old.slice(at, beforeStart)) + marked("-", before) + marked("+", after);
    at = beforeStart + before.length;
  }
  return text + marked(" ", old.slice(at, end));
}

function range(start: number, length: number): string {
  return `${length === 0 ? start : start + 1}${length === 1 ? "" : `,${length}`}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines
    .map((line) => (line.endsWith("\n") ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`))
    .join("");
}

function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
