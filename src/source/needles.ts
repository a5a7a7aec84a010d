/** Tells which of a set of needles a text holds; reads the text once, however many needles there are. */
export type NeedleScan = (lowerCaseText: string) => readonly string[];

/** Needles up to this many characters are looked for apart from longer ones, which allow longer steps. */
const longestShort = 3;

/**
 * Prepares a search for many needles at once, after Wu and Manber: a table tells for every two characters how far the
 * next needle can be. Needles are compared as they are, so they come in lower case; shorter than two characters they
 * are left out. A scan gives each needle once, in the order of the needles.
 */
export function scanFor(needles: readonly string[]): NeedleScan {
  const distinct = [...new Set(needles)].filter((needle) => needle.length >= 2);
  const short = distinct.filter((needle) => needle.length <= longestShort);
  const long = distinct.filter((needle) => needle.length > longestShort);
  const scans = [short, long].filter((group) => group.length > 0).map(scanOf);
  return (text) => {
    const found = new Set<string>();
    for (const scan of scans) scan(text, found);
    return distinct.filter((needle) => found.has(needle));
  };
}

function scanOf(needles: readonly string[]): (text: string, found: Set<string>) => void {
  const window = Math.min(...needles.map((needle) => needle.length));
  const farthest = window - 1;
  const steps = new Uint8Array(65_536).fill(Math.min(farthest, 255));
  const byEnd = new Map<number, string[]>();
  for (const needle of needles) {
    for (let at = 1; at < window; at += 1) {
      const pair = pairAt(needle, at);
      steps[pair] = Math.min(steps[pair] ?? 0, farthest - at);
    }
    const end = pairAt(needle, farthest);
    byEnd.set(end, [...(byEnd.get(end) ?? []), needle]);
  }
  return (text, found) => {
    for (let at = farthest; at < text.length; ) {
      const pair = pairAt(text, at);
      const step = steps[pair] ?? 0;
      if (step > 0) {
        at += step;
        continue;
      }
      for (const needle of byEnd.get(pair) ?? [])
        if (!found.has(needle) && text.startsWith(needle, at - farthest)) found.add(needle);
      if (found.size >= needles.length && needles.every((needle) => found.has(needle))) return;
      at += 1;
    }
  };
}

/** The two characters that end at a place, as one number; characters beyond Latin share numbers, which only costs a look. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) & 255) << 8) | (text.charCodeAt(at) & 255);
}
