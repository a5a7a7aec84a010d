import { isUtf8 } from "node:buffer";
import type { BlobText } from "./tree.ts";

/** Files shorter than this are never taken for minified, in characters. */
const smallEnough = 20_000;
/** Characters a line, on average, above which a file was not written by hand. */
const longestAverageLine = 400;
/** How far into a file bytes are looked at to tell text from other content; the same as git's. */
const firstBytes = 8000;

/**
 * The text of a blob. Binary content, UTF-16, Git LFS pointers and minified files come back as a reason, because
 * nothing in them can be told to be there or not. Bytes that are no UTF-8 are read as Latin-1.
 */
export function textOfBlob(content: Buffer): BlobText {
  const binary = binaryReason(content);
  if (binary !== undefined) return { ok: false, reason: binary };
  const text = decode(content);
  if (text.startsWith("version https://git-lfs.github.com/spec/v1")) return { ok: false, reason: "lfs-pointer" };
  if (text.length > smallEnough && text.length / linesOf(text) > longestAverageLine)
    return { ok: false, reason: "minified" };
  return { ok: true, text };
}

function binaryReason(content: Buffer): "utf-16" | "binary" | undefined {
  const mark = content.length >= 2 ? content.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return "utf-16";
  const head = content.subarray(0, firstBytes);
  if (!head.includes(0)) return undefined;
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const everyOther = zeros / head.length > 0.3 && zeros / head.length < 0.6;
  return everyOther ? "utf-16" : "binary";
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

const utf8 = new TextDecoder("utf-8");

/** A byte order mark is no part of the text. */
function decode(content: Buffer): string {
  return isUtf8(content) ? utf8.decode(content) : content.toString("latin1");
}
