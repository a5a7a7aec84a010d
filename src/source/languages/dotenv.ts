import { createFactList } from "./facts.ts";
import type { Language } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";
import { addComments } from "./yaml.ts";

/** Files for people to copy: they say what may be set, nothing reads them. */
const forPeople = /\.(?:example|sample|template|dist|defaults?)$|^(?:example|sample|template)\b/i;

/** dotenv files; the values of an example are no defaults. */
export const dotenv: Language = {
  id: "dotenv",
  knowsExamples: true,
  files: [
    ".env",
    ".env.example",
    ".env.sample",
    ".env.template",
    ".env.dist",
    ".env.local",
    ".env.development",
    ".env.production",
    ".env.test",
    ".envrc",
    "env.example",
  ],
  load: async () => (file) => {
    const facts = createFactList(file);
    const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
    addComments(facts, source);
    const isExample = forPeople.test(file.path.slice(file.path.lastIndexOf("/") + 1));
    for (const { index, 0: line, 1: name = "", 2: raw = "" } of file.text.matchAll(
      /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=(.*)$/gm,
    )) {
      const at = { start: index, end: index + line.length, source };
      const value = raw
        .trim()
        .replace(/^(["'])(.*)\1.*$/, "$2")
        .replace(/\s+#.*$/, "");
      const stated = value === "" ? undefined : value;
      facts.add({
        role: "env-declared",
        value: name,
        at,
        default: stated,
        ...(isExample ? { strength: "prose" } : {}),
      });
      if (stated !== undefined && !isExample)
        facts.add({ role: "default", value: stated, at, scope: { subject: name } });
    }
    return facts.result();
  },
};
