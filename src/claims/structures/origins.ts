import type { ImportedNames } from "./imports.ts";

/** What a name of sample code stands for: `Kiln` itself, or what `Kiln()`, `Kiln.of()` or `useKiln()` gives, of a package. */
export type Origin = { readonly module: string; readonly of: string };

/** What names of sample code stand for; undefined for a name that stands for something else. */
export type Origins = ReadonlyMap<string, Origin | undefined>;

/** What the samples of a page import, and what the names stand for that they give to it. */
export type NamesOnPage = { readonly imported: ImportedNames; readonly origins: Origins };

/** How a language writes what this reads. */
export type Syntax = {
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

/** TypeScript and JavaScript. */
export const script: Syntax = {
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

/** Python. */
export const python: Syntax = {
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

/** The same text with blanks for all that is no code. */
export function masked(text: string, { passedOver }: Syntax): string {
  return text.replace(passedOver, (words) => words.replace(/[^\n]/g, " "));
}

/** What the names of one sample stand for, and the parts that it takes of what calls give. */
export function originsIn(
  code: string,
  syntax: Syntax,
  imported: ImportedNames,
): {
  readonly origins: Origins;
  readonly parts: readonly Parts[];
} {
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
  return { origins, parts: made };
}

/** Names that a sample gives to anything, with their places. */
function namesBound({ groups, indices }: RegExpExecArray): readonly (readonly [string, number])[] {
  const { name, list = "" } = groups ?? {};
  const at = indices?.groups?.list?.[0] ?? 0;
  const listed = [...list.matchAll(/[A-Za-z_$][\w$]*/g)].map((word) => [word[0], at + word.index] as const);
  return name === undefined ? listed : [[name, indices?.groups?.name?.[0] ?? -1], ...listed];
}

/** What a call of an imported name gives, and the name, or the list of parts, that it is given to. */
type Made = Parts & { readonly local: string; readonly at: number };

/** Names of parts of what a call gives, as the sample lists them: `open, shut: close`. */
export type Parts = { readonly list: string; readonly listAt: number; readonly origin: Origin };

function madeIn(code: string, syntax: Syntax, imported: ImportedNames): readonly Made[] {
  return syntax.made.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match) => madeBy(match, { code, syntax, imported }) ?? []),
  );
}

type Sample = { readonly code: string; readonly syntax: Syntax; readonly imported: ImportedNames };

function madeBy({ groups, indices }: RegExpExecArray, { code, syntax, imported }: Sample): Made | undefined {
  const { local, parts = "", callee = "", enters } = groups ?? {};
  const places = indices?.groups ?? {};
  const end = endOfCall(code, (places.open?.[1] ?? 0) - 1);
  const [name = "", method] = callee.split(".");
  const taken = imported.get(name);
  if (end < 0 || taken === undefined || taken.name === "default") return undefined;
  const given = `${taken.name}${method === undefined ? "" : `.${method}`}()`;
  const entered = /^[ \t]+as[ \t]+(\w+)/.exec(code.slice(end, end + 80));
  if (enters !== undefined) {
    const [words = "", as = ""] = entered ?? [];
    return {
      local: as,
      at: end + words.length - as.length,
      list: "",
      listAt: 0,
      origin: { module: taken.module, of: `${given}.with` },
    };
  }
  if (syntax.goesOn.test(code.slice(end, end + 20))) return undefined;
  const origin = { module: taken.module, of: given };
  return { local: local ?? "", at: places.local?.[0] ?? 0, list: parts, listAt: places.parts?.[0] ?? 0, origin };
}

/** Calls of samples are shorter, in characters; many that are never closed must not be read to the end of the page. */
const longestCall = 2000;

/** The offset behind the bracket that closes the one at an offset; -1 where none does. */
function endOfCall(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < Math.min(code.length, open + longestCall); at += 1) {
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
