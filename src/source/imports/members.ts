import { posix } from "node:path";
import { lastSegment } from "../../names.ts";
import { remember } from "../../remember.ts";
import type { ClosedList, Fact, SourceFacts } from "../../types/index.ts";
import { declaredTypes, fieldsOf } from "../declared-types.ts";
import { fileAt } from "../languages/typescript/modules.ts";
import type { Search } from "../search.ts";
import { declaringFiles } from "../types-around.ts";
import { baseIn, isMade, isNamedIn, type Members, unknownMembers } from "./class-text.ts";
import { type FindPackage, originOf } from "./imported.ts";
import { createPythonClasses } from "./python-classes.ts";

/** What is known of a name that is taken of what a package gives: `openLid` of `Kiln()`, of `useKiln()`. */
export type FindMember = (
  module: string,
  of: string,
  name: string,
) => Promise<Pick<SourceFacts, "facts" | "closedLists"> | undefined>;

/** A class without a base has nothing but its own. */
const nothingMore: Members = { facts: [], closed: true, mayHave: () => false };

/** Bases of a class that are followed. */
const mostBases = 5;

/** Starts looking for members in one tree; what a class has is worked out once. */
export function createMembers(search: Search, finders: readonly FindPackage[]): FindMember {
  const inPython = createPythonClasses(search);
  const inScripts = createScriptClasses(search);
  const membersOf: (key: string) => Promise<Members | undefined> = remember(
    async (key: string): Promise<Members | undefined> => {
      const [module = "", of = ""] = key.split(" ");
      const [, name = ""] = /^([\w$]+)/.exec(of) ?? [];
      for (const find of finders) {
        const names = await (await find(module))?.namesOf(module);
        const fact = names?.facts.find(({ value }) => value === name);
        const [, from, inner] = /^from (.+)#(.+)$/.exec(fact?.scope.gives ?? "") ?? [];
        if (from !== undefined)
          return await (from === module ? undefined : membersOf(`${from} ${of.replace(name, inner ?? "")}`));
        if (fact !== undefined)
          return await (fact.place.path.endsWith(".py") ? inPython(fact, of) : inScripts(fact, of));
      }
      return undefined;
    },
  );
  return async (module, of, name) => {
    const members = await membersOf(`${module} ${of}`);
    if (members === undefined) return undefined;
    const scope = { module, of };
    const facts = members.facts
      .filter(({ value }) => lastSegment(value) === name)
      .map((fact) => ({ ...fact, value: name, scope }));
    if (facts.length > 0) return { facts, closedLists: [] };
    const [first] = members.facts;
    if (first === undefined || members.mayHave(name)) return undefined;
    const { role, place, blob, snippet } = first;
    const type = members.closed ? "closed" : "open";
    const list: ClosedList = {
      role,
      place,
      blob,
      snippet,
      members: [...new Set(members.facts.map(({ value }) => lastSegment(value)))],
      scope: { ...scope, type },
    };
    return { facts: [], closedLists: [list] };
  };
}

/** What classes and functions of TypeScript give. */
function createScriptClasses(search: Search): (fact: Fact, of: string) => Promise<Members | undefined> {
  const { session } = search;
  const files: ReadonlySet<string> = new Set(search.tree.files.keys());
  const classAt = async (path: string, name: string, depth = 0): Promise<Members> => {
    const file = (await session.factsOf([path])).get(path);
    const text = session.textOf(path) ?? "";
    const facts = (file?.facts ?? []).filter(({ role, scope }) => isField(role) && scope.in === name);
    const base = baseIn(text, name);
    const above =
      base === ""
        ? undefined
        : /^\w+$/.test(base) && depth < mostBases
          ? await typeNamed(path, base, depth + 1)
          : unknownMembers;
    return joined([{ facts, closed: !isMade(text), mayHave: (one) => isNamedIn(text, one) }, above ?? nothingMore]);
  };
  const typeNamed = async (from: string, written: string, depth = 0): Promise<Members> => {
    const { name, paths } = await filesOf(from, written);
    await session.load(paths);
    const path = paths.find((one) => declares(session.textOf(one) ?? "", name));
    if (path === undefined) return unknownMembers;
    if (new RegExp(`\\bclass\\s+${name}\\b`).test(session.textOf(path) ?? "")) return await classAt(path, name, depth);
    const types = declaredTypes(await session.factsOf([path]));
    const fields = fieldsOf({ fact: { place: { path } }, type: { name, isMap: false } }, types);
    return fields === undefined ? unknownMembers : { facts: fields.facts, closed: fields.closed, mayHave: () => false };
  };
  /** Where a type is declared that a file names: in itself, in the file that it imports it from, or in the only one of that name. */
  const filesOf = async (from: string, written: string): Promise<{ name: string; paths: readonly string[] }> => {
    const text = session.textOf(from) ?? "";
    if (declares(text, written)) return { name: written, paths: [from] };
    const taken = importedNames(text).get(written);
    if (taken === undefined) return { name: written, paths: [] };
    const { module, name } = taken;
    const own = module.startsWith(".") ? fileAt(pathFrom(from, module), files) : undefined;
    await session.load(own === undefined ? [] : [own]);
    if (own !== undefined && declares(session.textOf(own) ?? "", name)) return { name, paths: [own] };
    const all = await declaringFiles(search, [name]);
    return { name, paths: all.length === 1 ? all : [] };
  };
  return async (fact, of) => {
    const origin = originOf(fact);
    const { path, name } =
      origin?.name === undefined
        ? { path: fact.place.path, name: fact.value }
        : { path: origin.path, name: origin.name };
    const isCalled = of.endsWith("()");
    const file = (await session.factsOf([path])).get(path);
    if (of.includes(".") || file === undefined) return undefined;
    if (new RegExp(`\\bclass\\s+${name}\\b`).test(session.textOf(path) ?? "")) return await classAt(path, name);
    const heads = file.facts.filter(({ role, value }) => isCalled && role === "exported" && value === name);
    const parts = await Promise.all(
      heads.flatMap((head) =>
        (head.scope.gives ?? "*").split("&").map((part) => {
          if (part.startsWith("{")) return keysIn(part, head);
          return /^\w+$/.test(part) ? typeNamed(path, part) : unknownMembers;
        }),
      ),
    );
    return parts.length === 0 ? undefined : joined(parts);
  };
}

function isField(role: string): boolean {
  return role === "member" || role === "key-declared";
}

/** `{open,shut,*}` at the head of a function. */
function keysIn(part: string, head: Fact): Members {
  const keys = part.slice(1, -1).split(",");
  const facts = keys
    .filter((key) => /^[\w$]+$/.test(key))
    .map((value) => ({ ...head, role: "member" as const, value }));
  return { facts, closed: facts.length === keys.length, mayHave: () => false };
}

function joined(parts: readonly Members[]): Members {
  return {
    facts: parts.flatMap(({ facts }) => facts),
    closed: parts.every(({ closed }) => closed),
    mayHave: (name) => parts.some(({ mayHave }) => mayHave(name)),
  };
}

/** True where a text declares a type of this name. */
function declares(text: string, name: string): boolean {
  return new RegExp(
    `^[ \\t]*(?:(?:export|default|declare|abstract)\\s+)*(?:class|interface|type)\\s+${name}\\b`,
    "m",
  ).test(text);
}

/** The path that an import names, without its ending. */
function pathFrom(from: string, module: string): string {
  return posix.join(posix.dirname(from), module).replace(/\.[cm]?[jt]sx?$/, "");
}

/** The names that a file imports, with the module and the name there. */
function importedNames(text: string): ReadonlyMap<string, { readonly module: string; readonly name: string }> {
  const statement = /\b(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{([^{}]*)\}\s*from\s*["']([^"'\n]+)["']/g;
  return new Map(
    [...text.matchAll(statement)].flatMap(([, list = "", module = ""]) =>
      list.split(",").flatMap((piece) => {
        const [, name = "", local = name] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(piece) ?? [];
        return name === "" ? [] : [[local, { module, name }] as const];
      }),
    ),
  );
}
