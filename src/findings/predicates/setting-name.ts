import { lastSegment, wordsOf } from "../../names.ts";
import type { Fact, SourceFacts } from "../../types/index.ts";
import { strong } from "../draft.ts";

/** Names are compared by their words: `--max-rows`, `maxRows` and `max_rows` are one; of a path the last part counts too. */
export function isSameName(one: string, other: string): boolean {
  const words = (name: string): string => wordsOf(name).join(" ");
  const last = (name: string): string => words(name.split(/[.#]/).at(-1) ?? name);
  if (words(one) === words(other) || last(one) === words(other) || words(one) === last(other)) return true;
  return isEndOf(one, other) || isEndOf(other, one);
}

/** True where a path of several names ends another one: `lid.angle` of `default_config.lid.angle`. */
function isEndOf(end: string, path: string): boolean {
  const parts = (name: string): readonly string[] => name.split(/[.#]/).map((part) => wordsOf(part).join(" "));
  const [short, long] = [parts(end), parts(path)];
  return short.length > 1 && short.length < long.length && long.slice(-short.length).join(".") === short.join(".");
}

/** Properties of that name that code or configuration declares, whatever they belong to; empty where there is none. */
export function propertiesNamed({ facts }: SourceFacts, subject: string): readonly Fact[] {
  return strong(facts).filter(
    ({ role, value }) => role === "key-declared" && isSameName(lastSegment(value), lastSegment(subject)),
  );
}

/** True for a constant that is the default of a setting and of whose it is: `defaultKilnMaxRows` for `maxRows`. */
export function isDefaultOfWhose(constant: string, setting: string): boolean {
  const named = wordsOf(constant.split(".").at(-1) ?? constant);
  const words = wordsOf(setting);
  return words.length > 1 && named[0] === "default" && ` ${named.join(" ")}`.endsWith(` ${words.join(" ")}`);
}

/** True for a constant that says by its name that it is the default of a setting: `DEFAULT_PORT`, `defaultMaxRows`. */
export function isDefaultOf(constant: string, setting: string): boolean {
  const named = wordsOf(constant.split(".").at(-1) ?? constant);
  const others = named.filter((word) => word !== "default");
  return others.length > 0 && others.length < named.length && others.join(" ") === wordsOf(setting).join(" ");
}
