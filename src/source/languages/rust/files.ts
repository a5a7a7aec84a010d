import { filesNamed, foldersAbove, inFolder } from "../syntax/neighbours.ts";

/** Files that a dotted module path may stand for: of this crate, of its neighbours by folder name, of other crates. */
export function filesOf(module: string, from: string, paths: ReadonlySet<string>): string[] {
  if (module === "") return [];
  const folders = foldersAbove(from);
  const root = folders.find((folder) => folder === "src" || folder.endsWith("/src")) ?? folders[0] ?? "";
  const [first = "", ...rest] = module.split(".");
  const own =
    from.endsWith("/mod.rs") || /\/(?:lib|main)\.rs$/.test(from) ? (folders[0] ?? "") : from.replace(/\.rs$/, "");
  const base = { crate: root, self: own, super: folders[0] ?? "" }[first];
  const below = (folder: string, parts: readonly string[]): string[] => {
    const path = parts.join("/");
    const names = path === "" ? ["lib.rs", "main.rs", "mod.rs"] : [`${path}.rs`, `${path}/mod.rs`];
    return names.map((name) => inFolder(folder, name)).filter((name) => paths.has(name));
  };
  if (base !== undefined) return below(base, rest);
  const near = [...new Set([own, folders[0] ?? "", root])].flatMap((folder) => below(folder, [first, ...rest]));
  if (near.length > 0) return near;
  const crates = filesNamed("lib.rs", paths).filter((path) => cratesNamed(path, first));
  return crates.flatMap((path) =>
    rest.length === 0 ? [path] : [...below(path.replace(/\/lib\.rs$/, ""), rest), path],
  );
}

/** True for the root file of a crate whose folder bears the name, with hyphens or underscores. */
function cratesNamed(path: string, name: string): boolean {
  return (
    path.replaceAll("-", "_").endsWith(`/${name}/src/lib.rs`) || path.replaceAll("-", "_") === `${name}/src/lib.rs`
  );
}
