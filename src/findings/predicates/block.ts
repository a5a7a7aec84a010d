import { isSlip } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import {
  accepted,
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  some,
  unverifiable,
} from "../draft.ts";

/** From this share of common keys on two blocks are one block written differently: `version` alone is in many files. */
const sameBlockShare = 0.6;
/** A value that stands for the reader's own. */
const placeholder =
  /<[^>]*>|\$\{[^}]*\}|\byour[-_ ][\w-]*|\bYOUR_\w+|\bxxx+\b|(?:\/(?:Users|home|path\/to|absolute\/path)|[A-Z]:\\)[^\s"]*|\.\.\.|…/gi;

/** Leaves of a canonical JSON text by their path; undefined when it is not JSON. */
function leavesOf(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const leaves = new Map<string, string>();
    collect(JSON.parse(text), "", leaves);
    return leaves;
  } catch {
    return undefined;
  }
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  if (typeof value !== "object" || value === null) {
    leaves.set(path, String(value).replace(placeholder, "<>"));
    return;
  }
  for (const [key, child] of Object.entries(value)) collect(child, path === "" ? key : `${path}.${key}`, leaves);
}

/**
 * The block of the page is the block that ships with the source, placeholders aside. It is contradicted when a shipped
 * block has the same keys and another value, or names one key of the same object differently.
 */
export function block({ claim, proof, source }: Comparison): Draft {
  const claimed = leavesOf(claim.value);
  const nothing = unverifiable("not-found", { files: String(source.filesSearched) });
  if (claimed === undefined || claimed.size === 0) return nothing;
  const stated = source.facts.filter(({ role }) => proof.confirms.includes(role));
  const shipped = accepted(stated, proof);
  const compared = shipped.flatMap((fact) => {
    const leaves = leavesOf(fact.value);
    return leaves === undefined
      ? []
      : [{ fact, differences: differencesOf(claimed, leaves), shared: sharedKeys(claimed, leaves) }];
  });
  const equal = compared.filter(({ fact, differences }) => differences.length === 0 && statesAddresses(claimed, fact));
  const proven = some(equal.map(({ fact }) => fact));
  if (proven) return confirmed(proven, proof);
  const [closest, next] = compared
    .filter(
      ({ fact, shared, differences }) => shared >= sameBlockShare && differences.length > 0 && isSame(claimed, fact),
    )
    .filter(({ differences }) => differences.some(({ telling }) => telling))
    .sort((a, b) => b.shared - a.shared || a.differences.length - b.differences.length);
  if (closest === undefined) return nothing;
  const isTie = next?.shared === closest.shared && next.differences.length === closest.differences.length;
  if (next !== undefined && isTie && actualOf(next) !== actualOf(closest))
    return ambiguous("several-places-differ", [closest.fact, next.fact], {
      values: `${actualOf(closest)}, ${actualOf(next)}`,
    });
  return contradicted("slot-holds-other", [closest.fact], actualOf(closest));
}

/** Keys that say which thing a block is: blocks that differ there are two things of one shape. */
const identity = ["$schema", "apiVersion", "kind", "type", "id", "name", "metadata.name"];

/** What tells the items of a list from each other. */
const ofItem = /\.\d+\.(?:id|name)$/;

function isSame(claimed: ReadonlyMap<string, string>, fact: Fact): boolean {
  const shipped = leavesOf(fact.value);
  return [...identity, ...[...claimed.keys()].filter((path) => ofItem.test(path))].every((key) => {
    const [one, other] = [claimed.get(key), shipped?.get(key)];
    return one === undefined || other === undefined || one === other;
  });
}

/** Something that the shipped block has otherwise; `telling` where no reader may choose it. */
type Difference = { readonly text: string; readonly telling: boolean };
type Compared = { readonly fact: Fact; readonly differences: readonly Difference[] };

function actualOf({ differences }: Compared): string {
  return differences
    .filter(({ telling }) => telling)
    .slice(0, 4)
    .map(({ text }) => text)
    .join("; ");
}

/**
 * What of the page's block the shipped one has otherwise; keys that only the shipped block has are no difference. A block
 * is an example: its reader sets values as they need, but addresses and the names of keys are the product's.
 */
function differencesOf(
  claimed: ReadonlyMap<string, string>,
  shipped: ReadonlyMap<string, string>,
): readonly Difference[] {
  return [...claimed].flatMap(([path, value]): Difference[] => {
    const found = shipped.get(path);
    if (found === undefined) return [missing(path, value, { claimed, shipped })];
    if (found === value || [found, value].some((each) => each.includes("<>")) || isSameProgram(found, value)) return [];
    return [{ text: `${path} is ${found}`, telling: value.includes("://") && found.includes("://") }];
  });
}

type Leaves = ReadonlyMap<string, string>;

/** A key that the shipped block lacks: telling where a key that the page lacks stands beside it under nearly the same name. */
function missing(path: string, value: string, { claimed, shipped }: { claimed: Leaves; shipped: Leaves }): Difference {
  const parent = path.slice(0, path.lastIndexOf(".") + 1);
  const twin = [...shipped].find(
    ([other, held]) =>
      held === value &&
      !claimed.has(other) &&
      other.startsWith(parent) &&
      isSlip(other.slice(parent.length), path.slice(parent.length)),
  );
  return { text: `${path} is ${twin === undefined ? "not there" : `called ${twin[0]}`}`, telling: twin !== undefined };
}

/** Whether the shipped block states every address of the page: a host left to the reader proves none. */
function statesAddresses(claimed: ReadonlyMap<string, string>, fact: Fact): boolean {
  const shipped = leavesOf(fact.value);
  return [...claimed].every(([path, value]) => !value.includes("://") || shipped?.get(path) === value);
}

/** `python` and `python3` start the same. */
function isSameProgram(one: string, other: string): boolean {
  return /^[a-z]+$/.test(one.replace(/3$/, "")) && one.replace(/3$/, "") === other.replace(/3$/, "");
}

function sharedKeys(claimed: ReadonlyMap<string, string>, shipped: ReadonlyMap<string, string>): number {
  return [...claimed.keys()].filter((path) => shipped.has(path)).length / claimed.size;
}
