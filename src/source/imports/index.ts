import { lastSegment, wordsOf } from "../../names.ts";
import { remember } from "../../remember.ts";
import type { ClosedList, Fact, SourceFacts } from "../../types/index.ts";
import type { Taker } from "../given.ts";
import type { SourceQuery } from "../query.ts";
import type { Search } from "../search.ts";
import { standingOf } from "../strength.ts";
import { createJavaPackages, createPhpPackages } from "./classes.ts";
import { type FindPackage, type ImportScope, originOf, type Package } from "./imported.ts";
import { createMembers, type FindMember } from "./members.ts";
import { createPythonPackages } from "./python.ts";
import { createScriptPackages } from "./scripts.ts";

/** One entry a language: how its import paths lead to files. */
const languages: readonly ((scope: ImportScope) => FindPackage)[] = [
  createScriptPackages,
  createPythonPackages,
  createPhpPackages,
  createJavaPackages,
];

/** What importing says of a query; undefined for a query of no import, and for a module that is none of the tree. */
export type FindImports = (query: SourceQuery) => Promise<Pick<SourceFacts, "facts" | "closedLists"> | undefined>;

/** True for a query about a module itself, not about what it gives. */
export function asksForModule({
  kind,
  value,
  qualifiers,
}: Pick<SourceQuery, "kind" | "value" | "qualifiers">): boolean {
  return kind === "sdk-symbol" && qualifiers.module === value;
}

/** What a function, or a class, of a module takes; undefined where that is not known. */
export type FindTaker = (module: string, name: string) => Promise<Taker | undefined>;

/** The packages of the tree, for a module that is none of them; undefined for one of theirs, and where that is not known. */
export type FindOwners = (module: string) => Promise<ClosedList | undefined>;

/** Starts looking at imports of one tree; manifests are read when the first query asks for them. */
export function createImports(scope: Search): {
  readonly findImports: FindImports;
  readonly findTaker: FindTaker;
  readonly findOwners: FindOwners;
} {
  const finders = languages.map((create) => create(scope));
  const findImports = findImportsBy(finders, createMembers(scope, finders), scope);
  return { findImports, findTaker: findTakerBy(finders), findOwners: findOwnersBy(finders) };
}

function findOwnersBy(finders: readonly FindPackage[]): FindOwners {
  return async (module) => {
    const found = (await Promise.all(finders.map((find) => find(module)))).filter((one) => one !== undefined);
    return found.every(({ isStranger }) => isStranger === true) ? found[0]?.modulesFor(module) : undefined;
  };
}

function findTakerBy(finders: readonly FindPackage[]): FindTaker {
  return async (module, name) => {
    for (const find of finders) {
      const names = await (await find(module))?.namesOf(module);
      const fact = names?.facts.find(({ value, scope }) => value === name && scope.takes !== undefined);
      if (fact !== undefined) return { fact: placedAtOrigin(fact), takes: (fact.scope.takes ?? "").split(";") };
    }
    return undefined;
  };
}

/** A name that a module passes on, where it is declared: what is written there is meant there. */
function placedAtOrigin(fact: Fact): Fact {
  const origin = originOf(fact);
  if (origin === undefined) return fact;
  return { ...fact, place: { path: origin.path, startLine: origin.line, endLine: origin.line } };
}

function findImportsBy(finders: readonly FindPackage[], findMember: FindMember, scope: Search): FindImports {
  const declaring = remember((name) => filesDeclaring(scope, name));
  return async (query) => {
    const { module, of } = query.qualifiers;
    if (query.kind !== "sdk-symbol" || module === undefined) return undefined;
    if (of !== undefined) return await findMember(module, of, query.value);
    let stranger: Package | undefined;
    for (const find of finders) {
      const found = await find(module);
      if (found !== undefined && found.isStranger !== true) return answerOf(found, query, { module, declaring });
      stranger ??= found;
    }
    return withoutFacts(stranger?.modulesFor(module));
  };
}

/** What a package of the tree says of a query. */
async function answerOf(
  found: Package,
  query: SourceQuery,
  { module, declaring }: { readonly module: string; readonly declaring: FindFiles },
): Promise<Answer | undefined> {
  const [facts, modules] = [found.moduleAt(module), found.modulesFor(module)];
  if (asksForModule(query))
    return facts.length > 0 ? { facts, closedLists: [] } : moduleInstead(found, modules, query, declaring);
  if (facts.length > 0) return namesInstead(found, { module, name: query.value }, declaring);
  if (query.qualifiers.path !== undefined && (await isMissing(found, module)))
    return { facts: await found.modulesWith(query.value), closedLists: [] };
  return withoutFacts(modules);
}

/** True for the path of a module that is none, and that the module around it does not bind either. */
async function isMissing(found: Package, module: string): Promise<boolean> {
  const around = module.slice(0, Math.max(0, module.lastIndexOf(".")));
  const names = around === "" ? undefined : await found.namesOf(around);
  return names?.list !== undefined && !names.list.members.includes(lastSegment(module));
}

/** A list that lacks what a statement names; undefined where none is known. */
function withoutFacts(list: ClosedList | undefined): Answer | undefined {
  return list === undefined ? undefined : { facts: [], closedLists: [list] };
}

type Answer = Pick<SourceFacts, "facts" | "closedLists">;

/** The modules that can be imported, and those of them that give what the statement takes; else the one of another package. */
async function moduleInstead(
  found: Package,
  modules: ClosedList | undefined,
  { value: module, qualifiers: { first } }: SourceQuery,
  declaring: FindFiles,
): Promise<Answer> {
  const own = first === undefined ? [] : await found.modulesWith(first);
  const facts =
    own.length > 0 || first === undefined || wordsOf(first).length < 2
      ? own
      : await moduleOfOther(found, { module, name: first }, declaring);
  return { facts, closedLists: modules === undefined ? [] : [modules] };
}

/** Packages that are looked into for a name which the named one does not give. */
const mostOthers = 6;

/** Finds the files of code that declare a name. */
type FindFiles = (name: string) => Promise<readonly string[]>;

/** What stands before the name that a file of JavaScript or TypeScript declares. */
const declares = ["class", "const", "enum", "function", "interface", "type"];

async function filesDeclaring({ tree, inScope }: Search, name: string): Promise<readonly string[]> {
  const { paths } = await tree.search(declares.map((word) => `${word} ${name}`));
  return paths.filter((path) => inScope(path) && standingOf(path).strength === "code");
}

/**
 * The module that gives a name, where one other package of the tree alone does: the path that ends as the
 * claimed one, else the shortest.
 */
async function moduleOfOther(
  found: Package,
  { module, name }: { readonly module: string; readonly name: string },
  declaring: FindFiles,
): Promise<readonly Fact[]> {
  if (found.othersOf === undefined) return [];
  const others = found.othersOf(await declaring(name));
  if (others.length > mostOthers) return [];
  const given = await Promise.all(others.map((other) => other.modulesWith(name)));
  const [only, ...more] = given.filter((facts) => facts.length > 0);
  return only === undefined || more.length > 0
    ? []
    : only.toSorted((a, b) => endsAs(b, module) - endsAs(a, module) || a.value.length - b.value.length).slice(0, 1);
}

function endsAs({ value }: Fact, module: string): number {
  return value.endsWith(module.slice(module.lastIndexOf("/"))) ? 1 : 0;
}

/** The names that a module gives; where the one asked for is not among them, also which other modules give it, of the same package first. */
async function namesInstead(
  found: Package,
  { module, name }: { readonly module: string; readonly name: string },
  declaring: FindFiles,
): Promise<Answer | undefined> {
  const names = await found.namesOf(module);
  if (names === undefined) return undefined;
  const given = names.facts.filter(({ value }) => value === name);
  if (given.length > 0) return { facts: given, closedLists: [] };
  if (names.list === undefined || names.mayGive?.(name) === true) return undefined;
  const own = await found.modulesWith(name);
  const facts = own.length > 0 ? own : await moduleOfOther(found, { module, name }, declaring);
  return { facts, closedLists: [names.list] };
}
