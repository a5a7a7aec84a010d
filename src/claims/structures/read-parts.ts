import type { Fragment } from "../../types/index.ts";
import { readScriptCalls } from "./calls.ts";
import { components, scriptsOf } from "./components.ts";
import { readDotenv } from "./dotenv.ts";
import { readHeredocs } from "./heredocs.ts";
import { readHttp } from "./http.ts";
import {
  importedNames,
  importedPythonNames,
  readJavaImports,
  readPhpImports,
  readPythonImports,
  readScriptImports,
} from "./imports.ts";
import { readJson } from "./json.ts";
import { readPythonMembers, readScriptMembers } from "./members.ts";
import { type NamesOnPage, originsOnPage } from "./origins.ts";
import { readShell } from "./shell.ts";
import { type Entry, fitsKeyPath, type KeyPath, type Part, parseKeyPath, type Structure } from "./structure.ts";
import { readToml } from "./toml.ts";
import { readYamlEntries } from "./yaml.ts";

type Reader = { readonly names: readonly string[]; readonly languages: readonly string[]; readonly read: ReadOnPage };

/** What the samples of a page import, by language, and what the names stand for that they give to it. */
type NamesByLanguage = Readonly<Record<"script" | "python", NamesOnPage>>;

/** Reads a text that stands on a page whose samples know these names. */
type ReadOnPage = (text: string, names: NamesByLanguage) => ReturnType<Structure>;

const scripts = ["js", "javascript", "jsx", "mjs", "cjs", "ts", "typescript", "tsx", "mts", "cts"];
const pythons = ["py", "python", "python3"];
const shells = ["sh", "bash", "shell", "zsh", "console", "shell-session", "shellsession", "terminal"];

function readScript(text: string, { script }: NamesByLanguage): ReturnType<Structure> {
  return [...readScriptImports(text), ...readScriptCalls(text, script.imported), ...readScriptMembers(text, script)];
}

/** Every structure of fenced code: which names of paths lead to it, and in which languages it stands. */
const readers: readonly Reader[] = [
  { names: ["json", "data"], languages: ["json", "jsonc", "json5"], read: readJson },
  { names: ["yaml", "data"], languages: ["yaml", "yml"], read: readYamlEntries },
  { names: ["toml", "data"], languages: ["toml"], read: readToml },
  { names: ["shell"], languages: shells, read: readShell },
  { names: ["json", "yaml", "data"], languages: shells, read: readHeredocs },
  { names: ["http"], languages: ["http"], read: readHttp },
  { names: ["imports", "calls"], languages: scripts, read: readScript },
  {
    names: ["imports", "calls"],
    languages: components,
    read: (text, names) => readScript(scriptsOf(text), names),
  },
  {
    names: ["imports"],
    languages: pythons,
    read: (text, { python }) => [...readPythonImports(text), ...readPythonMembers(text, python)],
  },
  { names: ["imports"], languages: ["php"], read: readPhpImports },
  { names: ["imports"], languages: ["java", "kotlin", "kt"], read: readJavaImports },
  { names: ["dotenv"], languages: ["dotenv", "env", "properties"], read: readDotenv },
];

/** Names that a path of a rule may start with. */
export const structureNames: readonly string[] = [...new Set(readers.flatMap(({ names }) => names)), "jsx"];

/** A path of a rule, read: `shell: header`, `data: **.headers.*`, `jsx: ParamField[header]`. */
export type StructurePath = { readonly structure: string; readonly keys: KeyPath };

const written = /^(?<structure>\w+):\s*(?<keys>\S.*)$/;
const jsx = /^(?<component>[\w.*]+)\[(?<attribute>[\w.*-]+)\]$/;

const parsed = new Map<string, StructurePath | undefined>();

/** Reads a path; undefined when it is not of a known form. */
export function parsePath(path: string): StructurePath | undefined {
  if (!parsed.has(path)) parsed.set(path, readPath(path));
  return parsed.get(path);
}

function readPath(path: string): StructurePath | undefined {
  const { structure = "", keys = "" } = written.exec(path)?.groups ?? {};
  if (!structureNames.includes(structure)) return undefined;
  if (structure !== "jsx") return { structure, keys: parseKeyPath(keys) };
  const { component, attribute } = jsx.exec(keys)?.groups ?? {};
  return component === undefined || attribute === undefined ? undefined : { structure, keys: [component, attribute] };
}

/** Entries of fragments that were parsed before, so that a block is parsed once for all rules, and what the samples of a page know. */
export type EntryCache = {
  readonly entries: Map<Reader, Map<Fragment, readonly Entry[]>>;
  readonly names: NamesByLanguage;
};

/** A page's cache before anything is read: what one sample imports, the next one uses. */
export function entryCache(fragments: readonly Fragment[]): EntryCache {
  const samples = fragments.filter(({ context }) => context === "code");
  const textsIn = (languages: readonly string[]): string[] =>
    samples.flatMap(({ language = "", text }) => (languages.includes(language) ? [text] : []));
  const importing = samples.filter(({ text }) => /\bimport\b|\brequire\(/.test(text)).map(({ text }) => text);
  const script = importedNames(importing.join("\n"));
  const python = importedPythonNames(textsIn(pythons).join("\n"));
  return {
    entries: new Map(),
    names: {
      script: {
        imported: script,
        origins: originsOnPage([...textsIn(scripts), ...textsIn(components).map(scriptsOf)], script, "script"),
      },
      python: { imported: python, origins: originsOnPage(textsIn(pythons), python, "python") },
    },
  };
}

/** A sample without a language that shows what is typed at a prompt: `$ kiln fire`, or how a file is written. */
const transcript = /^\s*\$ [\w./-]|^\s*cat\b[^\n]*<</;

/** The parts of a fragment at a path; an empty list for a fragment of another structure. */
export function readParts(
  fragment: Fragment,
  { path, take }: { readonly path: StructurePath; readonly take: "key" | "value" },
  cache: EntryCache,
): readonly Part[] {
  if (path.structure === "jsx") return isAttribute(fragment, path.keys) ? [whole(fragment)] : [];
  const language = fragment.language ?? (transcript.test(fragment.text) ? "console" : "");
  const reader = readers.find((one) => one.languages.includes(language) && one.names.includes(path.structure));
  if (fragment.context !== "code" || reader === undefined) return [];
  const known = cache.entries.get(reader) ?? new Map<Fragment, readonly Entry[]>();
  const entries = known.get(fragment) ?? reader.read(fragment.text, cache.names);
  cache.entries.set(reader, known.set(fragment, entries));
  return entries.filter((entry) => fitsKeyPath(path.keys, entry.path)).flatMap((entry) => partOf(entry, take));
}

function partOf(entry: Entry, take: "key" | "value"): Part[] {
  const span = take === "key" ? entry.key : entry.value;
  if (span === undefined) return [];
  const text = take === "value" ? entry.text : undefined;
  return [{ span, qualifiers: entry.qualifiers, ...(text === undefined ? {} : { text }) }];
}

function whole(fragment: Fragment): Part {
  return { span: { start: 0, end: fragment.text.length }, qualifiers: {} };
}

function isAttribute(fragment: Fragment, [component = "", attribute = ""]: KeyPath): boolean {
  const name = fragment.name;
  if (fragment.context !== "jsx-attribute" || name === undefined) return false;
  return fitsName(component, name.component) && fitsName(attribute, name.attribute);
}

/** A star stands for the beginning of a name: `*Table`. */
function fitsName(pattern: string, name: string): boolean {
  return pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : pattern === name;
}
