import type { Fact } from "../../types/index.ts";
import { accepted, type Comparison, confirmed, contradicted, type Draft, some, unverifiable } from "../draft.ts";

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
  const proven = some(compared.filter(({ differences }) => differences.length === 0).map(({ fact }) => fact));
  if (proven) return confirmed(proven, proof);
  const [closest] = compared
    .filter(({ shared }) => shared >= 0.5)
    .sort((a, b) => b.shared - a.shared || a.differences.length - b.differences.length);
  return closest === undefined ? nothing : contradicted("slot-holds-other", [closest.fact], actualOf(closest));
}

type Compared = { readonly fact: Fact; readonly differences: readonly string[] };

function actualOf({ differences }: Compared): string {
  return differences.slice(0, 4).join("; ");
}

/** What of the page's block the shipped one has otherwise; keys that only the shipped block has are no difference. */
function differencesOf(claimed: ReadonlyMap<string, string>, shipped: ReadonlyMap<string, string>): readonly string[] {
  return [...claimed].flatMap(([path, value]) => {
    const found = shipped.get(path);
    if (found === undefined) return [`${path} is not there`];
    return found === value || [found, value].some((each) => each.includes("<>")) || isSameProgram(found, value)
      ? []
      : [`${path} is ${found}`];
  });
}

/** `python` and `python3` start the same. */
function isSameProgram(one: string, other: string): boolean {
  return /^[a-z]+$/.test(one.replace(/3$/, "")) && one.replace(/3$/, "") === other.replace(/3$/, "");
}

function sharedKeys(claimed: ReadonlyMap<string, string>, shipped: ReadonlyMap<string, string>): number {
  return [...claimed.keys()].filter((path) => shipped.has(path)).length / claimed.size;
}
