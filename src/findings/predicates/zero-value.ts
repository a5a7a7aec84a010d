import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { strong } from "../draft.ts";
import { isSameName } from "./setting-name.ts";

/** Types whose fields hold something before anybody sets them, and what that is as pages write it. */
const zeros: readonly (readonly [type: RegExp, value: RegExp])[] = [
  [/^bool$/, /^["']?false["']?$/i],
  [/^u?int\d*$|^float\d+$|^usize$|^[ui]\d+$/, /^0(?:\.0)?$/],
  [/(?:^|\.)Duration$/, /^0(?:\s?(?:m?s|min|h))?$/],
];

/**
 * Fields of Go and Rust that bear the subject's name and hold the claimed value where nothing else is written into them.
 * Whether something is must be known from elsewhere; a path of names needs a field whose type or file is about them.
 */
export function heldAtFirst(facts: readonly Fact[], { value, qualifiers }: Claim): readonly Fact[] {
  const { subject = "" } = qualifiers;
  const fields = strong(facts).filter(
    ({ role, value: name, scope, place, default: stated }) =>
      role === "key-declared" &&
      stated === undefined &&
      /\.(?:go|rs)$/.test(place.path) &&
      isSameName(name, subject) &&
      zeros.some(([type, zero]) => type.test(scope.type ?? "") && zero.test(value)),
  );
  const owners = subject.split(/[.#]/).slice(0, -1).flatMap(wordsOf);
  const isOwn = ({ scope, place }: Fact): boolean => {
    const around = new Set([...wordsOf(scope.in ?? ""), ...place.path.split("/").flatMap(wordsOf)]);
    return owners.some((owner) => around.has(owner) || around.has(owner.replace(/s$/, "")));
  };
  return owners.length === 0 ? fields : fields.filter(isOwn);
}
