import { lastSegment } from "../names.ts";
import { entriesNamed } from "./fact-index.ts";
import { isStrong } from "./fact-order.ts";
import { holdsName } from "./history/whole-names.ts";
import type { FileFacts } from "./languages/language.ts";
import type { Progress } from "./search.ts";
import type { SourceTree } from "./tree.ts";

/** Languages that derive what readers write, such as `lidAngle` from `lid_angle`: their files may hold it otherwise. */
const derives = /\.(?:rs|go|pyi?|java|kts?|scala|groovy|cs|php|rb|swift|exs?|erl|proto|prisma|sql|graphql|dart)$/;

/**
 * Takes files out of what was left unread for a name which do not hold it as a whole and in its own letter case: the search
 * finds `lidangle` in all that holds `defaultLidAngle`.
 */
export async function leaveOnlyHolders(
  tree: SourceTree,
  progress: readonly Progress[],
  files: ReadonlyMap<string, FileFacts>,
): Promise<void> {
  const named = progress.filter((one) => one.dropped.length > 0 && isOpen(one, files));
  const byBlob = new Map<string, string[]>();
  for (const path of new Set(named.flatMap(({ dropped }) => dropped))) {
    const blob = derives.test(path) ? undefined : tree.files.get(path)?.blob;
    if (blob !== undefined) byBlob.set(blob, [...(byBlob.get(blob) ?? []), path]);
  }
  const lacking = new Map<Progress, Set<string>>(named.map((one) => [one, new Set()]));
  await tree.readEach([...byBlob.keys()], (blob, text) => {
    if (!text.ok) return;
    const paths = byBlob.get(blob) ?? [];
    for (const one of named) {
      const own = paths.filter((path) => one.dropped.includes(path));
      if (own.length > 0 && !holdsName(text.text, lastSegment(one.query.value)))
        for (const path of own) lacking.get(one)?.add(path);
    }
  });
  for (const [{ dropped }, paths] of lacking) {
    const kept = dropped.filter((path) => !paths.has(path));
    dropped.splice(0, dropped.length, ...kept);
  }
}

/** True where no file that was read states the very name. */
function isOpen({ query: { kind, value }, read }: Progress, files: ReadonlyMap<string, FileFacts>): boolean {
  const isThere = (path: string): boolean => {
    const file = files.get(path);
    return (
      file !== undefined && entriesNamed(file, value).some(({ fact }) => isStrong(fact) && fact.value.includes(value))
    );
  };
  return /^(?:config-key|sdk-symbol)$/.test(kind) && !read.some(isThere);
}
