import { readJson } from "./json.ts";
import { type Entry, movedBy } from "./structure.ts";
import { readYamlEntries } from "./yaml.ts";

/** `cat <<EOF > kiln.yaml`, what follows up to `EOF` on a line of its own. */
const heredoc =
  /^(?<command>[^\n]*)<<-?[ \t]*(?<quote>["']?)\\?(?<end>[A-Za-z_]\w*)\k<quote>(?<rest>[^\n]*)\n(?<body>[\s\S]*?)^[ \t]*\k<end>[ \t)]*$/dgm;

/** A command that takes a file of YAML, or writes one. */
const takesYaml = /\.ya?ml\b|\b(?:kubectl|oc|kapp|k)\b.*(?:-f|--filename)[ =]?-/;

/** Entries of the files of JSON and YAML that shell commands are given as text. */
export function readHeredocs(text: string): readonly Entry[] {
  if (!text.includes("<<")) return [];
  return [...text.matchAll(heredoc)].flatMap(({ groups = {}, indices }) => {
    const { command = "", rest = "", body = "" } = groups;
    const start = indices?.groups?.body?.[0] ?? 0;
    const isYaml = takesYaml.test(`${command} ${rest}`);
    const entries = /^\s*\{/.test(body) ? readJson(body) : isYaml ? readYamlEntries(body) : [];
    return entries.map((entry) => movedBy(entry, start));
  });
}
