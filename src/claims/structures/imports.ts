import type { Span } from "../../place.ts";
import type { Entry } from "./structure.ts";

/** A stretch of sample code that names one module and what is taken from it. */
type Import = { readonly start: number; readonly module: string; readonly at: number; readonly names?: Names };
type Names = { readonly text: string; readonly at: number };

/** `import { a, type b } from "m"`, `export … from "m"`, `import "m"`; names and quotes of one statement stay near each other. */
const scriptImport =
  /\b(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?(?:\{(?<names>[^{}]{0,2000})\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s*from\s*(?<quote>["'])(?<module>[^"'\n]{1,200})\k<quote>/dg;
/** `const { a, b: c } = require("m")` and `await import("m")`. */
const scriptRequire =
  /\{(?<names>[^{}]{0,2000})\}\s*=\s*(?:await\s+)?(?:require|import)\(\s*(?<quote>["'])(?<module>[^"'\n]{1,200})\k<quote>\s*\)/dg;

/** Entries of sample code in TypeScript or JavaScript: `module` and every `name` that is taken from it by its own name. */
export function readScriptImports(text: string): readonly Entry[] {
  return [...importsIn(text, scriptImport), ...importsIn(text, scriptRequire)]
    .filter(({ module, start }) => isPackage(module) && isKept(text, start))
    .flatMap((one) => entriesOf(one, /^\s*(?:type\s+)?(?<name>[A-Za-z_$][\w$]*)\s*(?:(?:as\b|:)\s*[\w$]+\s*)?$/d));
}

/** What sample code takes from packages, by the name that it gives it: the module and the name there. */
export type ImportedNames = ReadonlyMap<string, { readonly module: string; readonly name: string }>;

/** Reads what sample code in Python takes from modules. */
export function importedPythonNames(text: string): ImportedNames {
  const names = new Map<string, { module: string; name: string }>();
  const several = new Set<string>();
  for (const { module, names: list } of importsIn(text, pythonImport))
    for (const piece of list?.text.replace(/#[^\n]*/g, "").split(",") ?? []) {
      const { name = "", local = name } =
        /^\s*(?<name>[A-Za-z_]\w*)\s*(?:\bas\s+(?<local>\w+)\s*)?$/.exec(piece)?.groups ?? {};
      if ((names.get(local)?.module ?? module) !== module) several.add(local);
      if (name !== "") names.set(local, { module, name });
    }
  for (const name of several) names.delete(name);
  return names;
}

/** Reads what sample code in TypeScript or JavaScript takes from packages. */
export function importedNames(text: string): ImportedNames {
  const names = new Map<string, { module: string; name: string }>();
  const several = new Set<string>();
  const add = (local: string | undefined, module: string, name: string): void => {
    if (local === undefined || !isPackage(module)) return;
    if ((names.get(local)?.module ?? module) !== module) several.add(local);
    // What a page calls so first, it mostly does.
    if (!names.has(local)) names.set(local, { module, name });
  };
  for (const { module, names: list } of [...importsIn(text, scriptImport), ...importsIn(text, scriptRequire)])
    for (const piece of list?.text.split(",") ?? []) {
      const { name = "", local = name } = namedImport.exec(piece)?.groups ?? {};
      if (name !== "") add(local, module, name);
    }
  for (const { groups } of text.matchAll(defaultImport)) add(groups?.local, groups?.module ?? "", "default");
  // Samples that take one name from several modules leave open which is meant.
  for (const name of several) names.delete(name);
  return names;
}

const namedImport = /^\s*(?:type\s+)?(?<name>[A-Za-z_$][\w$]*)\s*(?:(?:as\b|:)\s*(?<local>[\w$]+)\s*)?$/;
/** `import kiln from "m"`, also where names follow. */
const defaultImport =
  /\bimport\s+(?!type\s)(?<local>[A-Za-z_$][\w$]*)\s*(?:,\s*\{[^{}]{0,2000}\}\s*)?from\s*["'](?<module>[^"'\n]{1,200})["']/g;

const pythonImport =
  /^[ \t]*from[ \t]+(?<module>[A-Za-z_][\w.]{0,200})[ \t]+import[ \t]+(?:\((?<inside>[^()]{0,2000})\)|(?<names>[\w, \t]{1,500})$)/dgm;

/** Entries of sample code in Python: `module` and every `name` that is taken from it. */
export function readPythonImports(text: string): readonly Entry[] {
  return importsIn(text, pythonImport).flatMap((one) =>
    entriesOf(one, /^\s*(?<name>[A-Za-z_]\w*)\s*(?:\bas\s+\w+\s*)?$/d),
  );
}

const phpUse =
  /^[ \t]*use[ \t]+(?<module>[A-Z]\w*(?:\\\w+)+)(?:\\\{(?<names>[\w\s,]{0,2000})\}|[ \t]+as[ \t]+\w+)?[ \t]*;/dgm;

/** Entries of sample code in PHP: every class that is used by its whole name. */
export function readPhpImports(text: string): readonly Entry[] {
  return importsIn(text, phpUse).flatMap(({ module, at, names }) => {
    if (names === undefined) return [classAt(module, { start: at, end: at + module.length }, "\\")];
    return itemsOf(names, /^\s*(?<name>\w+)\s*(?:\bas\s+\w+\s*)?$/d).map(({ name, at: start }) =>
      classAt(`${module}\\${name}`, { start, end: start + name.length }, "\\"),
    );
  });
}

const javaImport = /^[ \t]*import[ \t]+(?<module>[a-z]\w*(?:\.[a-z]\w*){1,12}\.[A-Z]\w*)[ \t]*;?[ \t]*$/dgm;

/** Entries of sample code in Java or Kotlin: every class that is imported by its whole name. */
export function readJavaImports(text: string): readonly Entry[] {
  return importsIn(text, javaImport).map(({ module, at }) =>
    classAt(module, { start: at, end: at + module.length }, "."),
  );
}

function classAt(module: string, value: Span, separator: string): Entry {
  const first = module.slice(module.lastIndexOf(separator) + 1);
  return { path: ["module"], value, text: module, qualifiers: { module, first } };
}

function importsIn(text: string, pattern: RegExp): readonly Import[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { module = "", names, inside } = match.groups ?? {};
    const places = match.indices?.groups ?? {};
    const list = names === undefined ? inside : names;
    const at = (names === undefined ? places.inside : places.names)?.[0];
    const meant = packageMeant(module);
    const begin = (places.module?.[0] ?? match.index) + module.indexOf(meant);
    const found = { start: match.index, module: meant, at: begin };
    return [list === undefined || at === undefined ? found : { ...found, names: { text: list, at } }];
  });
}

/** Names in words: `first` is what the statement takes first, which tells what module is meant where the named one is none. */
function entriesOf({ module, at, names }: Import, item: RegExp): Entry[] {
  const taken = names === undefined ? [] : itemsOf(names, item);
  const first = taken[0]?.name;
  const value = { start: at, end: at + module.length };
  const whole = { path: ["module"], value, qualifiers: { module, ...(first === undefined ? {} : { first }) } };
  return [
    ...(isDeep(module) ? [whole] : []),
    ...taken.map(({ name, at: start }) => ({
      path: ["name"],
      value: { start, end: start + name.length },
      qualifiers: { module },
    })),
  ];
}

function itemsOf({ text, at }: Names, item: RegExp): readonly { readonly name: string; readonly at: number }[] {
  let offset = at;
  return text.split(",").flatMap((piece) => {
    const match = item.exec(piece);
    const place = match?.indices?.groups?.name;
    const start = offset;
    offset += piece.length + 1;
    return place === undefined ? [] : [{ name: piece.slice(...place), at: start + place[0] }];
  });
}

/** A path into a package: the name of a package alone is no claim of a module. */
function isDeep(module: string): boolean {
  return /^(?:@[^/]+\/)?[^@/][^/]*\/|^\w+\.[\w.]+$/.test(module);
}

/** Where code takes packages from the network: runtimes by a scheme, browsers from a host, with a version behind the name. */
const remote =
  /^(?:npm:|jsr:|https:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm)\/)(?<name>(?:@[\w.-]+\/)?[\w.-]+)/;

/** The package that a module stands for which is taken from the network; any other module as it is written. */
function packageMeant(module: string): string {
  return remote.exec(module)?.groups?.name ?? module;
}

/** A file of the reader's own, a module of the platform or an alias is no package. */
function isPackage(module: string): boolean {
  return /^(?:@[\w.-]+\/)?[a-z\d][\w.-]*(?:\/[\w./-]+)?$/i.test(module);
}

/** Lines that a sample strikes out are what a reader is to leave. */
export function isKept(text: string, start: number): boolean {
  const from = text.lastIndexOf("\n", start) + 1;
  const end = text.indexOf("\n", start);
  const line = text.slice(from, end < 0 ? text.length : end);
  return !/^\s*-|\[!code\s+--/.test(line);
}
