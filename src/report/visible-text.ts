/**
 * Characters that a reader cannot see or that turn the reading order: controls, format characters (bidirectional marks,
 * zero-width characters, tags), private use, lone surrogates, line and paragraph separators, blank-looking letters.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u180e\u2800\u3164\uffa0]|\p{Variation_Selector}|\u034f/gu;

/** Colour and cursor sequences of terminals, and their operating-system commands up to the terminator. */
const terminalSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u009b[0-?]*[ -/]*[@-~]/g;

/**
 * One line of text as it can be shown anywhere: terminal sequences removed, blanks and line ends collapsed to one space,
 * what cannot be seen written as `U+202E`, at most `limit` UTF-16 units with an ellipsis. Empty text stays empty.
 */
export function visibleLine(text: string, limit = 160): string {
  const flat = cap(text, limit * 4)
    .replace(terminalSequence, "")
    .replace(/\s+/g, " ")
    .trim();
  return cap(flat.replace(invisible, codePoint), limit);
}

/**
 * Several lines of text, such as source: line ends and tabs stay, everything else as in {@link visibleLine};
 * at most `limit` UTF-16 units.
 */
export function visibleBlock(text: string, limit = 4000): string {
  const lines = cap(text, limit).replace(terminalSequence, "").replace(/\r\n?/g, "\n");
  return cap(
    lines.replace(invisible, (character) => (/[\n\t]/.test(character) ? character : codePoint(character))),
    limit,
  );
}

/** Cuts at a code point, so that no half of a pair is left; the ellipsis counts. */
export function cap(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.max(0, limit - 1);
  const last = text.charCodeAt(end - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splits ? end - 1 : end)}…`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
