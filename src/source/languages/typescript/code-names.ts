import type ts from "typescript";
import type { Look } from "./exports-of.ts";
import type { Module } from "./modules.ts";

/** Where the text of a module declares an exported name: the keyword, and the offset behind the name. */
type Declared = { readonly keyword: string; readonly end: number };

/** What a declaration holds, as far as its first words tell; an alias is the path of another name: `internal.retry`. */
type Held = "value" | "code" | "class" | { readonly alias: readonly string[] };

const declarations = new WeakMap<Module, ReadonlyMap<string, readonly Declared[]>>();
const heldBy = new WeakMap<Declared, Held>();

/** Longest chain of aliases that is followed. */
const longestWay = 8;

/**
 * True for exported names that surely hold no value: functions, classes, and constants that hold what a call brings.
 * The text tells, without parsing the module; false means that it may hold one.
 */
export function holdsNoValue(look: Look, module: Module, name: string): boolean {
  return holdsOnly(look, { module, name, kinds: ["code", "class"] });
}

/** As `holdsNoValue`, for names of which members are taken: a class may have some that hold a value. */
export function holdsNoMembers(look: Look, module: Module, name: string): boolean {
  return holdsOnly(look, { module, name, kinds: ["code"] });
}

type Asked = { readonly module: Module; readonly name: string; readonly kinds: readonly Held[] };

function holdsOnly(look: Look, { module, name, kinds }: Asked, way = 0): boolean {
  const declared = declaredIn(module).get(name) ?? [];
  return (
    declared.length > 0 &&
    declared.every((one) => {
      const held = heldBy.get(one) ?? heldAt(look, module, one);
      heldBy.set(one, held);
      if (typeof held === "string") return kinds.includes(held);
      const target = way < longestWay ? importedName(look, module, held.alias) : undefined;
      return target !== undefined && (target === "unloaded" || holdsOnly(look, { ...target, kinds }, way + 1));
    })
  );
}

/** What `retry` or `internal.retry` names by an import of the module; its file may have to be loaded first. */
function importedName({ modules }: Look, from: Module, [first = "", second, ...rest]: readonly string[]) {
  if (rest.length > 0) return undefined;
  const name = second ?? first;
  const clause = second === undefined ? `\\{[^}]*(?<![\\w$])${name}(?![\\w$])[^}]*\\}` : `\\* as ${first}`;
  const declaration = new RegExp(`^import ${clause.replaceAll(/\$(?=\w|$)/g, "\\$")} from ["']([^"'\n]+)["']`, "m");
  const [words = "", specifier] = declaration.exec(from.text) ?? [];
  if (specifier === undefined || / as /.test(words.replace(/\* as /, ""))) return undefined;
  const module = modules.imported(from, specifier);
  return module === undefined ? "unloaded" : { module, name };
}

function declaredIn(module: Module): ReadonlyMap<string, readonly Declared[]> {
  const before = declarations.get(module);
  if (before !== undefined) return before;
  const declaration =
    /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(function\*?|class|(?:const )?enum|const|let|var|namespace) +([\w$]+)/gm;
  const found = new Map<string, Declared[]>();
  for (const { 0: whole, 1: keyword = "", 2: name = "", index } of module.text.matchAll(declaration))
    found.set(name, [...(found.get(name) ?? []), { keyword, end: index + whole.length }]);
  declarations.set(module, found);
  return found;
}

function heldAt({ compiler }: Look, { text }: Module, { keyword, end }: Declared): Held {
  if (keyword.startsWith("function")) return "code";
  if (keyword === "class") return "class";
  if (keyword !== "const") return keyword === "let" || keyword === "var" ? "code" : "value";
  const scanner = compiler.createScanner(compiler.ScriptTarget.Latest, true);
  scanner.setText(text, end);
  return heldByConstant(compiler.SyntaxKind, scanner);
}

type Kinds = typeof ts.SyntaxKind;

/** Reads the type of a constant and the first words of what it is set to. */
function heldByConstant(kinds: Kinds, scanner: ts.Scanner): Held {
  for (let token = scanner.scan(); token !== kinds.EqualsToken; token = scanner.scan()) {
    // Declared without a value, or a type that is not plain.
    if ([kinds.SemicolonToken, kinds.EndOfFileToken, kinds.ExportKeyword].includes(token)) return "code";
    if (closingOf(kinds, token) !== undefined && !skip(kinds, scanner)) return "value";
  }
  const first = scanner.scan();
  if (first === kinds.AsyncKeyword || first === kinds.FunctionKeyword || first === kinds.LessThanToken) return "code";
  if (first === kinds.ClassKeyword) return "class";
  if (first !== kinds.OpenParenToken) return heldByPath(kinds, scanner);
  if (!skip(kinds, scanner)) return "value";
  const next = scanner.scan();
  return next === kinds.EqualsGreaterThanToken || next === kinds.ColonToken ? "code" : "value";
}

/** Functions whose result is worked out from what they are given, by the end of their name. */
const evaluated = /^(?:String|Number|BigInt|require|URL)$|(?:^|\.)(?:freeze|join|to(?:Lower|Upper)Case|trim|toString)$/;

/** `name`, `a.b`, `a.b(…)`, `new A(…)`, `a(…).b(…)`: a path is an alias, a call at the end brings nothing that is known. */
function heldByPath(kinds: Kinds, scanner: ts.Scanner): Held {
  if (scanner.getToken() === kinds.NewKeyword) scanner.scan();
  const path: string[] = [];
  let isCall = false;
  for (;;) {
    if (!scanner.isIdentifier()) return "value";
    path.push(scanner.getTokenText());
    let token = scanner.scan();
    if (token === kinds.EqualsGreaterThanToken) return path.length === 1 ? "code" : "value";
    for (isCall = false; token === kinds.OpenParenToken || token === kinds.LessThanToken; token = scanner.scan()) {
      if (evaluated.test(path.join(".")) || !skip(kinds, scanner)) return "value";
      isCall ||= token === kinds.OpenParenToken;
    }
    if (token !== kinds.DotToken) break;
    scanner.scan();
  }
  if (!endsStatement(kinds, scanner)) return "value";
  return isCall ? "code" : { alias: path };
}

/** True where what was read is a whole expression: nothing can follow it on the next line but another statement. */
function endsStatement(kinds: Kinds, scanner: ts.Scanner): boolean {
  const token = scanner.getToken();
  if ([kinds.SemicolonToken, kinds.EndOfFileToken, kinds.AsKeyword].includes(token)) return true;
  const starts = [kinds.ExportKeyword, kinds.ConstKeyword, kinds.LetKeyword, kinds.VarKeyword, kinds.FunctionKeyword];
  const declares = [kinds.ClassKeyword, kinds.InterfaceKeyword, kinds.TypeKeyword, kinds.ImportKeyword];
  return scanner.hasPrecedingLineBreak() && [...starts, ...declares].includes(token);
}

/** The bracket that ends what a token opens; undefined for tokens that open nothing. */
function closingOf(kinds: Kinds, token: ts.SyntaxKind): ts.SyntaxKind | undefined {
  if (token === kinds.OpenParenToken) return kinds.CloseParenToken;
  if (token === kinds.OpenBracketToken) return kinds.CloseBracketToken;
  if (token === kinds.OpenBraceToken) return kinds.CloseBraceToken;
  return token === kinds.LessThanToken ? kinds.GreaterThanToken : undefined;
}

/** Goes behind the bracket that was read; false when only a parser can tell where it ends. */
function skip(kinds: Kinds, scanner: ts.Scanner): boolean {
  const parserNeeded = [kinds.TemplateHead, kinds.SlashToken, kinds.SlashEqualsToken, kinds.EndOfFileToken];
  const open = [closingOf(kinds, scanner.getToken())];
  while (open.length > 0) {
    const token = scanner.scan();
    if (parserNeeded.includes(token)) return false;
    const closing = closingOf(kinds, token);
    if (closing !== undefined) open.push(closing);
    else if (token === open.at(-1)) open.pop();
    else if ([kinds.CloseParenToken, kinds.CloseBracketToken, kinds.CloseBraceToken].includes(token)) {
      // A `<` that nothing closed was a comparison.
      while (open.at(-1) === kinds.GreaterThanToken) open.pop();
      if (open.pop() !== token) return false;
    }
  }
  return true;
}
