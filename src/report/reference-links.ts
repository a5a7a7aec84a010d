import type { PhrasingContent } from "mdast";
import type { Report } from "../types/index.ts";
import type { Phrase } from "./phrase.ts";
import { phrasing } from "./untrusted.ts";

/**
 * A sentence with its pull requests as links. Only on github.com, where the links go through an address that leaves no
 * mention on them; elsewhere the words stay as they are.
 */
export function linkedPhrase(phrase: Phrase, { pull }: Pick<Report, "pull">): PhrasingContent[] {
  if (!pull.url.startsWith("https://github.com/")) return phrasing(phrase);
  return phrasing(
    phrase.map((piece) => {
      if (typeof piece === "string" || piece.url !== undefined) return piece;
      const [, repository, number] = /^([\w.-]+\/[\w.-]+)#([1-9]\d{0,8})$/.exec(piece.quoted) ?? [];
      if (repository === undefined) return piece;
      return { ...piece, url: `https://github.com/${repository}/pull/${number}` };
    }),
  );
}
