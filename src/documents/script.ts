/**
 * The page with the JavaScript between its braces replaced by a number, spread by a spread one, line for line and
 * offset for offset. Braces that nothing closes stay.
 */
export function withoutScript(text: string): string {
  const open: number[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(/[{}]/g)) {
    if (match[0] === "{") open.push(match.index);
    const start = match[0] === "}" ? open.pop() : undefined;
    if (start === undefined || open.length > 0) continue;
    parts.push(text.slice(at, start + 1), blank(text.slice(start + 1, match.index)));
    at = match.index;
  }
  return parts.join("") + text.slice(at);
}

function blank(script: string): string {
  const at = /^\s*(?:\.{3})?(?=\S)/.exec(script)?.[0].length;
  if (at === undefined) return script;
  const blanked = script.replace(/[^\r\n]/g, " ");
  const kept = script.slice(0, at);
  return `${kept}0${blanked.slice(at + 1)}`;
}
