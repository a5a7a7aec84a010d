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
  const open = progress
    .filter((one) => one.dropped.length > 0 && isOpen(one, files))
    .map(({ query, dropped }) => ({ name: lastSegment(query.value), dropped, lacking: new Set<string>() }));
  const asking = new Map<string, (typeof open)[number][]>();
  for (const one of open)
    for (const path of one.dropped.filter((each) => !derives.test(each))) {
      const known = asking.get(path);
      if (known === undefined) asking.set(path, [one]);
      else known.push(one);
    }
  const byBlob = new Map<string, string[]>();
  for (const path of asking.keys()) {
    const blob = tree.files.get(path)?.blob;
    if (blob !== undefined) byBlob.set(blob, [...(byBlob.get(blob) ?? []), path]);
  }
  await tree.readEach([...byBlob.keys()], (blob, text) => {
    if (!text.ok) return;
    for (const path of byBlob.get(blob) ?? [])
      for (const { name, lacking } of asking.get(path) ?? []) if (!holdsName(text.text, name)) lacking.add(path);
  });
  for (const { dropped, lacking } of open) {
    const kept = dropped.filter((path) => !lacking.has(path));
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
