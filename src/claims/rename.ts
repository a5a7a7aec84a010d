import type { Span } from "../place.ts";
import type { Mention } from "./polarity.ts";

/** Up to four words that are not separated by punctuation. */
const name = "[\"'“‘]?(?<from>[^\\s,;()\"'“”‘’]+(?:\\s[^\\s,;()\"'“”‘’]+){0,3}?)[\"'”’]?";
const noun = "(?:\\s+(?:header|scheme|variable|flag|option|field|key|parameter|endpoint|route|setting|command))?";
const article = "(?:the\\s+|an?\\s+)?";
const open = "[\"'“‘]?$";

/** Words before the new name; `sure` says that the sentence can mean nothing but a rename, whatever the old name is. */
const newAfter: readonly { readonly pattern: RegExp; readonly sure: boolean }[] = [
  {
    pattern: new RegExp(
      `\\brenam(?:ed?|es|ing)\\s+(?:from\\s+)?${article}${name}${noun}\\s+(?:to|into|as|→|->)\\s+${article}${open}`,
      "i",
    ),
    sure: true,
  },
  {
    pattern: new RegExp(
      `${name}${noun}\\s+(?:has been|have been|was|were|is|are|is now|are now)\\s+renamed\\s+(?:to|into)?\\s*${article}${open}`,
      "i",
    ),
    sure: true,
  },
  {
    pattern: new RegExp(
      `${name}${noun}\\s+(?:has been|have been|was|were|is|are|is now)\\s+(?:replaced|superseded)\\s+(?:by|with)\\s+${article}${open}`,
      "i",
    ),
    sure: false,
  },
  {
    pattern: new RegExp(
      `\\b(?:replaced|replaces|replacing|swapped)\\s+${article}${name}${noun}\\s+(?:with|by|for)\\s+${article}${open}`,
      "i",
    ),
    sure: false,
  },
  // "Is now a class" tells what it is, "are now classes" what each is.
  {
    pattern: new RegExp(
      `${name}${noun}\\s+(?:is\\s+now\\s+(?:called\\s+|named\\s+)?|are\\s+now\\s+(?:called|named)\\s+)(?:the\\s+)?${open}`,
      "i",
    ),
    sure: false,
  },
  { pattern: new RegExp(`${name}${noun}\\s*(?:→|->|=>|⇒)\\s*${open}`), sure: false },
];

/** Words after the new name. */
const newBefore: readonly { readonly pattern: RegExp; readonly sure: boolean }[] = [
  { pattern: new RegExp(`^["'”’]?${noun}\\s+(?:replaces|supersedes)\\s+${article}${name}`, "i"), sure: false },
  {
    pattern: new RegExp(
      `^["'”’]?${noun},?\\s*\\(?(?:formerly|previously)\\s+(?:known as\\s+|called\\s+|named\\s+)?${article}${name}`,
      "i",
    ),
    sure: true,
  },
  { pattern: new RegExp(`^["'”’]?${noun}\\s*\\((?:was|renamed from)\\s+${name}`, "i"), sure: true },
  {
    pattern: new RegExp(`^["'”’]?${noun}\\s+(?:instead of|in place of|rather than)\\s+${article}${name}`, "i"),
    sure: false,
  },
];

/** Words around the old name. */
const oldBefore =
  /\b(?:instead of|in place of|rather than|replac(?:es|ing)|supersed(?:es|ing)|formerly|previously(?: known as| called| named)?|\((?:was|renamed from))\s+(?:the\s+|an?\s+)?["'“‘]?$/i;
const instead = /\b(?:instead of|in place of|rather than)\b/i;
const renamedBefore = /\brenam(?:ed?|es|ing)\s+(?:from\s+)?(?:the\s+)?["'“‘]?$/i;
const renamedAfter = new RegExp(`^["'”’]?${noun}\\s+(?:to|into|as|→|->)\\s`, "i");
const oldAfter = new RegExp(
  `^["'”’]?${noun}\\s+(?:(?:has been|have been|was|were|is|are|is now)\\s+(?:renamed|replaced|superseded)\\b)`,
  "i",
);
const arrowAfter = /^["'”’]?\s*(?:→|->|=>|⇒)\s/;

/**
 * Whether the sentence renames something to this value: the old name, `old` when the value is the old name itself,
 * undefined when nothing is renamed. Where other words than "rename" are used, the old name must be a value of the
 * same kind: "API tokens instead of OAuth" renames nothing.
 */
export function renameOf(mention: Mention): { readonly from: string } | "old" | undefined {
  const before = mention.around.slice(0, mention.value.start);
  const after = mention.around.slice(mention.value.end);
  const hasOther = mention.others.length > 0;
  // One address is given instead of another, and both go on.
  if (mention.around.slice(mention.value.start, mention.value.end).includes("://")) {
    if (instead.test(before) || instead.test(after.slice(0, 20))) return undefined;
  }
  if (oldBefore.test(before) || (renamedBefore.test(before) && renamedAfter.test(after))) return "old";
  if (oldAfter.test(after) || (hasOther && arrowAfter.test(after))) return "old";
  for (const { pattern, sure } of newAfter) {
    const from = oldName(pattern.exec(before), { mention, sure, offset: 0 });
    if (from !== undefined) return { from };
  }
  for (const { pattern, sure } of newBefore) {
    const from = oldName(pattern.exec(after), { mention, sure, offset: mention.value.end });
    if (from !== undefined) return { from };
  }
  return undefined;
}

type Where = { readonly mention: Mention; readonly sure: boolean; readonly offset: number };

function oldName(match: RegExpExecArray | null, { mention, sure, offset }: Where): string | undefined {
  const from = match?.groups?.from;
  // `lid=shut → door="open"` tells what a setting comes to elsewhere.
  if (match === null || from === undefined || from.includes("=")) return undefined;
  const start = offset + match.index + match[0].indexOf(from);
  const span: Span = { start, end: start + from.length };
  const other = mention.others.find(({ start: from_, end }) => from_ < span.end && span.start < end);
  if (other !== undefined) return mention.around.slice(other.start, other.end);
  return sure ? from : undefined;
}
