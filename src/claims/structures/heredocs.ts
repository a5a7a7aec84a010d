import { readJson } from "./json.ts";
import { type Entry, movedBy } from "./structure.ts";
import { readYamlEntries } from "./yaml.ts";

/** `cat <<EOF > kiln.yaml`: the word that ends the text which follows. */
const opening = /<<-?[ \t]*(?<quote>["']?)\\?(?<end>[A-Za-z_]\w*)\k<quote>/;

/** A command that takes a file of YAML, or writes one. */
const takesYaml = /\.ya?ml\b|\b(?:kubectl|oc|kapp|k)\b.*(?:-f|--filename)[ =]?-/;

/** Entries of the files of JSON and YAML that shell commands are given as text. */
export function readHeredocs(text: string): readonly Entry[] {
  if (!text.includes("<<")) return [];
  return heredocsIn(text).flatMap(({ command, body, start }) => {
    const entries = /^\s*\{/.test(body) ? readJson(body) : takesYaml.test(command) ? readYamlEntries(body) : [];
    return entries.map((entry) => movedBy(entry, start));
  });
}

type Heredoc = { readonly command: string; readonly body: string; readonly start: number };

/** Texts up to a line that holds nothing but the word which ends them; what looks like one and has no end is none. */
function heredocsIn(text: string): readonly Heredoc[] {
  const lines = text.split("\n");
  // Where each line stands last: looking for an end that is nowhere would read the text again for each beginning.
  const lastAt = new Map(lines.map((line, at) => [endOf(line), at] as const));
  const found: Heredoc[] = [];
  let start = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const command = lines[at] ?? "";
    start += command.length + 1;
    const end = opening.exec(command)?.groups?.end;
    if (end === undefined || (lastAt.get(end) ?? 0) <= at) continue;
    let close = at + 1;
    while (endOf(lines[close] ?? "") !== end) close += 1;
    const body = lines.slice(at + 1, close).map((line) => `${line}\n`);
    found.push({ command, body: body.join(""), start });
    start += body.join("").length + (lines[close] ?? "").length + 1;
    at = close;
  }
  return found;
}

/** Longest line that ends a text. */
const longestEnd = 200;

/** What a line ends, if it does: a substitution that holds the command may be closed behind it. */
function endOf(line: string): string {
  return line.length > longestEnd ? "" : line.replace(/[ \t)]*$/, "").trimStart();
}
