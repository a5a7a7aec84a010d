import { isSlip, wordsOf } from "../../names.ts";
import { type ImportedNames, importedNames, importedPythonNames, isKept } from "./imports.ts";
import {
  masked,
  type NamesOnPage,
  type Origin,
  type Origins,
  originsIn,
  type Parts,
  python,
  type Syntax,
  script,
} from "./origins.ts";
import type { Entry } from "./structure.ts";

/** Members that every object has, or that are no names of a product. */
const everybodys =
  /^(?:then|catch|finally|toString|toJSON|valueOf|prototype|constructor|name|length|call|apply|bind|displayName|default|__\w+__)$/;

/** Entries of sample code in TypeScript or JavaScript: `member` and every name that is taken of what a package gives. */
export function readScriptMembers(text: string, onPage: NamesOnPage): readonly Entry[] {
  const own = importedNames(text);
  return read(text, script, { own, imported: new Map([...onPage.imported, ...own]), onPage: onPage.origins });
}

/** The same for sample code in Python. */
export function readPythonMembers(text: string, onPage: NamesOnPage): readonly Entry[] {
  const own = importedPythonNames(text);
  return read(text, python, { own, imported: new Map([...onPage.imported, ...own]), onPage: onPage.origins });
}

type Known = { readonly own: ImportedNames; readonly imported: ImportedNames; readonly onPage: Origins };

function read(text: string, syntax: Syntax, { own, imported, onPage }: Known): readonly Entry[] {
  if (imported.size === 0) return [];
  const code = masked(text, syntax);
  const { origins, parts } = originsIn(code, syntax, imported);
  const originOf = (name: string): Origin | undefined => {
    if (origins.has(name)) return origins.get(name);
    const taken = imported.get(name);
    if (taken === undefined) return onPage.get(name);
    return /^[A-Z]/.test(name) && taken.name !== "default" ? { module: taken.module, of: taken.name } : undefined;
  };
  const uses = [...code.matchAll(member)].map((match) => {
    const { local = "", name = "" } = match.groups ?? {};
    const start = match.indices?.groups?.name?.[0] ?? 0;
    return { local, name, start, rest: code.slice(start + name.length, start + name.length + 100) };
  });
  // What a sample sets is its own.
  const set = new Set(uses.filter(({ rest }) => syntax.isSet.test(rest)).map(({ name }) => name));
  const taken = uses.flatMap(({ local, name, start, rest }) => {
    const origin = everybodys.test(name) || set.has(name) ? undefined : originOf(local);
    return origin === undefined ? [] : [entryOf(origin, start, name, /^\s?\(/.test(rest) && origin.of.endsWith(")"))];
  });
  const called = calledIn(code, { own, imported, isKnown: (name) => origins.has(name) });
  const entries = [...parts.flatMap(partsIn), ...taken, ...called];
  return entries.filter(({ value }) => value !== undefined && isKept(text, value.start));
}

type Called = {
  readonly own: ImportedNames;
  readonly imported: ImportedNames;
  readonly isKnown: (name: string) => boolean;
};

/**
 * `called` and every function that a sample calls and nobody gives it, where just one name that it imports, or that another
 * sample does, is this one with a word more or misspelt: what is imported for nothing is what was meant.
 */
function calledIn(code: string, { own, imported, isKnown }: Called): readonly Entry[] {
  const candidates = [...(own.size > 0 ? own : imported)].filter(
    ([local]) =>
      own.size === 0 || code.split(new RegExp(`(?<![\\w$])${local.replaceAll("$", "\\$")}(?![\\w$])`)).length === 2,
  );
  return [...code.matchAll(/(?<![\w$.@])(?<!\b(?:function|def|class)\s+)(?<name>[A-Za-z_$][\w$]*)\s?\(/dg)].flatMap(
    (match) => {
      const { name = "" } = match.groups ?? {};
      if (wordsOf(name).length < 2 || imported.has(name) || isKnown(name)) return [];
      const [only, ...others] = candidates.filter(([local]) => isMeant(name, local));
      if (only === undefined || others.length > 0) return [];
      const [, { module }] = only;
      // Where the sample imports nothing, the reader may have another function of that name.
      const type = own.size > 0 ? {} : { type: "example" };
      const start = match.indices?.groups?.name?.[0] ?? 0;
      return [{ path: ["called"], value: { start, end: start + name.length }, qualifiers: { module, ...type } }];
    },
  );
}

function isMeant(called: string, imported: string): boolean {
  const [a, b] = [wordsOf(called), wordsOf(imported)];
  const isBegun = b.length === a.length + 1 && b.slice(0, -1).join(" ") === a.join(" ");
  return isBegun || isSlip(called, imported);
}

const member = /(?<![\w$.])(?<local>[A-Za-z_$][\w$]*)\s*[?!]?\.(?<name>[A-Za-z_$][\w$]*)/dg;

function entryOf({ module, of }: Origin, start: number, name: string, isCalled: boolean): Entry {
  // A method of two words in camel case is looked for even where nothing is known of the class.
  const type = isCalled && /^[a-z][a-z\d]*[A-Z]/.test(name) ? { type: "example" } : {};
  return { path: ["member"], value: { start, end: start + name.length }, qualifiers: { module, of, ...type } };
}

/** `a, b: c, d = 1, ...rest`: the names that an object must have. */
function partsIn({ list, listAt, origin }: Parts): readonly Entry[] {
  let offset = listAt;
  return list.split(",").flatMap((piece) => {
    const start = offset + piece.search(/\S/);
    offset += piece.length + 1;
    const [, name = ""] = /^\s*([A-Za-z_$][\w$]*)\s*(?:[:=]|$)/.exec(piece) ?? [];
    return name === "" || everybodys.test(name) ? [] : [entryOf(origin, start, name, false)];
  });
}
