import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { strong } from "../draft.ts";
import { isSameName } from "./setting-name.ts";

/** Types whose fields hold something before anybody sets them, and what that is as pages write it. */
const zeros: readonly (readonly [type: RegExp, value: RegExp])[] = [
  [/^bool(?:ean)?$/, /^["']?false["']?$/i],
  [/^u?(?:int|long)\d*$|^(?:float|double)\d*$|^decimal$/, /^0(?:\.0)?$/],
  [/(?:^|\.)Duration$/, /^0(?:\s?(?:m?s|min|h))?$/],
];
/** Those that hold nothing, by the language of their file; Go fills fields in places that say it of none. */
const empty: Readonly<Record<string, RegExp>> = {
  cs: /\?$/,
  java: /^[A-Z]/,
};
const nothing = /^(?:nil|null)$/;

/** Types whose fields are what readers set. */
const settings = /(?:Config(?:uration)?|Options?|Settings|Opts|Params|Properties)$/;

/**
 * Fields of Go, Rust, C# and Java that bear the subject's name and hold the claimed value where nothing else is written into
 * them. Whether something is must be known from elsewhere; a path of names needs a field whose type or file is about them.
 */
export function heldAtFirst(facts: readonly Fact[], { value, qualifiers }: Claim): readonly Fact[] {
  const { subject = "" } = qualifiers;
  const fields = strong(facts).filter(
    (fact) => isUnwritten(fact) && isSameName(fact.value, subject) && isHeldBy(fact, value),
  );
  const owners = subject.split(/[.#]/).slice(0, -1).flatMap(wordsOf);
  const isOwn = ({ scope, place }: Fact): boolean => {
    const around = new Set([...wordsOf(scope.in ?? ""), ...place.path.split("/").flatMap(wordsOf)]);
    return owners.some((owner) => around.has(owner) || around.has(owner.replace(/s$/, "")));
  };
  return owners.length === 0 ? fields : fields.filter(isOwn);
}

function isHeldBy({ scope: { type = "" }, place }: Fact, claimed: string): boolean {
  const language = place.path.slice(place.path.lastIndexOf(".") + 1);
  if (nothing.test(claimed)) return empty[language]?.test(type) === true;
  return zeros.some(([typed, zero]) => typed.test(type) && zero.test(claimed));
}

/** Numbers of Rust are mostly filled in by what reads the settings. */
function isTruthOfRust(path: string, { type }: Fact["scope"]): boolean {
  return path.endsWith(".rs") && type === "bool";
}

/** A field of Go that is called as its key: what is written into one of another name is not found by that of the key. */
function isFieldOfGo({ value, place, snippet }: Fact): boolean {
  const [field = ""] = /^\w+/.exec(snippet.trim()) ?? [];
  return place.path.endsWith(".go") && isSameName(field, value);
}

/** A key whose place states no default, or a field of a type of settings that is declared without a value. */
function isUnwritten(fact: Fact): boolean {
  const { role, default: stated, place, scope, snippet } = fact;
  const { path } = place;
  if (role === "key-declared") return stated === undefined && (isFieldOfGo(fact) || isTruthOfRust(path, scope));
  if (role !== "member" || !settings.test(scope.in ?? "")) return false;
  if (path.endsWith(".go")) return true;
  const isPlain = path.endsWith(".cs") ? /\{\s*get;[^{}=]*\}\s*$/ : /^[^=]*;\s*$/;
  return /\.(?:cs|java)$/.test(path) && isPlain.test(snippet);
}
