/** A needle that a text holds. */
export type Held = {
  readonly needle: string;
  /** True when it stands in no line but those of comments, as far as the start of a line tells. */
  readonly commented: boolean;
};

/** Tells which of a set of needles a text holds; reads the text once, however many needles there are. */
export type NeedleScan = (lowerCaseText: string) => readonly Held[];

/** Needles up to this many characters are looked for apart from longer ones, which allow longer steps. */
const longestShort = 3;

/** How far before a needle the start of its line is looked for: lines of comments are short. */
const longestLine = 200;
/** What a line of a comment begins with, or what ends the code of a line. */
const comment = /^\s*(?:\*|<!--|--\s)|(?:^|\s)(?:\/[/*]|#\s)/;

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
    const found = new Map<string, Held>();
    for (const scan of scans) scan(text, found);
    return distinct.flatMap((needle) => found.get(needle) ?? []);
  };
}

function scanOf(needles: readonly string[]): (text: string, found: Map<string, Held>) => void {
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
    let open = needles.length;
    for (let at = farthest; at < text.length; ) {
      const pair = pairAt(text, at);
      const step = steps[pair] ?? 0;
      if (step > 0) {
        at += step;
        continue;
      }
      open -= take(byEnd.get(pair) ?? [], { text, start: at - farthest, found });
      if (open === 0) return;
      at += 1;
    }
  };
}

type Hit = { readonly text: string; readonly start: number; readonly found: Map<string, Held> };

/** Notes which of the needles begin at a place; the number of those that need not be looked for any more. */
function take(needles: readonly string[], { text, start, found }: Hit): number {
  let done = 0;
  for (const needle of needles) {
    if (found.get(needle)?.commented === false || !text.startsWith(needle, start)) continue;
    const commented = isCommented(text, start);
    found.set(needle, { needle, commented });
    if (!commented) done += 1;
  }
  return done;
}

function isCommented(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestLine), at);
  return comment.test(before.slice(before.lastIndexOf("\n") + 1));
}

/** The two characters that end at a place, as one number; characters beyond Latin share numbers, which only costs a look. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) & 255) << 8) | (text.charCodeAt(at) & 255);
}
