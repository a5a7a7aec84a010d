import type { Binding, Dialect, Expression, FunctionShape, SourceModule } from "./module.ts";
import { joinNames, lastName, outerName } from "./module.ts";

/** Other modules of the tree, parsed; undefined while one is not loaded or when it is none of this language. */
export type Loader = {
  readonly paths: ReadonlySet<string>;
  readonly load: (path: string) => SourceModule | undefined;
  /** False when the text of a module lacks a word: then it need not be parsed to know that it binds none of that name. */
  readonly mayHold: (path: string, word: string) => boolean;
};

/** Where names are looked for: the syntax of the language and the files of the tree. */
export type World = { readonly dialect: Dialect; readonly loader: Loader };

/** The one value that a name is bound to, and the module and scope it stands in. */
export type Found = { readonly module: SourceModule; readonly value: Expression; readonly within: string };

/** A place to look a name up from. */
export type Viewpoint = { readonly module: SourceModule; readonly within: string };

/** A package of more files than this is not searched for a name. */
const mostFiles = 24;

const bindingsByModule = new WeakMap<SourceModule, Map<string, Binding[]>>();
const functionsByModule = new WeakMap<SourceModule, Map<string, FunctionShape[]>>();
const fieldsByModule = new WeakMap<SourceModule, Map<string, Expression>>();

/** What a dotted name is bound to, here or in an imported module; undefined when no single value is certain. */
export function findBinding(world: World, path: string, from: Viewpoint): Found | undefined {
  return findLocal(path, from) ?? findImported(world, path, from) ?? findOnInstance(world, path, from);
}

/** Where a name is declared: in the module itself or in an imported one; undefined when it is not in the tree. */
export function findDeclaration(
  world: World,
  path: string,
  from: Viewpoint,
): { module: SourceModule; path: string } | undefined {
  const local = localName(path, from);
  if (local !== undefined) return { module: from.module, path: local };
  for (const target of targetsOf(world, path, from.module)) {
    const other = moduleWith(world, target);
    const name = other ? localName(target.path, { module: other, within: "" }) : undefined;
    if (other && name !== undefined) return { module: other, path: name };
  }
  return undefined;
}

/** What a dotted local name is elsewhere: `getenv` after `from os import getenv` is `os.getenv`. */
export function canonicalIn(module: SourceModule, path: string): string {
  const dot = path.indexOf(".");
  const first = dot < 0 ? path : path.slice(0, dot);
  const found = module.imports.find(({ local }) => local === first);
  if (!found) return path;
  const outer = found.name === undefined ? found.module : joinNames(found.module, found.name);
  return dot < 0 ? outer : outer + path.slice(dot);
}

function findImported(world: World, path: string, from: Viewpoint): Found | undefined {
  if (isParameter(path, from.module, from.within) || isLocal(path, from)) return undefined;
  for (const target of targetsOf(world, path, from.module)) {
    const other = moduleWith(world, target);
    const found = other ? findLocal(target.path, { module: other, within: "" }) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The module of a target when it may bind the name. */
function moduleWith({ loader }: World, { file, path }: { file: string; path: string }): SourceModule | undefined {
  return loader.mayHold(file, lastName(ownName(path))) ? loader.load(file) : undefined;
}

/** `settings.port` where `settings = Settings()`: the field of the class. */
function findOnInstance(world: World, path: string, from: Viewpoint): Found | undefined {
  const [first = "", ...rest] = path.split(".");
  if (rest.length !== 1) return undefined;
  const made = findLocal(first, from) ?? findImported(world, first, from);
  if (made?.value.is !== "call" || !/^[A-Z]/.test(lastName(made.value.call.callee))) return undefined;
  const field = joinNames(made.value.call.callee, rest[0] ?? "");
  const there = { module: made.module, within: "" };
  return findLocal(field, there) ?? findImported(world, field, there);
}

/** Files that may declare an imported or neighbouring name, with the name inside them. */
function targetsOf({ dialect, loader }: World, path: string, from: SourceModule): { file: string; path: string }[] {
  const [first = "", ...rest] = path.split(".");
  const files = (module: string) => dialect.filesOf(module, from.path, loader.paths).slice(0, mostFiles);
  const found = from.imports.find(({ local }) => local === first);
  if (!found) {
    const qualified = rest.length > 0 ? files(outerName(path)) : [];
    const open = from.imports.filter(({ local }) => local === "*").flatMap(({ module }) => files(module));
    return [
      ...qualified.flatMap((file) => [
        { file, path: rest.at(-1) ?? first },
        { file, path },
      ]),
      ...[...open, ...(rest.length === 0 ? files("") : [])].map((file) => ({ file, path })),
    ];
  }
  const inside = [...(found.name === undefined ? [] : [found.name]), ...rest].join(".");
  const direct = files(found.module).map((file) => ({ file, path: inside }));
  const deeper = inside.includes(".") ? files(joinNames(found.module, outerName(inside))) : [];
  const nested = deeper.map((file) => ({ file, path: lastName(inside) }));
  return [...direct, ...nested].filter((target) => target.path !== "");
}

function findLocal(path: string, from: Viewpoint): Found | undefined {
  const bound = bindingOf(path, from.module, from.within);
  return bound ? { module: from.module, value: bound.value, within: bound.in } : undefined;
}

function localName(path: string, { module, within }: Viewpoint): string | undefined {
  const names = namesAround(ownName(path), within);
  const known = indexOf(module);
  return names.find(
    (name) =>
      known.has(name) ||
      functionsOf(module).has(name) ||
      module.types.some((shape) => joinNames(shape.in, shape.name) === name),
  );
}

/** The one binding of a name; none when it is bound twice, for then no single value is true. */
function bindingOf(path: string, module: SourceModule, within: string): { value: Expression; in: string } | undefined {
  const known = indexOf(module);
  const fields = fieldsOf(module);
  for (const name of namesAround(ownName(path), within)) {
    const bound = known.get(name);
    if (bound?.length === 1 && bound[0]) return { value: bound[0].value, in: bound[0].in };
    const field = fields.get(name);
    if (!bound && field) return { value: field, in: outerName(name) };
    if (bound || isParameter(path, module, outerName(name))) return undefined;
  }
  return undefined;
}

/** True for a variable of a function around: no other module can say what it is. */
function isLocal(path: string, { module, within }: Viewpoint): boolean {
  const first = path.split(".")[0] ?? path;
  const known = indexOf(module);
  return namesAround(first, within).some((name) => known.has(name));
}

function isParameter(path: string, module: SourceModule, within: string): boolean {
  const first = path.split(".")[0] ?? path;
  return (
    functionsOf(module)
      .get(within)
      ?.some(({ params }) => params.some(({ name }) => name === first)) === true
  );
}

/** `self.X`, `this.X` and `X.value` are all the name X. */
function ownName(path: string): string {
  return path.replace(/^(?:self|cls|this|static|Self|@)\./, "").replace(/\.value$/, "");
}

/** Names a short name may stand for, innermost scope first. */
function namesAround(path: string, within: string): string[] {
  const names: string[] = [];
  for (let outer = within; ; outer = outerName(outer)) {
    names.push(joinNames(outer, path));
    if (outer === "") return names;
  }
}

function indexOf(module: SourceModule): Map<string, Binding[]> {
  const known = bindingsByModule.get(module);
  if (known) return known;
  const index = new Map<string, Binding[]>();
  for (const binding of module.bindings) {
    const name = joinNames(binding.in, binding.name);
    index.set(name, [...(index.get(name) ?? []), binding]);
  }
  bindingsByModule.set(module, index);
  return index;
}

function functionsOf(module: SourceModule): ReadonlyMap<string, readonly FunctionShape[]> {
  const known = functionsByModule.get(module);
  if (known) return known;
  const index = new Map<string, FunctionShape[]>();
  for (const shape of module.functions) {
    const name = joinNames(shape.in, shape.name);
    const same = index.get(name);
    if (same) same.push(shape);
    else index.set(name, [shape]);
  }
  functionsByModule.set(module, index);
  return index;
}

function fieldsOf(module: SourceModule): Map<string, Expression> {
  const known = fieldsByModule.get(module);
  if (known) return known;
  const index = new Map<string, Expression>();
  for (const type of module.types) {
    for (const field of type.fields) {
      if (field.value) index.set(joinNames(joinNames(type.in, type.name), field.name), field.value);
    }
  }
  fieldsByModule.set(module, index);
  return index;
}
