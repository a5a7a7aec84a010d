import { posix } from "node:path";

/** Folders from the one that holds a file up to the root, which is the empty name. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) folders.push(folder);
  return [...folders, ""];
}

/** A file name inside a folder of the tree; the root is the empty name. */
export function inFolder(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

const endings = new WeakMap<ReadonlySet<string>, Map<string, string[]>>();

/** Files of the tree that bear a name, in the order of the tree; the list of a tree is worked out once. */
export function filesNamed(name: string, paths: ReadonlySet<string>): readonly string[] {
  let byName = endings.get(paths);
  if (!byName) {
    byName = new Map();
    for (const path of paths) {
      const last = path.slice(path.lastIndexOf("/") + 1);
      const known = byName.get(last);
      if (known) known.push(path);
      else byName.set(last, [path]);
    }
    endings.set(paths, byName);
  }
  return byName.get(name) ?? [];
}

/** Files directly inside a folder of the tree that end in an extension, without the given one. */
export function siblingsOf(path: string, extension: string, paths: ReadonlySet<string>): string[] {
  return filesIn(path.slice(0, Math.max(0, path.lastIndexOf("/"))), extension, paths).filter((found) => found !== path);
}

const folders = new WeakMap<ReadonlySet<string>, Map<string, string[]>>();

/** Files directly inside a folder of the tree that end in an extension. */
export function filesIn(folder: string, extension: string, paths: ReadonlySet<string>): readonly string[] {
  let byFolder = folders.get(paths);
  if (!byFolder) {
    byFolder = new Map();
    for (const path of paths) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      const known = byFolder.get(parent);
      if (known) known.push(path);
      else byFolder.set(parent, [path]);
    }
    folders.set(paths, byFolder);
  }
  return (byFolder.get(folder) ?? []).filter((path) => path.endsWith(extension));
}
