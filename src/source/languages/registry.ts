import { csharp } from "./csharp.ts";
import { dockerfile } from "./dockerfile.ts";
import { dotenv } from "./dotenv.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { json } from "./json.ts";
import type { Language } from "./language.ts";
import { markdown } from "./markdown.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { shell } from "./shell.ts";
import { sql } from "./sql.ts";
import { text } from "./text.ts";
import { toml } from "./toml.ts";
import { typescript } from "./typescript.ts";
import { yaml } from "./yaml.ts";

/** Every language, one line each; the first that knows a file's name reads it. */
export const languages: readonly Language[] = [
  typescript,
  python,
  go,
  rust,
  java,
  ruby,
  csharp,
  php,
  json,
  yaml,
  toml,
  dotenv,
  dockerfile,
  sql,
  shell,
  markdown,
];

/** The language of a path: by its whole name (`Dockerfile`, `.env.staging`), then by its ending; comment-aware text for everything else. */
export function languageOf(path: string): Language {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const by = (matches: (file: string) => boolean): Language | undefined =>
    languages.find(({ files }) => files.some(matches));
  return (
    by((file) => name === file || name.startsWith(`${file}.`)) ??
    by((file) => file.startsWith(".") && name.length > file.length && name.toLowerCase().endsWith(file)) ??
    text
  );
}
