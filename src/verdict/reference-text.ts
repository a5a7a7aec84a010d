import type { FormContext } from "./reference-form.ts";
import { blank } from "./reference-scan.ts";
import { readUrl } from "./url-forms.ts";

/** A stretch of a text in which nothing counts as a reference, and why. */
export type Silent = { readonly start: number; readonly end: number; readonly reason: string };

/** A text with its silent stretches blanked: places are those of the original. */
export type SpokenText = { readonly text: string; readonly silent: readonly Silent[] };

const fence = /^ {0,3}(?:>[ \t]?){0,10}[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})(.*)$/;
/** Text and target of an inline link; neither may be longer than a line of sane length. */
const link = /\[([^\][\n]{1,300})\]\(<?([^\s()<>]{1,2000})>?(?:[ \t]+"[^"\n]{0,300}")?\)/g;

/** Blanks fenced code and HTML comments, where nothing is said, and the text of links that lead to a reference. */
export function spokenText(text: string, context: FormContext): SpokenText {
  const fenced = fencedStretches(text);
  const withoutCode = blankSilent(text, fenced);
  const commented = commentStretches(withoutCode);
  const spoken = blankSilent(withoutCode, commented);
  return { text: blank(spoken, linkTexts(spoken, context)), silent: [...fenced, ...commented] };
}

function blankSilent(text: string, stretches: readonly Silent[]): string {
  return blank(
    text,
    stretches.map(({ start, end }) => [start, end]),
  );
}

function fencedStretches(text: string): readonly Silent[] {
  const found: Silent[] = [];
  let open: { readonly mark: string; readonly start: number } | undefined;
  let offset = 0;
  for (const line of text.split("\n")) {
    const [, mark = "", rest = ""] = fence.exec(line.replace(/\r$/, "")) ?? [];
    if (open === undefined && mark !== "" && !(mark.startsWith("`") && rest.includes("`"))) {
      open = { mark, start: offset };
    } else if (open !== undefined && mark.startsWith(open.mark) && rest.trim() === "") {
      found.push({ start: open.start, end: offset + line.length, reason: "inside a fenced code block" });
      open = undefined;
    }
    offset += line.length + 1;
  }
  if (open !== undefined) found.push({ start: open.start, end: text.length, reason: "inside a fenced code block" });
  return found;
}

function commentStretches(text: string): readonly Silent[] {
  const found: Silent[] = [];
  let from = text.indexOf("<!--");
  while (from >= 0) {
    const close = text.indexOf("-->", from + 4);
    const end = close < 0 ? text.length : close + 3;
    found.push({ start: from, end, reason: "inside an HTML comment" });
    from = text.indexOf("<!--", end);
  }
  return found;
}

/** Places of link texts whose address is the reference: `[#12](…/pull/12)` would else be read twice, once wrongly. */
function linkTexts(text: string, context: FormContext): readonly (readonly [number, number])[] {
  return [...text.matchAll(link)]
    .filter(
      ([, words = "", url = ""]) =>
        "targets" in readUrl(url, context) && /#\d|@[0-9a-f]{7}|^[0-9a-f]{7,40}$/.test(words),
    )
    .map(({ index, 1: words = "" }) => [index + 1, index + 1 + words.length]);
}
