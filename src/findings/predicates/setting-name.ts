import { wordsOf } from "../../names.ts";

/** Names are compared by their words: `--max-rows`, `maxRows` and `max_rows` are one; of a path the last part counts too. */
export function isSameName(one: string, other: string): boolean {
  const words = (name: string): string => wordsOf(name).join(" ");
  const last = (name: string): string => words(name.split(/[.#]/).at(-1) ?? name);
  return words(one) === words(other) || last(one) === words(other) || words(one) === last(other);
}

/** True for a constant that says by its name that it is the default of a setting: `DEFAULT_PORT`, `defaultMaxRows`. */
export function isDefaultOf(constant: string, setting: string): boolean {
  const named = wordsOf(constant.split(".").at(-1) ?? constant);
  const others = named.filter((word) => word !== "default");
  return others.length > 0 && others.length < named.length && others.join(" ") === wordsOf(setting).join(" ");
}
