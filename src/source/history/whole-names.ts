/** True when a text holds a name as a whole: not as part of a longer one. Letter case counts. */
export function holdsName(text: string, name: string): boolean {
  return !placesOf(text, name).next().done;
}

/** What stands before, between and after the places where a text holds a name as a whole. */
export function partsAround(text: string, name: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const at of placesOf(text, name)) {
    parts.push(text.slice(start, at));
    start = at + name.length;
  }
  return [...parts, text.slice(start)];
}

/** Offsets at which a name begins that stands there as a whole. */
function* placesOf(text: string, name: string): Generator<number, void> {
  // In names with dashes and in paths a dash goes on with the name: `lid-angle` is no part of `lid-angle-max`.
  const isLong = /[-/]/.test(name);
  const before = /^\W/.test(name) ? /(?!)/ : isLong ? /[\w$]-?$/ : /[\w$]$/;
  const after = isLong ? /^-?[\w$]/ : /^[\w$]/;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (!before.test(text.slice(Math.max(0, at - 2), at)) && !after.test(text.slice(end, end + 2))) yield at;
  }
}
