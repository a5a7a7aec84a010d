import type { Span } from "../place.ts";
import type { Fragment } from "../types/index.ts";

/** Code that shows how it was before says nothing of how it is. */
export function isOldUsage({ context, language, owner, around, text }: Fragment): boolean {
  if (context !== "code") return false;
  const labels = [owner.codeTitle ?? "", owner.headings.at(-1) ?? "", around === text ? "" : around.slice(-60)];
  return language === "diff" || labels.some((label) => /^(?:before|old|previous(?:ly)?)\b|\bbefore:\s*$/i.test(label));
}

/** A terminal that answers with an error shows what not to type. */
export function showsMistake({ context, text }: Fragment): boolean {
  return (
    context === "code" &&
    /\b(?:no such|unknown|unrecogni[sz]ed) (?:command|option|flag|argument)|\bdid you mean\b/i.test(text)
  );
}

/** A comment of its own line that says how the lines below it stand to today: `// ❌ Before (two packages)`, `# After`. */
const label =
  /^[ \t]*(?:\/\/|#|--|\/\*|<!--|\{\/\*)[ \t]*(?:[❌🚫⛔✗✅✓][\uFE0F]?[ \t]*)?(?:(before|old|previous(?:ly)?)|after|new|now)(?=[ \t]*(?:$|[:(–—-]|\*\/|-->))/gimu;

/** A comment that says what comes of the code before it: `kiln.shut(2); // ERROR`, `lid: 1 // ❌ is not shut`. */
const mistake =
  /[ \t](?:\/\/|#)[ \t]*(?:❌|🚫|⛔|✗|(?:ERROR|Error|error|throws|fails|[A-Z]\w*Error)\b(?!\s+(?:handl|messag|code|page|log)))/gu;

/** Lines of a sample that show what goes wrong. */
export function mistakenLines({ context, text }: Fragment): readonly Span[] {
  const found = context === "code" ? [...text.matchAll(mistake)] : [];
  return found.flatMap(({ index }) => {
    const start = text.lastIndexOf("\n", index) + 1;
    return /\S/.test(text.slice(start, index)) ? [{ start, end: index }] : [];
  });
}

/** The parts of a sample below a comment that calls them old, up to the one that shows what is new. */
export function oldLines({ context, text }: Fragment): readonly Span[] {
  const labels = context === "code" ? [...text.matchAll(label)] : [];
  return labels.flatMap(({ index, 1: isOld }, at) =>
    isOld === undefined ? [] : [{ start: index, end: labels[at + 1]?.index ?? text.length }],
  );
}
