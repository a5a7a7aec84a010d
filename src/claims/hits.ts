import picomatch from "picomatch";
import type { Span } from "../place.ts";
import type { Fragment, Matcher } from "../types/index.ts";
import { findAll, matches } from "./pattern.ts";
import type { StructureNode } from "./structures/node.ts";
import { readers } from "./structures/readers.ts";

/** One place in a fragment where a matcher found a value. */
export type Hit = {
  readonly value: string;
  /** The words that were matched. */
  readonly quote: string;
  /** Place of the value in the fragment's text. */
  readonly span: Span;
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** Where a matcher finds values in a fragment; an empty list when the fragment is not of its context. */
export function hitsOf(fragment: Fragment, matcher: Matcher): readonly Hit[] {
  if (!isOfContext(fragment, matcher)) return [];
  if (matcher.structure === undefined) return textHits(fragment.text, matcher, 0, {});
  const { read, languages } = readers[matcher.structure];
  if (fragment.language === undefined || !(languages as readonly string[]).includes(fragment.language)) return [];
  return read(fragment.text)
    .filter(({ path }) => isAt(path, matcher.at))
    .flatMap((node) => nodeHits(node, matcher));
}

function isOfContext(fragment: Fragment, matcher: Matcher): boolean {
  const { in: contexts, languages, component, attribute, column, heading, near, unless } = matcher;
  const { owner, name, language = "" } = fragment;
  if (!contexts.includes(fragment.context)) return false;
  if (languages !== undefined && !languages.includes(language)) return false;
  if (component !== undefined && !matches(component, name?.component ?? "")) return false;
  if (attribute !== undefined && !matches(attribute, name?.attribute ?? "")) return false;
  if (column !== undefined && !matches(column, owner.tableHeader ?? "")) return false;
  if (heading !== undefined && !owner.headings.some((text) => matches(heading, text))) return false;
  if (near !== undefined && !matches(near, fragment.around)) return false;
  return unless === undefined || !(matches(unless, fragment.around) || matches(unless, fragment.text));
}

function textHits(
  text: string,
  matcher: Matcher,
  offset: number,
  known: Readonly<Record<string, string>>,
): readonly Hit[] {
  return findAll(matcher.pattern, text).map((match) => {
    const { value = "", ...captures } = match.captures;
    return {
      value,
      quote: text.slice(match.start, match.end),
      span: { start: offset + match.valueStart, end: offset + match.valueEnd },
      qualifiers: { ...known, ...captures },
    };
  });
}

function nodeHits(node: StructureNode, matcher: Matcher): readonly Hit[] {
  const part = matcher.take === "key" ? node.key : node.value;
  if (part === undefined) return [];
  const isAsWritten = part.text.length === part.span.end - part.span.start;
  const key = matcher.take === "key" || node.key === undefined ? {} : { key: node.key.text };
  return textHits(part.text, matcher, part.span.start, { ...node.qualifiers, ...key }).map((hit) =>
    isAsWritten ? hit : { ...hit, span: part.span },
  );
}

/** Globs of key paths, made once. */
const globs = new Map<string, (path: string) => boolean>();

function isAt(path: string, glob: string | undefined): boolean {
  if (glob === undefined) return true;
  if (glob === "") return path === "";
  const known = globs.get(glob) ?? picomatch(glob.replaceAll("[]", "item").replaceAll(".", "/"), { dot: true });
  globs.set(glob, known);
  return known(path.replaceAll("[]", "item").replaceAll(".", "/"));
}
