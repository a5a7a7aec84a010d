import type { BlobText, SourceTree } from "./tree.ts";

/** Texts of a few blobs at once; every blob asked for has an answer. For many blobs `readEach` holds one at a time. */
export async function readAll(tree: SourceTree, blobs: readonly string[]): Promise<ReadonlyMap<string, BlobText>> {
  const texts = new Map<string, BlobText>();
  await tree.readEach(blobs, (blob, text) => texts.set(blob, text));
  return texts;
}
