import type { Span } from "../place.ts";
import type { Fragment } from "../types/index.ts";

/** Languages whose parameters stand as `name: Type`, as keys of objects do. */
const typed = /^(?:[cm]?[jt]sx?|javascript|typescript)$/;

/** What follows the parameters of a function that has a body: the type of what it gives, and the body. */
const body = /^\s*(?::[^{}();=]{1,200})?(?:=>|\{)/;

/** Parameters of the functions that a sample writes itself: their names are the reader's, not keys of the product. */
export function ownParameters({ context, language, text }: Fragment): readonly Span[] {
  return context === "code" && typed.test(language ?? "") ? parametersIn(text) : [];
}

function parametersIn(text: string): readonly Span[] {
  const found: Span[] = [];
  const open: { readonly bracket: string; readonly parts: Span[]; start: number }[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[()[\]{}]/g)) {
    const around = open.at(-1);
    around?.parts.push({ start: around.start, end: index });
    if (/[([{]/.test(bracket)) open.push({ bracket, parts: [], start: index + 1 });
    else {
      const closed = open.pop();
      if (closed?.bracket === "(" && bracket === ")" && body.test(text.slice(index + 1, index + 300)))
        found.push(...closed.parts);
      const outer = open.at(-1);
      if (outer !== undefined) outer.start = index + 1;
    }
  }
  return found;
}
