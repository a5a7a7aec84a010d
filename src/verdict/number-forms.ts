import { commitKey } from "../reference-key.ts";
import { type Form, type FormContext, pullReading, type Reading, targetsOf } from "./reference-form.ts";

/** A colour in hexadecimal: it has a digit and a letter, for `#123` may be a pull request and `#face` an anchor. */
const colour = /^#(?=\d*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

const ownerPattern = "[A-Za-z0-9][A-Za-z0-9-]{0,38}";
const namePattern = "[A-Za-z0-9._-]{1,100}";

/** Forms of a number or commit of a repository. */
export const numberForms: readonly Form[] = [
  {
    pattern: new RegExp(`(?<![\\w/.@#&-])(${ownerPattern})/(${namePattern})#(\\d+)(?!\\w)`, "g"),
    read: ([, owner, name, digits], context) => pullReading(`${owner}/${name}`, digits, context),
  },
  {
    pattern: new RegExp(`(?<![\\w/.@#&-])(${ownerPattern})/(${namePattern})@([0-9a-f]{7,40})(?![\\w.-])`, "g"),
    read: ([, owner, name, sha = ""]) => ({
      targets: [{ kind: "commit", key: commitKey(`${owner}/${name}`, sha) }],
    }),
  },
  {
    pattern: new RegExp(`(?<![\\w/.@#&-])(${namePattern})#(\\d+)(?!\\w)`, "g"),
    read: ([, name = "", digits], context) => shortReading(name, digits, context),
  },
  {
    pattern: new RegExp(`(?<![\\w/.@#&-])(${namePattern})@([0-9a-f]{7,40})(?![\\w.-])`, "g"),
    read: ([, name = "", sha = ""], context) => {
      const repositories = repositoriesNamed(name, context);
      if (repositories.length === 0) return { ignored: "no configured repository has this name" };
      return targetsOf(repositories.map((repository) => ({ kind: "commit", key: commitKey(repository, sha) })));
    },
  },
  {
    pattern: /(?<![\w/.@#&-])GH-(\d+)(?![\w-])/gi,
    read: ([, digits], context) => pullReading(context.docsRepository, digits, context),
  },
  {
    pattern: /(?<![\w/.@#&-])#([0-9a-fA-F]{3,8})(?!\w)/g,
    read: ([text = ""]) => (colour.test(text) ? { ignored: "a colour" } : undefined),
  },
  {
    pattern: /(?<![\w/.@#&-])#(\d+)(?!\w)/g,
    read: ([, digits], context) => pullReading(context.docsRepository, digits, context),
  },
  {
    pattern: /(?<!\S)[^\s#&]{0,200}[^\s#&]#\d+(?!\w)/g,
    read: () => ({ ignored: "not a form that GitHub links" }),
  },
];

function shortReading(name: string, digits: string | undefined, context: FormContext): Reading | undefined {
  if (/^(?:prs?|pull|issues?|gh)$/i.test(name)) return pullReading(context.docsRepository, digits, context);
  const readings = repositoriesNamed(name, context).map((repository) => pullReading(repository, digits, context));
  if (readings.length === 0)
    return { ignored: "no configured repository has this name, write owner/repository#number" };
  const targets = readings.flatMap((reading) => ("targets" in reading ? reading.targets : []));
  return targets.length === 0 ? readings[0] : targetsOf(targets);
}

/** Two owners may have a repository of the same name: then all are meant, which can only ask for more. */
function repositoriesNamed(name: string, context: FormContext): readonly string[] {
  const wanted = name.toLowerCase();
  return [...new Set([...context.engineering, context.docsRepository.toLowerCase()])].filter(
    (repository) => repository.split("/")[1] === wanted,
  );
}
