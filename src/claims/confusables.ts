import type { Span } from "../place.ts";

/** Letters of other scripts that look like one ASCII letter; fullwidth and mathematical forms follow from NFKC. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["АВЕЅІЈКМНОРСТУХҮԌ", "ABESIJKMHOPCTYXYG"],
    ["аеіјорсѕухһԁԛԝ", "aeijopcsyxhdqw"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"],
    ["αονρυκιτ", "aovpukit"],
    ["օսոց", "ouna"],
    ["‐‑‒–−", "-----"],
  ].flatMap(([from = "", to = ""]) => [...from].map((letter, index) => [letter, to[index] ?? ""])),
);

const invisible = /\p{Default_Ignorable_Code_Point}/u;
/** Blocks that hold look-alikes: most texts hold none of them and are left alone. */
const suspicious =
  /\p{Default_Ignorable_Code_Point}|[\u0370-\u058F\u2010-\u2015\u2212\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/u;

/** A text as a reader sees it, with the way back to the text as it is. */
export type FoldedText = {
  readonly text: string;
  /** The stretch of the original that a stretch of the folded text stands for. */
  readonly original: (span: Span) => Span;
  /** Code points in a stretch of the original that only look like what they are read as; empty for honest text. */
  readonly disguised: (span: Span) => readonly string[];
};

/**
 * Folds letters that look like ASCII into it and drops invisible characters, so that a disguised name is found and can
 * be flagged. A word wholly in another script stays as it is.
 */
export function foldText(text: string): FoldedText {
  if (!suspicious.test(text)) return { text, original: (span) => span, disguised: () => [] };
  const folded: string[] = [];
  const starts: number[] = [];
  let offset = 0;
  for (const character of text) {
    const seen = readAs(text, offset, character);
    for (const unit of seen.split("")) {
      folded.push(unit);
      starts.push(offset);
    }
    offset += character.length;
  }
  starts.push(text.length);
  const original = ({ start, end }: Span): Span => ({ start: starts[start] ?? 0, end: starts[end] ?? text.length });
  return { text: folded.join(""), original, disguised: ({ start, end }) => disguisedIn(text, start, end) };
}

function disguisedIn(text: string, start: number, end: number): string[] {
  const found: string[] = [];
  let offset = start;
  for (const character of text.slice(start, end)) {
    if (readAs(text, offset, character) !== character) found.push(codePoint(character));
    offset += character.length;
  }
  return found;
}

function readAs(text: string, offset: number, character: string): string {
  if (character <= "\u007F") return character;
  if (invisible.test(character)) return "";
  const compatible = character.normalize("NFKC");
  if (/^[!-~]$/.test(compatible)) return compatible;
  const alike = lookAlikes[character];
  if (alike === undefined) return character;
  return besideAscii(text, offset, character.length) ? alike : character;
}

/** True when the word that holds a character also holds ASCII letters or digits; a dash needs them on both sides. */
function besideAscii(text: string, offset: number, length: number): boolean {
  const left = /[\p{L}\p{N}_-]*$/u.exec(text.slice(Math.max(0, offset - 40), offset))?.[0] ?? "";
  const right = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset + length, offset + length + 40))?.[0] ?? "";
  const isDash = /\p{P}|\p{S}/u.test(text.slice(offset, offset + length));
  return isDash ? /[A-Za-z\d]$/.test(left) && /^[A-Za-z\d]/.test(right) : /[A-Za-z\d]/.test(left + right);
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
