import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { isCapitals } from "./other-style.ts";

/** Names shorter than this are like too many others. */
const shortestRoot = 5;

/** A key in capitals is no option in small letters, and what a shell fills in is no name of code: `$lid`. */
export function isOfOtherSort({ kind, value }: Claim, name: string): boolean {
  if (value.startsWith("$") !== name.startsWith("$")) return true;
  return kind === "config-key" && isCapitals(value) !== isCapitals(name);
}

/** A host below another one is a host of its own: `https://api.kiln.test`. */
export function isOtherHost(claimed: string, name: string): boolean {
  const labels = (url: string): number => /^\w+:\/\/([^/:?#]+)/.exec(url)?.[1]?.split(".").length ?? 0;
  return labels(claimed) !== labels(name);
}

/** Python names a symbol by the whole path of its module: another package's symbol is not meant. */
export function isOfOtherModule({ scope, place }: Fact, { qualifiers: { module } }: Claim): boolean {
  if (module === undefined || !/^\w+(?:\.\w+)*$/.test(module)) return false;
  if (!/\.pyi?$/.test(place.path)) return module.includes(".") && /\.[cm]?[jt]sx?$/.test(place.path);
  return scope.module?.split(".")[0] !== module.split(".")[0];
}

/** One word below a name of its own, as in `oilTank.owner`: what else is called alike has nothing to do with that name. */
export function isOfOtherRoot({ scope, place }: Fact, { value, qualifiers: { root = "" } }: Claim): boolean {
  if (root.length < shortestRoot || wordsOf(value).length > 1) return false;
  const around = new Set(wordsOf(`${scope.in ?? ""} ${place.path}`));
  return !wordsOf(root).some((word) => around.has(word));
}
