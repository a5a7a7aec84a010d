import { remember } from "../../remember.ts";
import type { ClosedList, Fact } from "../../types/index.ts";
import { lineAt, lineStartsOf } from "../languages/syntax/node.ts";
import { standingOf } from "../strength.ts";
import {
  exportedAt,
  type FindPackage,
  type ImportScope,
  importScope,
  type ModuleNames,
  type Package,
} from "./imported.ts";

/** Files that are read to find what declares a name. */
const mostModules = 40;

/** Names that are searched for in the whole tree because their module lacks them. */
const mostSearches = 20;

/** Packages are folders with an `__init__.py`, modules are files; those nearest to the root are the ones that are installed. */
export function createPythonPackages(scope: ImportScope): FindPackage {
  const searches = { left: mostSearches };
  const packageNamed = remember(async (name) => {
    const root = rootOf(name, scope);
    return root === undefined ? undefined : packageOf({ root, name, searches }, scope);
  });
  return async (module) => {
    const [name = ""] = module.split(".");
    return /^[A-Za-z_]\w*$/.test(name) ? packageNamed(name) : undefined;
  };
}

/** The folder that a package stands in; undefined when there is none, or two that are as near to the root. */
function rootOf(name: string, { tree, inScope }: ImportScope): string | undefined {
  const found = [...tree.files.keys()]
    .filter((path) => path === `${name}/__init__.py` || path.endsWith(`/${name}/__init__.py`))
    // A package inside another one is imported by the name of that.
    .filter((path) => !tree.files.has(`${path.slice(0, -`${name}/__init__.py`.length)}__init__.py`))
    .filter((path) => inScope(path) && standingOf(path).strength === "code")
    .sort((a, b) => depthOf(a) - depthOf(b));
  const [first, second] = found;
  // A folder without `__init__.py` is a package too, where packages are looked for.
  if (first === undefined)
    return ["", "src/"].find((root) =>
      [...tree.files.keys()].some((path) => path.startsWith(`${root}${name}/`) && path.endsWith(".py")),
    );
  if (second !== undefined && depthOf(first) === depthOf(second)) return undefined;
  return first.slice(0, -`${name}/__init__.py`.length);
}

function depthOf(path: string): number {
  return path.split("/").length;
}

type Root = { readonly root: string; readonly name: string; readonly searches: { left: number } };

function packageOf({ root, name, searches }: Root, scope: ImportScope): Package {
  const { tree, session } = scope;
  const fileOf = (module: string): string | undefined => {
    const path = root + module.replaceAll(".", "/");
    return [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`].find((file) => tree.files.has(file));
  };
  const moduleAt = (module: string): readonly Fact[] => {
    const path = fileOf(module) ?? compiledAt(root + module.replaceAll(".", "/"), tree.files);
    return path === undefined
      ? []
      : [{ ...placed(scope, path, { module: name, line: 1, text: headOf(session.textOf(path)) }), value: module }];
  };
  const namesOf = remember(async (module: string): Promise<ModuleNames | undefined> => {
    const path = fileOf(module);
    if (path === undefined) return undefined;
    await session.load([path]);
    const text = session.textOf(path);
    return text === undefined
      ? undefined
      : namesIn(text, { scope, path, module, inside: modulesBelow(root, module, tree.files.keys()) });
  });
  const modulesWith = async (wanted: string): Promise<readonly Fact[]> => {
    searches.left -= 1;
    if (searches.left < 0) return [];
    const { paths } = await tree.search([`class ${wanted}`, `def ${wanted}`, `${wanted} =`, `import ${wanted}`]);
    const own = paths
      .filter(
        (path) =>
          path.startsWith(`${root}${name}/`) && path.endsWith(".py") && !/\/_/.test(path.replace("__init__", "")),
      )
      .sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))
      .slice(0, mostModules);
    const found: Fact[] = [];
    for (const path of own) {
      const module = path
        .slice(root.length)
        .replace(/(?:\/__init__)?\.py$/, "")
        .replaceAll("/", ".");
      const names = await namesOf(module);
      const declared = names?.facts.find(({ value, via }) => value === wanted && via.length === 0);
      if (declared !== undefined) found.push({ ...declared, value: module, scope: { module: name, type: "module" } });
    }
    return found;
  };
  return { moduleAt, modulesFor: () => undefined, namesOf, modulesWith };
}

/** Modules that are compiled, or made when the package is built. */
function compiledAt(path: string, files: ReadonlyMap<string, unknown>): string | undefined {
  return [".pyx", ".c", ".cpp", ".rs", ".so"].map((ending) => path + ending).find((file) => files.has(file));
}

function modulesBelow(root: string, module: string, paths: Iterable<string>): readonly string[] {
  const folder = `${root}${module.replaceAll(".", "/")}/`;
  return [...paths].flatMap((path) =>
    path.startsWith(folder) ? [path.slice(folder.length).replace(/(?:\.\w+)?(?:\/.*)?$/, "")] : [],
  );
}

/** Names that a module binds when it is imported, in any branch of it. */
const binding =
  /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+|class[ \t]+)(?<named>\w+)|^(?<set>[A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=|^[ \t]*(?:from[ \t]+\S+[ \t]+)?import[ \t]+(?:\((?<inside>[^()]*)\)|(?<taken>[^\n(]+))/gm;

type ModuleText = {
  readonly scope: ImportScope;
  readonly path: string;
  readonly module: string;
  readonly inside: readonly string[];
};

/** A name is missing only where no word of the module is it, and nothing in it makes names as it runs. */
function namesIn(text: string, { scope, path, module, inside }: ModuleText): ModuleNames {
  const source = { text, lineStarts: lineStartsOf(text) };
  const lines = text.split("\n");
  const named = (value: string, line: number): Fact => ({
    ...placed(scope, path, { module, line, text: lines[line - 1] ?? "" }),
    value,
    scope: importScope(module),
  });
  const facts: Fact[] = inside.map((value) => named(value, 1));
  for (const match of text.matchAll(binding)) {
    const { named: declared, set, inside: list, taken } = match.groups ?? {};
    const line = lineAt(source, match.index);
    const own = declared ?? set;
    if (own !== undefined) facts.push(named(own, line));
    for (const piece of (list ?? taken ?? "").replace(/#[^\n]*/g, "").split(",")) {
      const value = /(\w+)\s*$/.exec(piece)?.[1];
      if (value !== undefined) facts.push({ ...named(value, line), via: [`imported in ${path}:${line}`] });
    }
  }
  if (/\bimport[ \t]+\*|__getattr__|\bglobals\(\)|sys\.modules|\bexec\(|\blocals\(\)/.test(text)) return { facts };
  const words = new Set(text.match(/[A-Za-z_]\w*/g));
  const members = [...new Set(facts.map(({ value }) => value))];
  const { role, place, blob, snippet } = placed(scope, path, { module, line: 1, text: lines[0] ?? "" });
  const list: ClosedList = { role, place, blob, snippet, members, scope: importScope(module) };
  return { facts, list, mayGive: (name) => words.has(name) };
}

type At = { readonly module: string; readonly line: number; readonly text: string };

function placed(scope: ImportScope, path: string, { module, ...at }: At) {
  return { ...exportedAt(scope, path, at), scope: { module, type: "module" }, strength: "code" } as const;
}

function headOf(text = ""): string {
  return text.split("\n", 1)[0] ?? "";
}
