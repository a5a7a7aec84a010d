import type { Code, InlineCode, Link, PhrasingContent, Text } from "mdast";
import type { Phrase } from "./phrase.ts";
import { visibleBlock, visibleLine } from "./visible-text.ts";

/**
 * The only way for text from elsewhere into Markdown: one line inside a code span, at most `limit` UTF-16 units.
 * GitHub links neither `@mentions` nor `#1`, `owner/repo#2`, `GH-3`, commit hashes or addresses inside code, and HTML is
 * inert there; unlike a zero-width character between the letters, a reader who copies the text gets the very text.
 * A pipe after a backslash is written as its code point: parsers of tables disagree whether it ends the cell.
 */
export function untrusted(text: string, limit = 120): InlineCode {
  const line = visibleLine(text, limit).replace(/\\\|/g, "\\U+007C");
  return { type: "inlineCode", value: line === "" ? "(empty)" : line };
}

/** Several lines of text from elsewhere, as fenced code; the serialiser makes the fence longer than any inside. */
export function untrustedBlock(text: string, limit = 2000): Code {
  return { type: "code", lang: null, meta: null, value: visibleBlock(text, limit) };
}

/** Whole lines to put in place of others with one click, to the letter: GitHub takes over what the fence holds. */
export function untrustedSuggestion(text: string): Code {
  return { type: "code", lang: "suggestion", meta: null, value: text };
}

/** A sentence as Markdown: our own words as text, quoted words as code spans, linked where they have an address. */
export function phrasing(phrase: Phrase): PhrasingContent[] {
  return phrase.map((piece) => {
    if (typeof piece === "string") return { type: "text", value: piece } satisfies Text;
    const code = untrusted(piece.quoted);
    return piece.url === undefined ? code : linked(code, piece.url);
  });
}

/** The content as a link; without one when the address is not a web address. */
export function linked(content: InlineCode | Text, url: string): Link | InlineCode | Text {
  const target = safeUrl(url);
  return target === undefined ? content : { type: "link", url: target, title: null, children: [content] };
}

/** Longest address that is linked; browsers and proxies cut longer ones (https://www.rfc-editor.org/rfc/rfc9110#section-4.1 asks for 8,000). */
const longestUrl = 8000;

/**
 * The address when it is a web address, with pull requests, issues and commits on github.com sent through
 * `redirect.github.com`, so that our comment leaves no "mentioned this" on them (https://github.com/github/docs/pull/35987).
 * Undefined for every other scheme, for addresses with credentials and for what is too long to be one.
 */
export function safeUrl(text: string): string | undefined {
  if (text.length > longestUrl || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if ((url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    return undefined;
  if (url.host === "github.com" && /^\/[^/]+\/[^/]+\/(?:pull|issues|commit|discussions)\//.test(url.pathname)) {
    url.host = "redirect.github.com";
  }
  return url.href;
}
