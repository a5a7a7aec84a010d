import { wordsOf } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import {
  accepted,
  agrees,
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  some,
  strong,
  unproven,
  unverifiable,
} from "../draft.ts";
import { normalise, quantityOf } from "../normalise.ts";

/**
 * The named thing has the claimed value: a default, a limit, a version. Without a subject nothing is compared, because
 * the same number stands in many places. It is contradicted when every place that states the subject's value states
 * one other value.
 */
export function valued(comparison: Comparison): Draft {
  const { claim, proof, source } = comparison;
  const { subject } = claim.qualifiers;
  if (subject === undefined || subject === "")
    return unverifiable("not-found", { files: String(source.filesSearched) });
  const stated = source.facts.flatMap((fact) => valuesOf(fact, subject, comparison));
  const equal = stated.filter(({ value, fact }) =>
    isSame(value, claim.value, fact.scope.unit ?? claim.qualifiers.unit, comparison),
  );
  const proven = some(
    accepted(
      equal.map(({ fact }) => fact),
      proof,
    ),
  );
  if (proven) return confirmed(proven, proof);
  const others = stated.filter(({ fact }) => strong([fact]).length > 0);
  const values = [...new Map(others.map((other) => [normalise(other.value, proof.normalise), other])).values()];
  const [only] = values;
  // An example shows one value of many: another one in the source says nothing against it.
  if (only === undefined || claim.qualifiers.type === "example") return unproven(comparison);
  if (values.length > 1) {
    return ambiguous(
      "several-places-differ",
      others.slice(0, 5).map(({ fact }) => fact),
      {
        values: values
          .slice(0, 5)
          .map(({ value }) => value)
          .join(", "),
      },
    );
  }
  return contradicted("slot-holds-other", [only.fact], withUnit(only), only.value);
}

type Stated = { readonly value: string; readonly fact: Fact };

/** The value that a fact states of the subject: its own for a default or limit, its default for a declared name. */
function valuesOf(fact: Fact, subject: string, { claim, proof }: Comparison): readonly Stated[] {
  if (!agrees(fact, claim, proof.same)) return [];
  const isValue = proof.confirms.includes(fact.role) || proof.slot.includes(fact.role);
  if (isValue && fact.scope.subject !== undefined && isSameName(fact.scope.subject, subject))
    return [{ value: fact.value, fact }];
  return fact.default !== undefined && isSameName(fact.value, subject) ? [{ value: fact.default, fact }] : [];
}

/** Names are compared by their words: `--max-rows`, `maxRows` and `max_rows` are one; of a path the last part counts too. */
function isSameName(one: string, other: string): boolean {
  const words = (name: string): string => wordsOf(name).join(" ");
  const last = (name: string): string => words(name.split(/[.#]/).at(-1) ?? name);
  return words(one) === words(other) || last(one) === words(other) || words(one) === last(other);
}

function isSame(found: string, claimed: string, unit: string | undefined, { proof }: Comparison): boolean {
  if (normalise(found, proof.normalise) === normalise(claimed, proof.normalise)) return true;
  const [left, right] = [
    quantityOf(found) ?? (unit && quantityOf(`${found} ${unit}`)),
    quantityOf(claimed) ?? (unit && quantityOf(`${claimed} ${unit}`)),
  ];
  return left !== undefined && left !== "" && left === right;
}

function withUnit({ value, fact }: Stated): string {
  return fact.scope.unit === undefined || quantityOf(value) !== undefined ? value : `${value} ${fact.scope.unit}`;
}
