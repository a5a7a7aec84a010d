import { nextLine } from "../place.ts";
import type { FragmentOwner } from "../types/index.ts";
import type { Node } from "./node.ts";
import { addFragment, type Page, spanOf } from "./page.ts";
import { alignLines } from "./runs.ts";

/** Words of an info string that change how a block looks and name nothing. */
const display = new Set(
  "showLineNumbers lines wrap expandable copy twoslash live noInline numberLines diff focus highlight collapse".split(
    " ",
  ),
);

/** Language and title of a fenced block, from its info string: `ts title="x.ts"`, `ts x.ts`, `ts:x.ts`, `bash Terminal {2}`. */
export function readInfo(info: string): { readonly language?: string; readonly title?: string } {
  const language = /^(?!\{)[\w#+.-]+/.exec(info)?.[0] ?? /^\{\s*\.(?<name>[\w+-]+)/.exec(info)?.groups?.name;
  const rest =
    language === undefined || info.startsWith("{") ? "" : info.slice(info.indexOf(language) + language.length);
  const named = /\b(?:title|filename|file|name|tab)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))/.exec(rest);
  const words = rest
    .replace(/\{[^}]*\}|[\w-]+=(?:"[^"]*"|'[^']*'|\S+)/g, " ")
    .split(/[\s:]+/)
    .filter((word) => word !== "" && !display.has(word));
  const title = named?.[1] ?? named?.[2] ?? named?.[3] ?? words.join(" ");
  return {
    ...(language === undefined ? {} : { language: language.toLowerCase() }),
    ...(title === "" ? {} : { title }),
  };
}

/** Adds a code block; `leadIn` is the text of the paragraph before it. */
export function addCode(
  page: Page,
  node: Node,
  { owner, leadIn }: { readonly owner: FragmentOwner; readonly leadIn: string | undefined },
): void {
  const text = node.value ?? "";
  const { language, title } = readInfo([node.lang ?? "", node.meta ?? ""].join(" ").trim());
  const { start } = spanOf(node);
  const fenced = /^(?:`{3}|~{3})/.test(page.text.slice(start, start + 3));
  const runs = alignLines(page, fenced ? nextLine(page.lines, start) : start, text);
  addFragment(
    page,
    { text, runs },
    {
      context: "code",
      owner: title === undefined ? owner : { ...owner, codeTitle: title },
      ...(language === undefined ? {} : { language }),
      ...(leadIn === undefined ? {} : { around: leadIn }),
    },
  );
}
