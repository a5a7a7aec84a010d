import type { Language } from "./language.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";
import { typescript } from "./typescript.ts";

/** Every language, one line each; the first that knows a file's name reads it. */
export const languages: readonly Language[] = [typescript, markdown];

/** The language of a path: by its whole name, then by its ending; comment-aware text for everything else. */
export function languageOf(path: string): Language {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const named = languages.find(({ files }) => files.includes(name));
  return (
    named ?? languages.find(({ files }) => files.some((file) => file.startsWith(".") && endsWith(name, file))) ?? text
  );
}

function endsWith(name: string, ending: string): boolean {
  return name.length > ending.length && name.toLowerCase().endsWith(ending);
}
