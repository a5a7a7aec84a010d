import { isSlip, wordsOf } from "../../names.ts";
import { type ImportedNames, importedNames, importedPythonNames, isKept } from "./imports.ts";
import type { Entry } from "./structure.ts";

/** What a name of sample code stands for: `Kiln` itself, or what `Kiln()`, `Kiln.of()` or `useKiln()` gives, of a package. */
export type Origin = { readonly module: string; readonly of: string };

/** What names of sample code stand for; undefined for a name that stands for something else. */
export type Origins = ReadonlyMap<string, Origin | undefined>;

/** What the samples of a page import, and what the names stand for that they give to it. */
export type NamesOnPage = { readonly imported: ImportedNames; readonly origins: Origins };

/** How a language writes what this reads. */
type Syntax = {
  /** Comments and texts, in which no name is used. */
  readonly passedOver: RegExp;
  /** A name, or the names of parts, and the call whose result they stand for. */
  readonly made: readonly RegExp[];
  /** Names that a sample gives to anything, and those of what its functions take. */
  readonly bound: RegExp;
  readonly taken: RegExp;
  /** What follows a call that gives another thing than the call itself. */
  readonly goesOn: RegExp;
  /** What follows a member that the sample sets. */
  readonly isSet: RegExp;
};

const script: Syntax = {
  passedOver: /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
  made: [
    /\b(?:const|let|var)\s+(?:(?<local>[\w$]+)(?:\s*:\s*[\w$.<>[\]]{1,80})?|\{(?<parts>[^{}]{0,800})\})\s*=\s*(?:await\s+)?(?:new\s+)?(?<callee>[A-Za-z_$][\w$]*)(?:<[^<>()]{0,120}(?:<[^<>()]{0,80}>[^<>()]{0,80})?>)?(?<open>\s*\()/dg,
  ],
  bound: /\b(?:const|let|var|function|class)\s+(?:(?<name>[\w$]+)|[{[](?<list>[^{}[\]]{0,400})[}\]])/dg,
  taken:
    /(?<!\b(?:if|while|switch)\s*)\((?<list>[^()]{0,400})\)\s*(?::[^={;]{1,80})?(?:=>|\{)|(?<![\w$.])(?<name>[\w$]+)\s*=>/dg,
  goesOn: /^\s*(?:[.[(!]|\?\.|\|\||&&|\?|as\b|satisfies\b)/,
  isSet: /^\s*=(?![=>])/,
};

const python: Syntax = {
  passedOver: /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g,
  made: [
    /^[ \t]*(?<local>[A-Za-z_]\w*)(?:[ \t]*:[^=\n]{1,80})?[ \t]*=[ \t]*(?:await[ \t]+)?(?<callee>[A-Za-z_]\w*(?:\.[a-z_]\w*)?)(?<open>\()/dgm,
    /\b(?<enters>with)[ \t]+(?<callee>[A-Za-z_]\w*)(?<open>\()/dg,
  ],
  bound:
    /^[ \t]*(?<name>[A-Za-z_]\w*)(?:[ \t]*:[^=\n]{1,80})?[ \t]*=(?!=)|\b(?:for|as)[ \t]+\(?(?<list>\w[\w, \t]*)/dgm,
  taken: /\bdef[ \t]+\w+[ \t]*\((?<list>[^()]{0,400})/dg,
  goesOn: /^[ \t]*(?:[.[(]|\bif\b|\bor\b|\band\b)/,
  isSet: /^[ \t]*(?::[^=\n]{1,80})?=(?!=)/,
};

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

/** What the samples of a page call things: a name that two of them use for two things stands for none. */
export function originsOnPage(
  samples: readonly string[],
  imported: ImportedNames,
  language: "script" | "python",
): Origins {
  const all = new Map<string, Origin | undefined>();
  const syntax = language === "script" ? script : python;
  for (const text of samples)
    for (const [name, origin] of originsIn(masked(text, syntax), syntax, imported).origins) {
      const known = all.get(name);
      const isOther = all.has(name) && (known?.of !== origin?.of || known?.module !== origin?.module);
      all.set(name, isOther ? undefined : origin);
    }
  return all;
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
  const entries = [...parts, ...taken, ...called];
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

/** The same text with blanks for all that is no code. */
function masked(text: string, { passedOver }: Syntax): string {
  return text.replace(passedOver, (words) => words.replace(/[^\n]/g, " "));
}

function originsIn(code: string, syntax: Syntax, imported: ImportedNames): { origins: Origins; parts: Entry[] } {
  const origins = new Map<string, Origin | undefined>();
  const flat = syntax === python ? outsideBrackets(code) : code;
  const made = madeIn(code, syntax, imported);
  // A keyword of a call is no name of the sample.
  const named = made.filter(({ local, at }) => local !== "" && flat.startsWith(local, at));
  for (const { local, origin } of named) {
    const known = origins.has(local) ? origins.get(local) : origin;
    origins.set(local, known?.of === origin.of && known.module === origin.module ? origin : undefined);
  }
  const places = new Set(named.map(({ at }) => at));
  for (const match of [...flat.matchAll(syntax.bound), ...code.matchAll(syntax.taken)])
    for (const [name, at] of namesBound(match))
      if (!places.has(at) && !imported.has(name)) origins.set(name, undefined);
  return { origins, parts: made.flatMap(({ list, listAt, origin }) => partsIn(list, listAt, origin)) };
}

/** Names that a sample gives to anything, with their places. */
function namesBound({ groups, indices }: RegExpExecArray): readonly (readonly [string, number])[] {
  const { name, list = "" } = groups ?? {};
  const at = indices?.groups?.list?.[0] ?? 0;
  const listed = [...list.matchAll(/[A-Za-z_$][\w$]*/g)].map((word) => [word[0], at + word.index] as const);
  return name === undefined ? listed : [[name, indices?.groups?.name?.[0] ?? -1], ...listed];
}

/** What a call of an imported name gives, and the name, or the list of parts, that it is given to. */
type Made = {
  readonly local: string;
  readonly at: number;
  readonly list: string;
  readonly listAt: number;
  readonly origin: Origin;
};

function madeIn(code: string, syntax: Syntax, imported: ImportedNames): readonly Made[] {
  return syntax.made.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match): Made[] => {
      const { local, parts = "", callee = "", enters } = match.groups ?? {};
      const places = match.indices?.groups ?? {};
      const end = endOfCall(code, (places.open?.[1] ?? 0) - 1);
      const [name = "", method] = callee.split(".");
      const taken = imported.get(name);
      if (end < 0 || taken === undefined || taken.name === "default") return [];
      if (enters === undefined && syntax.goesOn.test(code.slice(end, end + 20))) return [];
      const entered = enters === undefined ? undefined : /^[ \t]+as[ \t]+(\w+)/.exec(code.slice(end, end + 80));
      const given = local ?? entered?.[1] ?? "";
      const behind = end + (entered?.[0] ?? "").length - given.length;
      const of = `${taken.name}${method === undefined ? "" : `.${method}`}()${entered ? ".with" : ""}`;
      return [
        {
          local: given,
          at: places.local?.[0] ?? behind,
          list: parts,
          listAt: places.parts?.[0] ?? 0,
          origin: { module: taken.module, of },
        },
      ];
    }),
  );
}

/** `a, b: c, d = 1, ...rest`: the names that an object must have. */
function partsIn(list: string, at: number, origin: Origin): readonly Entry[] {
  let offset = at;
  return list.split(",").flatMap((piece) => {
    const start = offset + piece.search(/\S/);
    offset += piece.length + 1;
    const [, name = ""] = /^\s*([A-Za-z_$][\w$]*)\s*(?:[:=]|$)/.exec(piece) ?? [];
    return name === "" || everybodys.test(name) ? [] : [entryOf(origin, start, name, false)];
  });
}

/** The offset behind the bracket that closes the one at an offset; -1 where none does. */
function endOfCall(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const sign = code[at] ?? "";
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

/** The same text with blanks for what stands in brackets. */
function outsideBrackets(code: string): string {
  let depth = 0;
  return code.replace(/[^\n]/g, (sign) => {
    if (")]}".includes(sign)) depth = Math.max(0, depth - 1);
    const kept = depth === 0 ? sign : " ";
    if ("([{".includes(sign)) depth += 1;
    return kept;
  });
}
