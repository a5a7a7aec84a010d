import { tellingWords, wordsOf, wordsShared } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { beginsWithOwnWord, isMadeUp } from "../not-coined.ts";

/** Words that the names of two resources share, before one other word at the end is taken for a mistake. */
const leastShared = 3;

/** A resource that examples make up, or that is called by everybody's words, is the reader's own. */
export function isReadersResource({ kind, value }: Claim): boolean {
  if (kind !== "resource-name") return false;
  return !beginsWithOwnWord(value) || tellingWords(value).length < 2 || isMadeUp(value.replaceAll("-", "_"));
}

/** What the value of a name that says so is: `firstKeySecretName`, `metadata.name`, `configMapRef.name`. */
const ofResource = /(?:name|secret|config[-_]?map|cm|account)$/i;

/** True for a text that no manifest and no name of code calls a resource. */
export function isNoResource({ scope, value }: Fact, { kind }: Claim): boolean {
  if (kind !== "resource-name") return false;
  return !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(value) || !ofResource.test(scope.subject ?? "");
}

/** What a Secret holds is a map, whose keys code reads by their text: a field of some type that is called alike is none of them. */
export function isFieldBesideMap({ role, scope }: Fact, { qualifiers: { path = "" } }: Claim): boolean {
  return /^stringData\.[^.]+$/.test(path) && (role === "member" || (role === "key-declared" && scope.in !== undefined));
}

/** Only the last of four words or more is another one: `kiln-first-lid-password`, `kiln-first-lid-secret`. */
export function endsOtherwise({ kind, value }: Claim, name: string): boolean {
  const [own, other] = [wordsOf(value), wordsOf(name)];
  return (
    kind === "resource-name" &&
    wordsShared(value, name) >= leastShared &&
    own.slice(0, -1).join(" ") === other.slice(0, -1).join(" ")
  );
}
