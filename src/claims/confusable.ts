/** Invisible, directional and tag characters that change what a name is without changing how it looks. */
const invisible =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/u;
/** Letters of scripts whose letters pass for Latin ones, and Latin look-alikes of full or mathematical width. */
const lookAlike =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u;

/**
 * Code points that make a name another one than it seems, such as `U+0410`; undefined when there are none. A name
 * without any Latin letter is written in its own script and is not confusable.
 */
export function confusableIn(name: string): string | undefined {
  const isMixed = /[A-Za-z]/.test(name) || /[-_/.]/.test(name);
  const odd = [...name].filter((character) => invisible.test(character) || (isMixed && lookAlike.test(character)));
  if (odd.length === 0) return undefined;
  return [
    ...new Set(
      odd.map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`),
    ),
  ].join(" ");
}
