import { namesOfAmount } from "../amounts.ts";
import { tellingWords, wordsOf } from "../names.ts";
import type { Claim, Rule } from "../types/index.ts";

/** Words that stand in every code base: alone they find nothing. */
const common = new Set(
  "api app auth back call check code config data default file find first flow from get header key lookup look name new not option org organization page path request response server set step string test text that then this token true type url use used user uses using value variable with".split(
    " ",
  ),
);
/** A name is searched in the spellings of other languages only while it has this many words. */
const mostWords = 6;
/** What ends the name of a file or a host, and no path of a key. */
const fileEnding = /^(?:json|jsonc|yml|yaml|toml|mdx|txt|env|mjs|cjs|tsx|jsx|html|com|dev|org|net)$/i;
/** Shortest word of a phrase that is searched alone. */
const shortestWord = 3;

/**
 * What to search the source for, best first: the rule's templates filled with the claim's value and qualifiers, and the
 * spellings in which source writes them. A URL is also searched by its host, a path by its longest fixed segment and
 * its outer ones, a name in camel, snake and kebab case, a phrase by its words.
 */
export function needlesOf(claim: Pick<Claim, "value" | "qualifiers">, rule: Pick<Rule, "needles">): readonly string[] {
  const renamedFrom = claim.qualifiers.from === undefined ? [] : spellings(claim.qualifiers.from);
  const { about } = claim.qualifiers;
  const ofAmount = about === undefined ? [] : namesOfAmount(about, claim.value);
  const filled = rule.needles.flatMap((template) => {
    const text = fill(template, { ...claim.qualifiers, value: claim.value });
    return text === undefined ? [] : spellings(text);
  });
  return [...new Set([...filled, ...ofAmount, ...renamedFrom].map((needle) => needle.toLowerCase()))].filter(
    (needle) => needle.trim().length >= 2,
  );
}

/** The template with its names replaced; undefined when one of them has no value. */
function fill(template: string, values: Readonly<Record<string, string>>): string | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => (values[name] ?? "") === "")) return undefined;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "").trim();
}

function spellings(text: string): readonly string[] {
  const [, host, path = ""] = /^\w+:\/\/([^/?#]+)([^?#]*)/.exec(text) ?? [];
  // What stands behind a scheme of the product's own is no host.
  if (host !== undefined && !/^(?:https?|wss?|ftp):/i.test(text)) return [text, ...segments(`${host}${path}`)];
  if (host !== undefined)
    return [text.replace(/\/+$/, ""), host, ...(isLocal(host) || isDeep(path) ? segments(path) : [])];
  if (text.includes("/") && !/\s/.test(text)) return [text, ...segments(text)];
  if (/\s/.test(text)) return phrase(text);
  // A schema declares `server.port` as `port` inside of `server`.
  const member =
    /^\w[\w.-]*\.([A-Za-z_][\w-]{2,})$/
      .exec(text)
      ?.slice(1)
      .filter((last) => !fileEnding.test(last))
      .flatMap((last) => [last, ...(last.includes("-") ? joined(wordsOf(last)) : [])]) ?? [];
  // Parsers of options derive `--lid` from a field or key `lid`.
  const bare = /^--?[a-z]/i.test(text) ? declarations(text.replace(/^--?/, "")) : [];
  return [text, ...bare, ...joined(wordsOf(text)), ...member];
}

/** One word stands everywhere: where it is quoted or behind a short form, it is declared. */
function declarations(option: string): readonly string[] {
  return wordsOf(option).length > 1 ? [option] : [`"${option}`, `'${option}`, `|${option}`, option];
}

/** A path that routes of the source may declare. */
function isDeep(path: string): boolean {
  return path.split("/").filter((segment) => segment !== "").length > 1;
}

/** Hosts that say nothing: then the path must. */
function isLocal(host: string): boolean {
  return /^(?:localhost|127\.|0\.0\.0\.0|\[|[{<$])/.test(host);
}

/** The longest stretch of a path between its parameters, and the longest segment that is none. */
function segments(path: string): readonly string[] {
  const fixed = path.split("/").filter((segment) => segment !== "" && !/[{}<>:$*[\]]/.test(segment));
  const stretches = path.split(/[^/]*[{}<>:$*[\]][^/]*/).map((part) => part.replace(/\/$/, ""));
  const whole = longest(stretches.filter((part) => part !== path && part.split("/").length > 2));
  // Of a sample request any segment may be a value: the outer ones are searched as routes declare them.
  const outer = fixed.length > 2 ? [`/${fixed.at(-1)}`, `/${fixed[0]}`] : [];
  return [...whole, ...longest(fixed), ...outer];
}

function longest(texts: readonly string[]): readonly string[] {
  return [...texts].sort((a, b) => b.length - a.length).slice(0, 1);
}

/** A name of several words, joined as other languages join them. */
function joined(words: readonly string[]): readonly string[] {
  if (words.length < 2 || words.length > mostWords) return [];
  return [words.join(""), words.join("_"), words.join("-")];
}

/** Telling words of a phrase alone, and every two neighbours as one name. */
function phrase(text: string): readonly string[] {
  const words = tellingWords(text);
  const alone = words.filter((word) => word.length >= shortestWord && !common.has(word));
  const pairs = words.slice(1).flatMap((word, index) => {
    const pair = [words[index] ?? "", word];
    return [pair.join(" "), ...joined(pair)];
  });
  return [text, ...(words.length <= 3 ? joined(words) : []), ...pairs, ...alone];
}
