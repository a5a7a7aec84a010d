import { blanked, commentSpans } from "./comment-spans.ts";
import { createFactList, type FactList, type Stretch } from "./facts.ts";
import type { FileFacts, FileText, Language } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";
import { readText } from "./words.ts";

/** Variables that every shell has. */
const ofShell =
  /^(?:PATH|HOME|PWD|OLDPWD|USER|SHELL|UID|EUID|GID|IFS|REPLY|RANDOM|SECONDS|LINENO|HOSTNAME|HOSTTYPE|OSTYPE|MACHTYPE|SHLVL|TERM|LANG|LC_[A-Z]+|TMPDIR|OPTARG|OPTIND|PPID|PS[1-4]|COLUMNS|LINES|FUNCNAME|PIPESTATUS|BASH(?:_[A-Z]+)?)$/;
/** Scripts that start a container: what they take for a variable that is not set is what users get. */
const starts = /(?:^|\/)(?:docker|containers?|rootfs|s6)(?:[-_.][^/]*)?\/|(?:^|\/)[^/]*(?:entrypoint|startup)[^/]*$/i;

/** Shell scripts: variables that they take from outside, with what they put in their place, and options they look for. */
export const shell: Language = { id: "shell", files: [".sh", ".bash"], load: async () => readShell };

/** True for the text of a shell script by its first line. */
export function isShell(text: string): boolean {
  return /^#![^\n]*\b(?:ba|da|k|z)?sh\b/.test(text);
}

/** Facts of a shell script, with the words of its text. */
export function readShell(file: FileText): FileFacts {
  const facts = createFactList(file);
  const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
  const code = blanked(file.text, commentSpans(file.path.endsWith("sh") ? file.path : `${file.path}.sh`, file.text));
  const place = (index: number, length: number): Stretch => ({ start: index, end: index + length, source });
  const own = assignedIn(code);
  const reads =
    /\$\{?(?<name>[A-Z][A-Z0-9_]{2,})\b(?:(?=:?[-=](?<fallback>[^}\n]*)\})|)|(?:-v|\bprintenv)\s+"?(?<tested>[A-Z][A-Z0-9_]{2,})\b/g;
  for (const { index, 0: whole, groups = {} } of code.matchAll(reads)) {
    const name = groups.name ?? groups.tested ?? "";
    if (own.has(name) || ofShell.test(name)) continue;
    addVariable(facts, { name, fallback: groups.fallback, at: place(index, whole.length), path: file.path });
  }
  for (const { index, 0: whole, groups = {} } of code.matchAll(
    /^[ \t]*\(?(?<names>-{1,2}[A-Za-z][\w-]*(?:[ \t]*\|[ \t]*-{1,2}[A-Za-z][\w-]*)*)\)/gm,
  ))
    for (const value of groups.names?.split(/\s*\|\s*/) ?? [])
      facts.add({ role: "option-declared", value, at: place(index, whole.length) });
  const { facts: words, closedLists } = readText(file);
  const found = facts.result();
  return { facts: [...found.facts, ...words], closedLists };
}

type Read = {
  readonly name: string;
  readonly fallback: string | undefined;
  readonly at: Stretch;
  readonly path: string;
};

function addVariable(facts: FactList, { name, fallback = "", at, path }: Read): void {
  const value = /^(?<quote>["']?)(?<plain>[^"'$`]+)\k<quote>$/.exec(fallback)?.groups?.plain;
  const type = starts.test(path) ? undefined : "conditional";
  facts.add({ role: "env-read", value: name, at, scope: { type }, default: value });
  if (value !== undefined) facts.add({ role: "default", value, at, scope: { subject: name, type } });
}

/** Variables that a script fills by itself, save those that it only gives a value when they have none. */
function assignedIn(code: string): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { groups = {} } of code.matchAll(/(?:^|[;&|({\s])(?<name>[A-Z][A-Z0-9_]{2,})\+?=(?<value>[^\n;]*)/g)) {
    const { name = "", value = "" } = groups;
    if (!new RegExp(`^["']?\\$\\{?${name}\\b`).test(value)) own.add(name);
  }
  for (const { groups = {} } of code.matchAll(/\b(?:for|read(?:[ \t]+-\w+)*)[ \t]+(?<name>[A-Z][A-Z0-9_]{2,})\b/g))
    own.add(groups.name ?? "");
  return own;
}
