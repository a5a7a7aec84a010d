import { type WiringInput, wiringFiles } from "../wiring/check.ts";
import type { WiringConfig } from "../wiring/config.ts";
import type { WorkTree } from "./work-tree.ts";

/** Reads the files that the wiring of a work tree is checked on; files that cannot be read are listed with the reason. */
export function readSite(tree: WorkTree, config: WiringConfig): WiringInput {
  const paths = tree.list();
  const texts = new Map<string, string>();
  const refused = new Map<string, string>();
  for (;;) {
    const unread = wiringFiles(paths, config, texts).filter((path) => !texts.has(path) && !refused.has(path));
    if (unread.length === 0) break;
    for (const path of unread) {
      const read = tree.read(path);
      if ("text" in read) texts.set(path, read.text);
      else refused.set(path, read.refused);
    }
  }
  return { paths, texts, refused: [...refused].map(([path, reason]) => ({ path, reason })), config };
}
