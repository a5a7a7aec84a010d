/** A mention of an issue or pull request in a text. */
export type Mention = { readonly repository?: string; readonly number: number };

const forms =
  /https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/(?:pull|issues)\/(\d+)|(?<![\w/.-])([\w.-]+\/[\w.-]+)?#(\d+)\b/g;

/** Mentions in the forms that GitHub links, code aside. */
export function mentionsIn(text: string): Mention[] {
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
  return [...prose.matchAll(forms)].map((match) => {
    const repository = match[1] ?? match[3];
    const number = Number(match[2] ?? match[4]);
    return repository === undefined ? { number } : { repository, number };
  });
}

/** Mentions behind a closing word (`fixes #3`), which GitHub shows as linked issues. */
export function closingMentionsIn(text: string): Mention[] {
  const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(\S+)/gi;
  return [...text.matchAll(closing)].flatMap((match) => mentionsIn(match[1] ?? "").slice(0, 1));
}
