import { remember } from "../../remember.ts";
import type { ClosedList, Fact, SourceFacts } from "../../types/index.ts";
import { declaredTypes, fieldsOf, lastPart } from "../parents.ts";
import type { Search } from "../search.ts";
import { declaringFiles } from "../types-around.ts";
import type { FindPackage } from "./imported.ts";
import { isMade, isNamedIn, type Members, unknownMembers } from "./class-text.ts";
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
  const membersOf: (key: string) => Promise<Members | undefined> = remember(async (key: string): Promise<Members | undefined> => {
    const [module = "", of = ""] = key.split(" ");
    const [, name = ""] = /^([\w$]+)/.exec(of) ?? [];
    for (const find of finders) {
      const names = await (await find(module))?.namesOf(module);
      const fact = names?.facts.find(({ value }) => value === name);
      const [, from, inner] = /^from (.+)#(.+)$/.exec(fact?.scope.gives ?? "") ?? [];
      if (from !== undefined) return await (from === module ? undefined : membersOf(`${from} ${of.replace(name, inner ?? "")}`));
      if (fact !== undefined) return await (fact.place.path.endsWith(".py") ? inPython(fact, of) : inScripts(fact, of));
    }
    return undefined;
  });
  return async (module, of, name) => {
    const members = await membersOf(`${module} ${of}`);
    if (members === undefined) return undefined;
    const scope = { module, of };
    const facts = members.facts.filter(({ value }) => lastPart(value) === name).map((fact) => ({ ...fact, value: name, scope }));
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
      members: [...new Set(members.facts.map(({ value }) => lastPart(value)))],
      scope: { ...scope, type },
    };
    return { facts: [], closedLists: [list] };
  };
}

/** What classes and functions of TypeScript give. */
function createScriptClasses(search: Search): (fact: Fact, of: string) => Promise<Members | undefined> {
  const { session } = search;
  const classAt = async (path: string, name: string, depth = 0): Promise<Members> => {
    const file = (await session.factsOf([path])).get(path);
    const text = session.textOf(path) ?? "";
    const facts = (file?.facts ?? []).filter(({ role, scope }) => isField(role) && scope.in === name);
    const [, base = ""] = new RegExp(`\\bclass\\s+${name}\\b[^{]*?\\bextends\\s+([\\w$.]+)`).exec(text) ?? [];
    const above = base === "" ? undefined : depth < mostBases ? await typeNamed(path, base, depth + 1) : unknownMembers;
    return joined([{ facts, closed: !isMade(text), mayHave: (one) => isNamedIn(text, one) }, above ?? nothingMore]);
  };
  const typeNamed = async (from: string, name: string, depth = 0): Promise<Members> => {
    const paths = [...new Set([from, ...(await declaringFiles(search, [name]))])];
    const types = declaredTypes(await session.factsOf(paths));
    const fields = fieldsOf({ fact: { place: { path: from } }, type: { name, isMap: false } }, types);
    const path = fields?.first.place.path;
    if (fields === undefined || path === undefined) return unknownMembers;
    if (new RegExp(`\\bclass\\s+${name}\\b`).test(session.textOf(path) ?? "")) return await classAt(path, name, depth);
    return { facts: fields.facts, closed: fields.closed, mayHave: () => false };
  };
  return async (fact, of) => {
    const { path, name } = originOf(fact);
    const isCalled = of.endsWith("()");
    const file = (await session.factsOf([path])).get(path);
    if (of.includes(".") || file === undefined) return undefined;
    if (new RegExp(`\\bclass\\s+${name}\\b`).test(session.textOf(path) ?? "")) return await classAt(path, name);
    const heads = file.facts.filter(({ role, value }) => isCalled && role === "exported" && value === name);
    const parts = await Promise.all(
      heads.flatMap((head) =>
        (head.scope.gives ?? "*").split("&").map((part) => (part.startsWith("{") ? keysIn(part, head) : typeNamed(path, part))),
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
  const facts = keys.filter((key) => /^[\w$]+$/.test(key)).map((value) => ({ ...head, role: "member" as const, value }));
  return { facts, closed: facts.length === keys.length, mayHave: () => false };
}

function joined(parts: readonly Members[]): Members {
  return {
    facts: parts.flatMap(({ facts }) => facts),
    closed: parts.every(({ closed }) => closed),
    mayHave: (name) => parts.some(({ mayHave }) => mayHave(name)),
  };
}

/** Where a name is declared that a module passes on, and what it is called there. */
function originOf(fact: Fact): { readonly path: string; readonly name: string } {
  const [, name, path] = /^([\w$]+) in (.+):\d+$/.exec(fact.via.at(-1) ?? "") ?? [];
  return name === undefined || path === undefined ? { path: fact.place.path, name: fact.value } : { path, name };
}
