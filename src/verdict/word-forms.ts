import { commitKey, ticketKey } from "../reference-key.ts";
import { lookAlikes } from "./look-alikes.ts";
import type { Form, FormContext } from "./reference-form.ts";

/** Forms that are a bare word: keys of tickets and hashes of commits. */
export const wordForms: readonly Form[] = [
  {
    pattern: /(?<![\w/.@#&-])([A-Z][A-Z0-9]{1,9})-(\d{1,7})((?:-\d{1,9}){0,3})(?![\w-]|\.\d)/g,
    read: ([, project = "", number = "", tail = ""]) => {
      const reason = lookAlikes.get(project) ?? (tail === "" ? undefined : "not the key of a ticket");
      return reason === undefined
        ? { targets: [{ kind: "ticket", key: ticketKey("ticket", `${project}-${number}`) }] }
        : { ignored: reason };
    },
  },
  {
    pattern: /(?<![\w/@.#&-])(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}\d)[0-9a-f]{7,40}(?![\w-])/g,
    read: (match, context) => ({
      targets: [{ kind: "commit", key: commitKey(repositoryOf(match, context), match[0]) }],
    }),
  },
];

/** A bare hash belongs to the configured repository that its line names last before it, else to the docs repository as on GitHub. */
function repositoryOf(
  { index = 0, input = "" }: RegExpMatchArray,
  { engineering, docsRepository }: FormContext,
): string {
  const before = input.slice(Math.max(0, index - 200), index);
  const line = before.slice(before.lastIndexOf("\n") + 1).toLowerCase();
  const [named] = engineering
    .map((repository) => ({ repository, at: line.lastIndexOf(repository) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at);
  if (named !== undefined) return named.repository;
  const [only, ...others] = engineering;
  const isEngineering = /\b(?:eng(?:ineering)?|source|feature)[ \t-]+commits?\b[^.\n]{0,40}$/.test(line);
  return isEngineering && only !== undefined && others.length === 0 ? only : docsRepository;
}
