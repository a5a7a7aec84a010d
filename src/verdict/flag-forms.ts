import { flagKey } from "../reference-key.ts";
import { type Form, type FormContext, type Reading, type Target, targetsOf } from "./reference-form.ts";

/** A word of several parts, the way flags are named: `enable-mcp`, `mcp_auth`, `showBanner`, `mcp.auth`. */
const compound = /^[A-Za-z0-9]+(?:[-_.:/][A-Za-z0-9]+|[A-Z][A-Za-z0-9]*)+$/;
/** Without quotes only what no sentence would say: a dash, underscore or dot inside, or a capital after a small letter. */
const unquoted = /^(?:[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+|[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+)$/;
const word = /^[A-Za-z0-9][\w.:/-]{0,199}$/;
/** Words that say which kind of flag is meant; a plain word is believed only beside one of them. */
const rollout = /\b(?:feature|release|rollout|launchdarkly|unleash|flagsmith|growthbook|posthog|statsig)\b/i;
const commandLine = /\b(?:cli|command[\s-]line|shell|compiler|build)\s*$/i;

/** Forms of a feature flag beside the word flag. */
export const flagForms: readonly Form[] = [
  {
    pattern:
      /((?:\b[\w-]{1,30}[ \t]+)?)\bflags?\b(?:[ \t]+(?:keys?|names?))?[ \t]*:?[ \t*_]*((?:`[^`\n]{1,200}`(?:[ \t]*(?:,|&|\/|\band\b|\bor\b)){0,2}[ \t]*){1,20})/gi,
    read: ([text, before = "", run = ""], context) => {
      const names = [...run.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name.trim());
      return flagReading(names, { before, around: text }, context);
    },
  },
  {
    pattern: /`([^`\n]{1,200})`[ \t]+((?:[\w-]{1,30}[ \t]+)?)flag\b/gi,
    read: ([text, name = "", between = ""], context) =>
      flagReading([name.trim()], { before: between, around: text }, context),
  },
  {
    pattern: /((?:\b[\w-]{1,30}[ \t]+)?)\bflag(?:[ \t]+(?:key|name))?[ \t]*[:=][ \t*_]*["']?([\w.:/-]{1,200})["']?/gi,
    read: ([text, before = "", name = ""], context) => {
      const flag = name.replace(/[.:]+$/, "");
      return unquoted.test(flag) ? flagReading([flag], { before, around: text }, context) : undefined;
    },
  },
];

type Words = { readonly before: string; readonly around: string };

function flagReading(names: readonly string[], words: Words, context: FormContext): Reading {
  if (context.isEntryProse) return { ignored: "prose for customers" };
  if (commandLine.test(words.before.trim()) || names.every((name) => name.startsWith("-"))) {
    return { ignored: "a command-line option" };
  }
  const targets = names
    .filter((name) => compound.test(name) || (word.test(name) && rollout.test(words.around)))
    .map((name): Target => flagTarget(name, words.around));
  return targets.length === 0
    ? { ignored: "not surely a feature flag, write: feature flag `name`" }
    : targetsOf(targets);
}

/** Key of a flag in a text that may name its vendor. */
function flagTarget(flag: string, around: string): Target {
  const vendor = /\b(launchdarkly|unleash|flagsmith|growthbook|posthog|statsig)\b/i.exec(around)?.[1]?.toLowerCase();
  return { kind: "flag", key: flagKey(vendor ?? "any", flag) };
}
