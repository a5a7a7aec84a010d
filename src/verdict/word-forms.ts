import { commitKey, ticketKey } from "../reference-key.ts";
import { lookAlikes } from "./look-alikes.ts";
import type { Form } from "./reference-form.ts";

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
    read: ([sha], context) => ({ targets: [{ kind: "commit", key: commitKey(context.docsRepository, sha) }] }),
  },
];
