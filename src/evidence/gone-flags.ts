import { gateKeys } from "../reference-key.ts";
import { standingOf } from "../source/strength.ts";
import type { SourceTree } from "../source/tree.ts";
import type { Evidence } from "../types/index.ts";

/** Keys of the flags that gate changes of one repository, as found in its pull requests. */
export function gatingFlags(repository: string, evidence: readonly Evidence[]): readonly string[] {
  const start = repository.toLowerCase();
  const uses = evidence.flatMap((item) =>
    item.status === "found" && "uses" in item.data && item.subject.key.replace(/[#@].*$/, "") === start
      ? item.data.uses
      : [],
  );
  return gateKeys(uses).map((key) => key.slice(key.indexOf("/") + 1));
}

/**
 * Flags whose key stands nowhere in the code and configuration of a tree: nothing asks for them any more. `settings`
 * are the files that hold the flags themselves. Empty when a file could not be searched.
 */
export async function flagsGone(
  tree: SourceTree,
  flags: readonly string[],
  settings: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const flag of flags) {
    const { paths, skipped } = await tree.search([flag]);
    const speaking = paths.filter((path) => !settings.includes(path) && isSource(path));
    if (skipped.length === 0 && speaking.length === 0) gone.push(flag);
  }
  return gone;
}

function isSource(path: string): boolean {
  const { strength } = standingOf(path);
  return strength === "code" || strength === "config";
}

/** Evidence in which flags that nothing asks for any more gate no longer. */
export function withoutGone(evidence: readonly Evidence[], gone: ReadonlyMap<string, readonly string[]>): Evidence[] {
  return evidence.map((item): Evidence => {
    const flags = gone.get(item.subject.key.replace(/[#@].*$/, "")) ?? [];
    if (item.subject.kind !== "gates" || item.status !== "found" || !("uses" in item.data)) return item;
    const uses = item.data.uses.map((use) =>
      use.purpose === "gate" && flags.includes(use.flag) ? ({ ...use, purpose: "removed" } as const) : use,
    );
    return { ...item, subject: { kind: "gates", key: item.subject.key }, data: { ...item.data, uses } };
  });
}
