import { wordsOf } from "../../../names.ts";

/** What credentials are called, longest first, in the words of identifiers and texts. */
const nouns: readonly (readonly string[])[] = [
  "personal access token",
  "service account token",
  "service account key",
  "client secret",
  "access token",
  "refresh token",
  "session token",
  "bearer token",
  "service token",
  "deploy token",
  "project token",
  "webhook secret",
  "signing secret",
  "auth token",
  "api token",
  "api key",
  "api secret",
  "access key",
  "secret key",
  "license key",
  "id token",
].map((noun) => noun.split(" "));

/** Words written with capitals. */
const initials = new Set(["api", "id"]);

/** The nouns for credentials that an identifier or a text holds, normalised: `API token`, `access token`; each once. */
export function tokenNounsIn(text: string): readonly string[] {
  if (!/token|key|secret/i.test(text)) return [];
  const words = wordsOf(text).map((word) => word.replace(/^(token|key|secret)s$/, "$1"));
  const found = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const noun = nouns.find((candidate) => candidate.every((word, index) => words[at + index] === word));
    if (noun === undefined) continue;
    found.add(noun.map((word) => (initials.has(word) ? word.toUpperCase() : word)).join(" "));
    at += noun.length - 1;
  }
  return [...found];
}
