import { type ParseError, parse } from "jsonc-parser";
import { canonicalJson } from "./canonical.ts";
import { createFactList, type FactList, type Stretch } from "./facts.ts";
import type { FileFacts, FileText, Language } from "./language.ts";
import { lineStartsOf, type SourceText } from "./syntax/node.ts";

/** Documents of the source repository: their lines as `prose`, their URLs, and the JSON they show as `config-block`. */
export const markdown: Language = {
  id: "markdown",
  files: [".md", ".mdx", ".markdown", ".rst", ".adoc", ".txt"],
  load: async () => readMarkdown,
};

type Line = { readonly text: string; readonly start: number; readonly source: SourceText };

function readMarkdown(file: FileText): FileFacts {
  const facts = createFactList(file);
  let fence: { mark: string; language: string; lines: Line[] } | undefined;
  for (const line of linesOf(file.text)) {
    addUrls(facts, line);
    const [, mark, language = ""] = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line.text) ?? [];
    if (fence === undefined && mark !== undefined) fence = { mark, language: language.toLowerCase(), lines: [] };
    else if (fence !== undefined && mark?.startsWith(fence.mark) === true && language === "") {
      addBlock(facts, fence.language, fence.lines);
      fence = undefined;
    } else {
      fence?.lines.push(line);
      facts.add({ role: "prose", value: line.text.trim(), at: stretch(line), strength: "prose" });
    }
  }
  return facts.result();
}

function* linesOf(text: string): Generator<Line> {
  const source = { text, lineStarts: lineStartsOf(text) };
  let start = 0;
  for (const line of text.split("\n")) {
    yield { text: line.replace(/\r$/, ""), start, source };
    start += line.length + 1;
  }
}

function addUrls(facts: FactList, line: Line): void {
  for (const match of line.text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`<>()[\]]+/g)) {
    const value = match[0].replace(/[.,;:!?]+$/, "");
    facts.add({ role: "url-literal", value, at: stretch(line), strength: "prose" });
  }
}

function addBlock(facts: FactList, language: string, lines: readonly Line[]): void {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || !/^(?:json[c5]?)?$/.test(language)) return;
  const errors: ParseError[] = [];
  const value: unknown = parse(lines.map(({ text }) => text).join("\n"), errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof value !== "object" || value === null) return;
  facts.add({
    role: "config-block",
    value: canonicalJson(value),
    at: { ...stretch(last), start: first.start },
    strength: "prose",
  });
}

function stretch({ start, text, source }: Line): Stretch {
  return { start, end: start + text.length, source };
}
