import { createFactList, type FactList, type Stretch } from "./facts.ts";
import type { Language } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";
import { addComments } from "./yaml.ts";

type Instruction = (facts: FactList, words: string, at: Stretch) => void;

/** What each instruction says; others say nothing that a document claims. */
const instructions: Readonly<Record<string, Instruction>> = {
  ENV: (facts, words, at) => {
    for (const [name, value] of pairsOf(words)) {
      facts.add({ role: "env-declared", value: name, at, default: value });
      if (value !== undefined) facts.add({ role: "default", value, at, scope: { subject: name } });
    }
  },
  ARG: (facts, words, at) => {
    for (const [name, value] of pairsOf(words)) {
      facts.add({ role: "key-declared", value: name, at, scope: { in: "ARG" }, default: value });
      if (value !== undefined) facts.add({ role: "default", value, at, scope: { subject: name, in: "ARG" } });
    }
  },
  EXPOSE: (facts, words, at) => {
    for (const port of words.split(/\s+/))
      facts.add({ role: "constant", value: port.replace(/\/.*$/, ""), at, scope: { subject: "port", in: "EXPOSE" } });
  },
  FROM: (facts, words, at) => {
    const [image = ""] = words.replace(/--\S+\s+/g, "").split(/\s+/);
    const [, name, tag] = /^([^@]+?):([\w.-]+)(?:@.*)?$/.exec(image) ?? [];
    if (name !== undefined && tag !== undefined)
      facts.add({ role: "package-declared", value: tag, at, scope: { subject: name, type: "image" } });
  },
};

/** Dockerfiles: variables, build arguments, ports, base images. */
export const dockerfile: Language = {
  id: "dockerfile",
  files: ["Dockerfile", ".dockerfile", "Containerfile"],
  load: async () => (file) => {
    const facts = createFactList(file);
    const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
    addComments(facts, source);
    for (const match of file.text.matchAll(/^[ \t]*([A-Za-z]+)[ \t]+((?:[^\\\n]|\\(?:\r?\n|.))*)/gm)) {
      const name = (match[1] ?? "").toUpperCase();
      const words = (match[2] ?? "").replace(/\\\r?\n/g, " ").trim();
      const at = { start: match.index, end: match.index + match[0].length, source };
      if (Object.hasOwn(instructions, name)) instructions[name]?.(facts, words, at);
    }
    return facts.result();
  },
};

/** `A=1 B="two words"`, or the old form `A 1`. */
function pairsOf(words: string): [string, string | undefined][] {
  const pairs = [...words.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)].map(
    ([, name = "", value = ""]): [string, string | undefined] => [
      name,
      value.replace(/^(["'])(.*)\1$/, "$2") || undefined,
    ],
  );
  if (pairs.length > 0) return pairs;
  const [, name = "", value] = /^([A-Za-z_]\w*)(?:\s+(.*))?$/.exec(words) ?? [];
  return name === "" ? [] : [[name, value]];
}
