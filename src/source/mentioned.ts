import type { Fact } from "../types/index.ts";
import type { SourceQuery } from "./query.ts";
import type { Session } from "./reading.ts";
import { standingOf } from "./strength.ts";
import type { SourceTree } from "./tree.ts";

/** Lines that are comments as a whole. */
const comment = /^\s*(?:\/[/*]|\*|#|--|<!--)/;

/**
 * Where the very name stands in the code of files that were read, though no reader gives it a role: a local variable, a
 * keyword of a call. Undefined where a fact says it already, where it stands nowhere, and for what is no single name.
 */
export function mentionOf(
  query: SourceQuery,
  {
    facts,
    paths,
    session,
    tree,
  }: { facts: readonly Fact[]; paths: readonly string[]; session: Session; tree: SourceTree },
): Fact | undefined {
  const { value } = query;
  if ((query.kind !== "sdk-symbol" && query.kind !== "config-key") || !/^[A-Za-z_]\w{3,}$/.test(value))
    return undefined;
  const name = new RegExp(`(?<!\\w)${value}(?!\\w)`);
  if (facts.some((fact) => name.test(fact.value))) return undefined;
  for (const path of paths) {
    const text = standingOf(path).strength === "code" ? session.textOf(path) : undefined;
    if (text?.includes(value) !== true) continue;
    const lines = text.split("\n");
    const at = lines.findIndex((line) => name.test(line) && !comment.test(line));
    if (at < 0) continue;
    const place = { path, startLine: at + 1, endLine: at + 1 };
    const blob = tree.files.get(path)?.blob ?? "";
    return { role: "identifier", value, scope: {}, place, blob, strength: "code", via: [], snippet: lines[at] ?? "" };
  }
  return undefined;
}
