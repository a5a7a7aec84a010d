import { remember } from "../../remember.ts";
import type { ClosedList, Fact } from "../../types/index.ts";
import { fileAt } from "../languages/typescript/modules.ts";
import { standingOf } from "../strength.ts";
import {
  exportedAt,
  type FindPackage,
  type ImportScope,
  importScope,
  type ModuleNames,
  type Package,
} from "./imported.ts";
import { type Manifest, readManifests } from "./script-manifests.ts";

/** Modules of one package that are read to find what gives a name. */
const mostModules = 60;

/**
 * Packages by their `package.json`. What can be imported is what `exports` opens (nodejs.org/api/packages.html, "Package
 * entry points"); which source a built file comes from is guessed by the folders that builds write to.
 */
export function createScriptPackages(scope: ImportScope): FindPackage {
  let manifests: Promise<ReadonlyMap<string, Manifest>> | undefined;
  const paths: ReadonlySet<string> = new Set(scope.tree.files.keys());
  const packageNamed = remember(async (name) => {
    manifests ??= readManifests(scope);
    const known = await manifests;
    const manifest = known.get(name);
    if (manifest !== undefined) return packageOf(manifest, { scope, paths, known });
    const [first] = known.values();
    const isPackage = packageName.test(name) || (/^[a-z\d]+$/.test(name) && !isModuleOf(name, paths));
    return first === undefined || !isPackage ? undefined : strangerTo([...known.values()], scope);
  });
  return async (module) => {
    const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(module) ?? [];
    return name === undefined ? undefined : packageNamed(name);
  };
}

/** Names that only packages of a manifest have: `@acme/oven`, `oven-kit`; `oven` and `acme.oven` may be modules of Python. */
const packageName = /^(?:@[^/]+\/.+|[a-z\d]+(?:-[a-z\d]+)+)$/;

/** A single word may be a module of another language: a folder of code, or a file of Python, bears its name then. */
function isModuleOf(name: string, paths: ReadonlySet<string>): boolean {
  const folder = new RegExp(`(?:^|/)${name}(?:/.*)?\\.(?!json$|[cm]?[jt]sx?$)\\w+$`);
  const isCode = (path: string): boolean => standingOf(path).strength !== "prose";
  for (const path of paths) if (path.includes(name) && folder.test(path) && isCode(path)) return true;
  return false;
}

/** What is known of a package that no manifest of the tree names: which ones they name. */
function strangerTo(manifests: readonly Manifest[], scope: ImportScope): Package {
  const [first] = manifests;
  return {
    isStranger: true,
    moduleAt: () => [],
    modulesFor: () =>
      first && {
        ...placed(first, scope, "name"),
        members: manifests.map(({ name }) => name),
        scope: { type: "packages" },
      },
    namesOf: async () => undefined,
    modulesWith: async () => [],
  };
}

type Around = {
  readonly scope: ImportScope;
  readonly paths: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Manifest>;
};

/** The manifest in the folder nearest to a file. */
function manifestAbove(path: string, known: ReadonlyMap<string, Manifest>): Manifest | undefined {
  const folder = (manifest: Manifest): string => manifest.path.slice(0, -"package.json".length);
  const above = [...known.values()].filter((manifest) => path.startsWith(folder(manifest)));
  return above.sort((a, b) => b.path.length - a.path.length)[0];
}

function packageOf(manifest: Manifest, around: Around): Package {
  const { scope, paths, known } = around;
  const { name, path, subpaths, entries } = manifest;
  const folder = path.slice(0, -"package.json".length);
  const keyOf = (module: string): string => `.${module.slice(name.length)}`;
  const moduleOf = (key: string): string => name + key.slice(1);
  const factAt = (module: string, key: string): Fact => ({ ...placed(manifest, scope, key), value: module });
  const sourceOf = (key: string): readonly string[] => {
    const files = (subpaths.get(key) ?? []).flatMap((target) => sourceFile({ folder, entries }, target, paths) ?? []);
    // Of the several names of one main file each is a guess.
    return [...new Set(manifest.isOpen ? files.slice(0, 1) : files)];
  };
  const namesOf = remember(async (module: string): Promise<ModuleNames | undefined> => {
    const files = sourceOf(keyOf(module));
    const read = await scope.session.factsOf(files, "all");
    if (files.length === 0 || read.size < files.length) return undefined;
    const facts = [...read.values()].flatMap((file) =>
      file.facts.filter((fact) => fact.role === "exported" && fact.scope.type === undefined),
    );
    const lists = [...read].map(([file, { closedLists }]) =>
      tellsAll(scope.session.textOf(file)) ? closedLists.find(({ role }) => role === "exported") : undefined,
    );
    const [list] = lists;
    const members = lists.flatMap((one) => one?.members ?? []);
    return {
      facts: facts.map((fact) => ({ ...fact, scope: { ...fact.scope, ...importScope(module) } })),
      ...(list === undefined || lists.includes(undefined)
        ? {}
        : { list: { ...list, members, scope: importScope(module) } }),
    };
  });
  return {
    moduleAt: (module) => {
      const key = [...subpaths.keys()].find((one) => fits(one, keyOf(module)));
      return key === undefined ? [] : [factAt(module, key)];
    },
    modulesFor: () => modulesOf(manifest, scope, moduleOf),
    namesOf,
    othersOf: (files) =>
      [...new Set(files.flatMap((path) => manifestAbove(path, known) ?? []))]
        // A package whose every file can be imported gives no name by a module of its own.
        .filter((other) => other !== manifest && !other.isOpen)
        .map((other) => packageOf(other, around)),
    modulesWith: async (wanted) => {
      const found: Fact[] = [];
      // Every file of such a package can be imported.
      if (manifest.isOpen) return found;
      for (const key of [...subpaths.keys()].filter((one) => !one.includes("*")).slice(0, mostModules)) {
        const names = await namesOf(moduleOf(key));
        if (names?.facts.some(({ value }) => value === wanted) === true) found.push(factAt(moduleOf(key), key));
      }
      return found;
    },
  };
}

/** Import paths are all known where the manifest says which there are; a pattern stands for those that fit it. */
function modulesOf(manifest: Manifest, scope: ImportScope, moduleOf: (key: string) => string): ClosedList | undefined {
  const keys = [...manifest.subpaths.keys()];
  const [first] = keys;
  if (first === undefined || manifest.isOpen) return undefined;
  return {
    ...placed(manifest, scope, first),
    members: keys.map(moduleOf),
    scope: { module: manifest.name, type: "module" },
  };
}

function placed({ path, name }: Manifest, scope: ImportScope, key: string) {
  const lines = (scope.session.textOf(path) ?? "").split("\n");
  const line = Math.max(
    0,
    lines.findIndex((text) => text.includes(`"${key}"`)),
  );
  return {
    ...exportedAt(scope, path, { line: line + 1, text: lines[line] ?? "" }),
    scope: { module: name, type: "module" },
    strength: "config",
  } as const;
}

/** What a module of CommonJS gives is whatever its object holds when it is asked. */
function tellsAll(text = ""): boolean {
  return !/\bmodule\.exports\b|^\s*exports\.|^\s*export\s*=/m.test(text);
}

function fits(key: string, subpath: string): boolean {
  const [head = "", tail] = key.split("*");
  return tail === undefined ? key === subpath : subpath.startsWith(head) && subpath.endsWith(tail);
}

/** Folders that builds write to. */
const builtFolder = /^(?:dist|build|lib|out|output|es|esm|cjs|types|typings)$/;

/** The file of the tree that a target is built from; undefined when none stands where builds take it from. */
function sourceFile(
  { folder, entries }: { readonly folder: string; readonly entries: ReadonlyMap<string, string> },
  target: string,
  paths: ReadonlySet<string>,
): string | undefined {
  const parts = target
    .replace(/^\.\//, "")
    .replace(/(?:\.d)?\.[mc]?[jt]sx?$/, "")
    .split("/");
  const rest = parts.slice(parts.findIndex((part) => !builtFolder.test(part)));
  const entry = entries.get(rest.join("/"));
  if (entry !== undefined && paths.has(folder + entry)) return folder + entry;
  // Some packages build every part of theirs within its own folder: `lid/dist/index.js`.
  const bare = parts.filter((part) => !builtFolder.test(part));
  const stems = [["src", ...rest], rest, parts, bare];
  for (const stem of stems) {
    const file = fileAt(folder + stem.join("/"), paths);
    if (file !== undefined) return file;
  }
  return undefined;
}
