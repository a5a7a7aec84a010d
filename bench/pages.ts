import { spawnSync } from "node:child_process";
import type { BenchTree } from "./pinned-tree.ts";

/** A page of claims about names of a tree, and the names. */
export type BenchPage = { readonly text: string; readonly names: readonly string[] };

/** Names in source that pages speak of, by the sentence that claims them. */
const forms: readonly (readonly [string, (name: string) => string])[] = [
  ["(process\\.env\\.|[eE]nv\\(')[A-Z][A-Z0-9]+_[A-Z0-9_]+", (name) => `Set the \`${name}\` environment variable.`],
  ["['\"][Xx]-[A-Za-z]+-[A-Za-z-]+['\"]", (name) => `Send the \`${name}\` header.`],
  ["export (function|class) [A-Za-z]{8,40}", (name) => `Import the \`${name}\` function.`],
];

/** Names that stand nowhere. */
const absent = ["HARBOR_BERTH_LIMIT", "X-Harbor-Berth", "createHarborBerth", "LANTERN_SACK_URL"];

/**
 * A page with so many claims about names that stand in a tree, evenly taken from all that stand there, and four that do
 * not. Another `turn` takes other names.
 */
export function pageAbout({ gitDir, commit }: BenchTree, claims: number, turn: number): BenchPage {
  const [, header, symbol] = forms;
  const wanted = claims - absent.length;
  const share = Math.ceil(wanted / forms.length);
  const taken = forms.flatMap(([pattern, sentence]) =>
    everyNth(namesIn(gitDir, commit, pattern), share, turn).map((name) => [name, sentence(name)] as const),
  );
  const more = everyNth(namesIn(gitDir, commit, symbol?.[0] ?? ""), wanted, turn + 3);
  const filling = more.map((name) => [name, symbol?.[1](name) ?? ""] as const);
  const present = [...new Map([...taken, ...filling])].slice(0, wanted);
  const gone = absent.map((name) => [name, (name.startsWith("X-") ? header : forms[0])?.[1](name) ?? ""] as const);
  const all = [...present, ...gone];
  return { text: `${all.map(([, sentence]) => sentence).join("\n\n")}\n`, names: all.map(([name]) => name) };
}

function namesIn(gitDir: string, commit: string, pattern: string): readonly string[] {
  const args = ["--git-dir", gitDir, "grep", "-h", "-o", "-E", pattern, commit, "--", "*.ts", "*.mts", "*.tsx", "*.js"];
  // Git grep ends with 1 where nothing is found.
  const { stdout: out } = spawnSync("git", args, { encoding: "utf8", maxBuffer: 1 << 30 });
  return [...new Set(out.split("\n").flatMap((line) => /[A-Za-z][\w-]+(?=['"]?$)/.exec(line)?.[0] ?? []))].sort();
}

function everyNth(names: readonly string[], count: number, turn: number): readonly string[] {
  const step = Math.max(1, Math.floor(names.length / count));
  return names.filter((_, index) => index % step === turn % step).slice(0, count);
}
