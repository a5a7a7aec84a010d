import { commitKey } from "../reference-key.ts";
import { type Form, type FormContext, pullReading, type Reading, targetsOf } from "./reference-form.ts";

/** A colour in hexadecimal: it has a digit and a letter, for `#123` may be a pull request and `#face` an anchor. */
const colour = /^#(?=\d*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

const ownerPattern = "[A-Za-z0-9][A-Za-z0-9-]{0,38}";
const namePattern = "[A-Za-z0-9._-]{1,100}";

/** What may not stand right before a reference, unless it is the reference before it: `#1/#2`. */
const start = "(?:(?<![\\w/.@#&-])|(?<=#\\d{1,9}\\/))";
/** More numbers of the same repository: `#5, #6 and #7`. */
const more = "((?:[ \\t]*(?:,|&|/|and\\b|or\\b){1,2}[ \\t]*#\\d{1,9}(?!\\w)){0,20})";

/** Forms of a number or commit of a repository. */
export const numberForms: readonly Form[] = [
  {
    pattern: new RegExp(`${start}(${ownerPattern})/(${namePattern})#(\\d+)(?!\\w)`, "g"),
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
    pattern: new RegExp(
      `(?<![\\w/.@#&-])(${ownerPattern}/${namePattern}?[\\w-])(?::|[ \\t]+(?:prs?|pull[ \\t]+requests?):?)?[ \\t]+#(\\d+)(?!\\w)${more}`,
      "gi",
    ),
    read: ([, name = "", digits = "", rest = ""], context) => spacedReading(name, `${digits} ${rest}`, context),
  },
  {
    pattern: new RegExp(`(?<![\\w/.@#&-])(${namePattern}?[\\w-]):?[ \\t]+#(\\d+)(?!\\w)${more}`, "g"),
    read: ([, name = "", digits = "", rest = ""], context) => spacedReading(name, `${digits} ${rest}`, context),
  },
  {
    pattern: new RegExp(
      `(?<![\\w/.@#&-])#(\\d+)[ \\t]+(?:in|of|from)[ \\t]+(${ownerPattern}/${namePattern}?[\\w-])(?![\\w/#@-])`,
      "g",
    ),
    read: ([, digits = "", name = ""], context) => spacedReading(name, digits, context),
  },
  {
    pattern: new RegExp(`(?<![\\w/.@#&:-])(${ownerPattern}/${namePattern})/pull/(\\d+)(?!\\w)`, "g"),
    read: ([, name = "", digits = ""], context) =>
      spacedReading(name, digits, context) ?? { ignored: "not a form that GitHub links" },
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
    pattern: new RegExp(`${start}#(\\d+)(?!\\w)`, "g"),
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

/**
 * A configured repository and numbers that stand apart from it: `acme/eng #5, #6`. GitHub would link them to the docs
 * repository, whose pull requests prove nothing here. Undefined for any other name.
 */
function spacedReading(name: string, numbers: string, context: FormContext): Reading | undefined {
  const wanted = name.toLowerCase();
  const repositories = context.engineering.filter(
    (repository) => repository === wanted || repository.split("/")[1] === wanted,
  );
  const readings = repositories.flatMap((repository) =>
    [...numbers.matchAll(/\d+/g)].map(([digits]) => pullReading(repository, digits, context)),
  );
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
