import { randomUUID } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { UsageError } from "../errors.ts";

/** Files larger than this are refused, in bytes. */
const maxBytes = 5 * 1024 * 1024;
/** More files than this are not listed. */
const maxFiles = 300_000;
const skippedFolders = new Set([".git", "node_modules"]);

/** Text of a file, or why it was refused. */
export type ReadText = { readonly text: string } | { readonly refused: string };

/** A file to write: `before` is the text it must still have, absent for a new file. */
export type FileWrite = { readonly path: string; readonly before?: string; readonly after: string };

/** The files of one folder; paths are relative to it, with `/`. Symbolic links are neither listed, read nor written. */
export type WorkTree = {
  readonly list: () => readonly string[];
  readonly read: (path: string) => ReadText;
  /**
   * Writes all files or none: each is written beside its place first, then all are moved there.
   * @throws UsageError when a file changed meanwhile or cannot be written; what was moved is moved back.
   */
  readonly write: (files: readonly FileWrite[]) => void;
};

/**
 * Opens a folder.
 * @throws Error when it is not there.
 */
export function openWorkTree(folder: string): WorkTree {
  const root = realpathSync(folder);
  return {
    list: () => listFiles(root),
    read: (path) => readText(root, path),
    write: (files) => writeAll(root, files),
  };
}

function listFiles(root: string): string[] {
  const found: string[] = [];
  const folders = [""];
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(path);
      else if (entry.isFile()) found.push(path);
      if (found.length > maxFiles) throw new Error(`The folder holds more than ${maxFiles} files.`);
    }
  }
  return found.sort();
}

function readText(root: string, path: string): ReadText {
  const place = placeIn(root, path);
  if ("refused" in place) return place;
  if (!existsSync(place.full)) return { refused: "it is not there" };
  const status = lstatSync(place.full);
  if (!status.isFile()) return { refused: "it is not a regular file" };
  if (status.size > maxBytes) return { refused: `it is larger than ${maxBytes} bytes` };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(place.full));
    return text.includes("\0") ? { refused: "it is no text" } : { text };
  } catch {
    return { refused: "it is no UTF-8 text" };
  }
}

/** Full path of a file whose folders are real and inside of the root. */
function placeIn(root: string, path: string): { readonly full: string } | { readonly refused: string } {
  const parts = path.split("/");
  const isPlain =
    path !== "" &&
    !path.includes("\0") &&
    !path.includes("\\") &&
    parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (!isPlain || parts.some((part) => part.toLowerCase() === ".git")) return { refused: "its path leaves the folder" };
  const full = join(root, ...parts);
  let folder = dirname(full);
  while (!existsSync(folder)) folder = dirname(folder);
  const isInside = folder === root || folder.startsWith(`${root}${sep}`);
  if (!isInside || realpathSync(folder) !== folder) return { refused: "a folder above it is a symbolic link" };
  if (lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink()) return { refused: "it is a symbolic link" };
  return { full };
}

type Prepared = { readonly full: string; readonly temporary: string; readonly before: string | undefined };

function writeAll(root: string, files: readonly FileWrite[]): void {
  const prepared: Prepared[] = [];
  const moved: Prepared[] = [];
  let current = "";
  try {
    for (const file of files) {
      current = file.path;
      prepared.push(prepare(root, file));
    }
    for (const file of prepared) {
      current = relative(root, file.full);
      renameSync(file.temporary, file.full);
      moved.push(file);
    }
  } catch (error) {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
    for (const { full, before } of moved) {
      if (before === undefined) rmSync(full, { force: true });
      else writeFileSync(full, before);
    }
    throw asMistake(current, error);
  }
}

/** What the file system refused is no bug of ours; anything else is left as it is. */
function asMistake(path: string, error: unknown): unknown {
  const isRefused = error instanceof Error && "code" in error && typeof error.code === "string";
  return isRefused ? notWritten(path, `the file system answered ${error.code}`) : error;
}

function notWritten(path: string, why: string): UsageError {
  const fix = "Mend that and run the command again: nothing was changed.";
  return new UsageError([{ code: "DV1505", message: `${path} was not written: ${why}.`, fix }]);
}

function prepare(root: string, { path, before, after }: FileWrite): Prepared {
  const place = placeIn(root, path);
  if ("refused" in place) throw notWritten(path, place.refused);
  const { full } = place;
  const present = readText(root, path);
  const unchanged = "text" in present ? present.text === before : before === undefined && !existsSync(full);
  if (!unchanged) throw notWritten(path, "it changed meanwhile");
  mkdirSync(dirname(full), { recursive: true });
  const mode = existsSync(full) ? lstatSync(full).mode : undefined;
  const temporary = `${temporaryStart(full)}${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, after, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    removeLeftOver(full, temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return { full, temporary, before };
}

function temporaryStart(full: string): string {
  return join(dirname(full), `.${basename(full)}.`);
}

/** Removes what runs that were killed left beside a file; what is younger than a minute may be of a run that goes on. */
function removeLeftOver(full: string, own: string): void {
  const { mtimeMs } = lstatSync(own);
  for (const name of readdirSync(dirname(full))) {
    const path = join(dirname(full), name);
    const isTemporary = path.startsWith(temporaryStart(full)) && /\.[\da-f]{8}-[\da-f-]{27}\.tmp$/.test(name);
    if (isTemporary && lstatSync(path).mtimeMs < mtimeMs - 60_000) rmSync(path, { force: true });
  }
}
