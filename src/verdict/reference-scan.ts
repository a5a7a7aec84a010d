import { flagForms } from "./flag-forms.ts";
import { numberForms } from "./number-forms.ts";
import type { Form, FormContext, Hit } from "./reference-form.ts";
import { urlForms } from "./url-forms.ts";
import { wordForms } from "./word-forms.ts";

/** Forms in order of trust: what an earlier one read, a later one does not see. */
const forms: readonly Form[] = [...urlForms, ...numberForms, ...flagForms, ...wordForms];

/** Finds everything in a text that is a reference or looks like one, in the order of the text. */
export function scanForms(text: string, context: FormContext): readonly Hit[] {
  const hits: Hit[] = [];
  let rest = text;
  for (const form of forms) {
    const blanks: [number, number][] = [];
    for (const match of rest.matchAll(form.pattern)) {
      const reading = form.read(match, context);
      if (reading === undefined) continue;
      const end = match.index + match[0].length;
      hits.push({ start: match.index, end, reading });
      blanks.push([match.index, end]);
    }
    rest = blank(rest, blanks);
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** Replaces stretches by blanks, so that places in the rest stay what they were; line ends are kept. */
export function blank(text: string, stretches: readonly (readonly [number, number])[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of stretches) {
    parts.push(text.slice(from, start), text.slice(start, end).replaceAll(/[^\n]/g, " "));
    from = end;
  }
  return parts.join("") + text.slice(from);
}
