import type { Language } from "./language.ts";
import { isShell, readShell } from "./shell.ts";
import { readText } from "./words.ts";

/**
 * Every file without a parser of its own: quoted strings and name-like words as `literal` and `identifier`, comments
 * as `comment`, each at its first place. It tells where a name stands, not what is done with it.
 */
export const text: Language = {
  id: "text",
  files: [],
  load: async () => (file) => (isShell(file.text) ? readShell(file) : readText(file)),
};
