import type ts from "typescript";
import { jsonOf, objectAt, stringAt } from "../json-value.ts";
import type { ReadContext } from "../language.ts";
import type { Parse } from "./compiler.ts";

/** A file of the tree; it is parsed when its source is first asked for. */
export type Module = { readonly path: string; readonly text: string; readonly source: ts.SourceFile };

/** The files a reader has opened, and the way from one to the other. */
export type Modules = {
  /** The module a node stands in. */
  readonly of: (node: ts.Node) => Module;
  /** The module an import names; undefined when it is no file of the tree, or is not loaded yet. */
  readonly imported: (from: Module, specifier: string) => Module | undefined;
};

/** Files of one tree that were opened, kept between readings. */
export type OpenFiles = {
  /** Opens a text, or brings what was opened before: while it is kept, every text is parsed once. */
  readonly open: (file: { readonly path: string; readonly text: string }) => Module;
  /** Lets go of what was used longest ago, beyond what may be kept; nodes of it must not be held any more. */
  readonly trim: () => void;
};

/** Parsed text that is kept, in characters: trees take about thirty times as much memory. */
const mostParsed = 1_000_000;

/** Endings that an import may leave out, in the order in which they are tried. */
const endings = [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs"];

/** Starts without any open file. */
export function createOpenFiles(parse: Parse): OpenFiles {
  const modules = new Map<string, { readonly module: Module; readonly isParsed: () => boolean }>();
  return {
    open: ({ path, text }) => {
      const known = modules.get(path);
      const opened = known?.module.text === text ? known : unparsed(parse, path, text);
      modules.delete(path);
      modules.set(path, opened);
      return opened.module;
    },
    trim: () => {
      let length = 0;
      for (const [path, { module, isParsed }] of [...modules].reverse()) {
        if (isParsed()) length += module.text.length;
        if (length > mostParsed) modules.delete(path);
      }
    },
  };
}

function unparsed(parse: Parse, path: string, text: string) {
  let source: ts.SourceFile | undefined;
  const module: Module = {
    path,
    text,
    get source() {
      source ??= parse(path, text);
      return source;
    },
  };
  return { module, isParsed: () => source !== undefined };
}

/** Opens the way from file to file. */
export function createModules(files: OpenFiles, context: ReadContext): Modules {
  return {
    of: (node) => {
      const source = node.getSourceFile();
      return { path: source.fileName.replace(/^\//, ""), text: source.text, source };
    },
    imported: (from, specifier) => {
      const path = pathOf(from.path, specifier, context);
      const text = path === undefined ? undefined : context.textOf(path);
      return path === undefined || text === undefined ? undefined : files.open({ path, text });
    },
  };
}

/** Files of the tree that a text imports by a relative path, as its words tell without parsing it. */
export function importedPaths({ path, text }: Pick<Module, "path" | "text">, paths: ReadonlySet<string>) {
  const folder = folderOf(path);
  const imports = text.matchAll(/(?:\bfrom|\bimport|\brequire\s*\()\s*["'](\.[^"'\n]*)["']/g);
  const specifiers = new Set([...imports].map(([, specifier = ""]) => specifier));
  return [...specifiers].flatMap((specifier) => fileAt(join(folder, specifier), paths) ?? []);
}

function pathOf(from: string, specifier: string, context: ReadContext): string | undefined {
  if (specifier.startsWith(".")) return fileAt(join(folderOf(from), specifier), context.paths);
  return aliased(from, specifier, context) ?? inWorkspace(specifier, context);
}

/** The file a path without ending means: itself, its TypeScript source, or the index of a folder; undefined for none. */
export function fileAt(path: string | undefined, paths: ReadonlySet<string>): string | undefined {
  if (path === undefined) return undefined;
  const stem = path.replace(/\.(?:[mc]?jsx?)$/, "");
  const tried = [
    ...(/\.\w+$/.test(path) ? [path] : []),
    ...endings.map((ending) => stem + ending),
    ...endings.map((ending) => (path === "" ? `index${ending}` : `${path}/index${ending}`)),
  ];
  return tried.find((candidate) => paths.has(candidate));
}

/** Follows `compilerOptions.paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
function aliased(from: string, specifier: string, context: ReadContext): string | undefined {
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (!context.paths.has(path)) continue;
      const options = objectAt(jsonOf(context.textOf(path)), "compilerOptions");
      const base = join(folder, stringAt(options, "baseUrl") ?? ".") ?? folder;
      return throughPaths(objectAt(options, "paths"), base, specifier, context);
    }
    if (folder === "") return undefined;
  }
}

function throughPaths(aliases: object, base: string, specifier: string, context: ReadContext): string | undefined {
  for (const [pattern, targets] of Object.entries(aliases)) {
    const [head = "", tail] = pattern.split("*");
    const matches = tail === undefined ? specifier === pattern : specifier.startsWith(head) && specifier.endsWith(tail);
    if (!matches || !Array.isArray(targets)) continue;
    const rest = tail === undefined ? "" : specifier.slice(head.length, specifier.length - tail.length);
    for (const target of targets) {
      const found = fileAt(join(base, String(target).replace("*", rest)), context.paths);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A package of the same repository, by the name in its package.json; its source is guessed at the usual places. */
function inWorkspace(specifier: string, context: ReadContext): string | undefined {
  const [, name, rest = ""] = /^(@[^/]+\/[^/]+|[^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (name === undefined || specifier.startsWith("node:")) return undefined;
  const folderName = name.slice(name.lastIndexOf("/") + 1);
  const manifests = manifestsOf(context.paths).get(folderName) ?? [];
  for (const manifest of manifests) {
    if (stringAt(jsonOf(context.textOf(manifest)), "name") !== name) continue;
    const folder = folderOf(manifest);
    const places = rest === "" ? ["src/index", "index", "src/main"] : [`src/${rest}`, rest];
    for (const place of places) {
      const found = fileAt(`${folder}/${place}`, context.paths);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const manifestsByTree = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** Manifests of the packages of a tree by the last name of their folder; worked out once a tree. */
function manifestsOf(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const before = manifestsByTree.get(paths);
  if (before !== undefined) return before;
  const manifests = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith("/package.json")) continue;
    const folder = path.split("/").at(-2);
    if (folder !== undefined) manifests.set(folder, [...(manifests.get(folder) ?? []), path]);
  }
  manifestsByTree.set(paths, manifests);
  return manifests;
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** Joins and tidies; undefined when the way leads out of the tree. */
function join(folder: string, path: string): string | undefined {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
