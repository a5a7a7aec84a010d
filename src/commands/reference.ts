import { flagKey, pullKey, readKey } from "../reference-key.ts";

/** What a reference of a command may mean. */
export type Known = {
  /** Keys that are recorded or named already. */
  readonly keys: readonly string[];
  /** Engineering repositories of the configuration. */
  readonly repositories: readonly string[];
};

/**
 * The key of a reference that a person typed: `owner/repository#1`, the address of a pull request, `flag:name`, a key
 * as it is recorded, or `#1` where only one thing can be meant. Undefined for anything else.
 */
export function keyOf(text: string, known: Known): string | undefined {
  const typed = [text.toLowerCase(), `${holdPrefix}${text.toLowerCase()}`];
  const recorded = known.keys.find((key) => typed.includes(key.toLowerCase()));
  if (recorded !== undefined) return recorded;
  const address = /^https?:\/\/[^/\s]+\/([\w.-]+\/[\w.-]+)\/(?:pull|issues)\/([1-9]\d{0,8})(?:[/?#]\S*)?$/.exec(text);
  const named = address ?? /^([\w.-]+\/[\w.-]+)#([1-9]\d{0,8})$/.exec(text);
  if (named?.[1] !== undefined) return valid(pullKey(named[1], Number(named[2])));
  const number = /^#([1-9]\d{0,8})$/.exec(text)?.[1];
  if (number !== undefined) return numbered(Number(number), known);
  const flag = /^flag:(?:([a-z-]{1,40})\/)?([\w.-]{1,200})$/.exec(text);
  return flag?.[2] === undefined ? undefined : flagKey(flag[1] ?? "any", flag[2]);
}

/** Starts the key of a hold that waits for no work, only for a person's release. */
const holdPrefix = "hold:";

/** The key of a hold by a word of its own, such as `announcement`; undefined for what is no single plain word. */
export function holdKey(text: string): string | undefined {
  return /^[a-zA-Z][\w-]{0,59}$/.test(text) ? `${holdPrefix}${text.toLowerCase()}` : undefined;
}

function numbered(number: number, { keys, repositories }: Known): string | undefined {
  const meant = keys.filter((key) => readKey(key).kind === "pull" && key.endsWith(`#${number}`));
  if (meant.length > 0) return meant.length === 1 ? meant[0] : undefined;
  const [only, ...others] = repositories;
  return only === undefined || others.length > 0 ? undefined : pullKey(only, number);
}

function valid(key: string): string | undefined {
  return readKey(key).kind === "pull" ? key : undefined;
}
