import type { Fact } from "../../types/index.ts";
import type { Search } from "../search.ts";
import { isMade, isNamedIn, type Members, unknownMembers } from "./class-text.ts";
import { exportedAt } from "./imported.ts";

/** Imports and bases of a class that are followed. */
const deepest = 6;

/** Where a class, or a function, is declared. */
type Declared = { readonly path: string; readonly head: string; readonly body: string; readonly at: number };

/** Bases that bring no members of their own that a sample would use. */
const plainBase = /^(?:object|Generic|Protocol|ABC|abc\.ABC|typing\.(?:Generic|Protocol))$/;

/** What classes and functions of Python give, as their text tells. */
export function createPythonClasses(search: Search): (fact: Fact, of: string) => Promise<Members | undefined> {
  const textAt = async (path: string): Promise<string> => {
    await search.session.load([path]);
    return search.session.textOf(path) ?? "";
  };
  /** Follows a name from the file that uses it, through what imports it, to its declaration. */
  const declared = async (name: string, from: string, depth = 0): Promise<Declared | undefined> => {
    const text = await textAt(from);
    const own = declaredIn(text, name, from);
    if (own !== undefined || depth > deepest) return own;
    const taken = importOf(text, name);
    const path = taken === undefined ? undefined : moduleAt(taken.module, from, search.tree.files);
    return taken === undefined || path === undefined || path === from
      ? undefined
      : await declared(taken.name, path, depth + 1);
  };
  const classNamed = async (name: string, from: string, depth = 0): Promise<Members> => {
    const found = await declared(name, from);
    if (found === undefined || !found.head.startsWith("class") || depth > deepest) return unknownMembers;
    const bases = basesOf(found.head);
    const above = await Promise.all((bases ?? []).map((base) => classNamed(base, found.path, depth + 1)));
    const facts = [...membersIn(found, search), ...above.flatMap((one) => one.facts)];
    return {
      facts,
      closed: bases !== undefined && !isMade(found.body) && above.every(({ closed }) => closed),
      mayHave: (one) => isNamedIn(found.body, one) || above.some(({ mayHave }) => mayHave(one)),
    };
  };
  return async ({ place }, of) => {
    const [, name = "", method, entered] = /^(\w+)(?:\.(\w+))?(?:\(\))?(\.with)?$/.exec(of) ?? [];
    const found = await declared(name, place.path);
    if (found === undefined) return undefined;
    if (!found.head.startsWith("class")) return of.endsWith("()") ? await resultOf(found.head, found, "") : undefined;
    if (method === undefined && entered === undefined) return await classNamed(name, place.path);
    const given = method === undefined ? enteredBy(found.body) : headOf(found.body, method);
    return given === undefined ? undefined : await resultOf(given, found, name);
  };

  /** What the head of a function says that it gives: `-> "Kiln"`, `-> Self`. */
  async function resultOf(head: string, { path }: Declared, own: string): Promise<Members | undefined> {
    const [, type = ""] = /->\s*["']?(\w+)(?:\[[\w, .|]*\])?["']?\s*:/.exec(head) ?? [];
    const name = type === "Self" ? own : type;
    return /^[A-Z]/.test(name) ? await classNamed(name, path) : undefined;
  }
}

/** What a file imports under a name; also where a function or a check of types does. */
function importOf(text: string, name: string): { readonly module: string; readonly name: string } | undefined {
  for (const [, module = "", list = ""] of text.matchAll(
    /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)/gm,
  ))
    for (const piece of list.replace(/#[^\n]*|[()]/g, "").split(",")) {
      const [, inner = "", local = inner] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(piece) ?? [];
      if (local === name) return { module, name: inner };
    }
  return undefined;
}

/** The file of a module that another one imports; undefined for one of another package. */
function moduleAt(module: string, from: string, files: ReadonlyMap<string, unknown>): string | undefined {
  const [, dots = "", rest = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
  const folders = from.split("/").slice(0, -1);
  const [first = ""] = rest.split(".");
  const at = folders.lastIndexOf(first);
  if (dots === "" && at < 0) return undefined;
  const above = dots === "" ? folders.slice(0, at) : folders.slice(0, folders.length + 1 - dots.length);
  const path = [...above, ...rest.split(".").filter((part) => part !== "")].join("/");
  return [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`].find((file) => files.has(file));
}

/** The declaration of a name at the margin of a module. */
function declaredIn(written: string, name: string, path: string): Declared | undefined {
  const text = withoutTexts(written);
  const head = new RegExp(
    `^(?:class|(?:async )?def) ${name}\\b(?:\\[[^\\]]*\\])?(?:\\([^)]*(?:\\([^)]*\\)[^)]*)*\\))?[^:\\n(]*:`,
    "m",
  ).exec(text);
  if (head === null) return undefined;
  const rest = text.slice(head.index + head[0].length);
  const end = rest.search(/\n(?=[^\s#)\]}])/);
  return { path, at: head.index, head: head[0], body: end < 0 ? rest : rest.slice(0, end) };
}

/** Texts of several lines say nothing, and may stand at the margin; the lines stay. */
function withoutTexts(text: string): string {
  return text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''/g, (words) => words.replace(/[^\n]/g, " "));
}

/** Names of the bases in the head of a class; undefined where one is no plain name. */
function basesOf(head: string): readonly string[] | undefined {
  const [, list = ""] = /\(([\s\S]*)\)/.exec(head) ?? [];
  const bases = list
    .replace(/#[^\n]*/g, "")
    .replace(/\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\]/g, "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && !plainBase.test(one) && !/^metaclass\s*=\s*(?:abc\.)?ABCMeta$/.test(one));
  return bases.every((one) => /^\w+$/.test(one)) ? bases : undefined;
}

/** The head of a method, up to the colon behind what it gives. */
function headOf(body: string, method: string): string | undefined {
  return new RegExp(`\\bdef ${method}\\((?:[^()]|\\([^()]*\\))*\\)[^:\\n]*:`).exec(body)?.[0];
}

/** The head of the method that says what `with` gives; of one that gives the object itself it says so. */
function enteredBy(body: string): string | undefined {
  const head = headOf(body, "__aenter__") ?? headOf(body, "__enter__");
  if (head === undefined || head.includes("->")) return head;
  const [inside = ""] = body.slice(body.indexOf(head) + head.length).split(/\bdef\b/, 1);
  return /\breturn self\s*(?:\n|$)/.test(inside) ? `${head.slice(0, -1)} -> Self:` : undefined;
}

/** Methods and fields at the margin of a class, and what its methods set of the object. */
function membersIn({ path, at, head, body }: Declared, search: Search): readonly Fact[] {
  const [, margin = "    "] = /\n([ \t]+)\S/.exec(body) ?? [];
  const pattern = new RegExp(
    `^${margin}(?:(?:async )?def (?<method>\\w+)|(?<field>[A-Za-z_]\\w*)[ \\t]*(?::|=(?!=)))|\\bself\\.(?<set>\\w+)(?:[ \\t]*:[^=\\n]+)?[ \\t]*=(?!=)`,
    "gm",
  );
  const text = search.session.textOf(path) ?? "";
  const lines = text.split("\n");
  const before = text.slice(0, at + head.length).split("\n").length;
  return [...body.matchAll(pattern)].map((match) => {
    const line = before + body.slice(0, match.index).split("\n").length - 1 + (match[0].startsWith("\n") ? 1 : 0);
    const value = match.groups?.method ?? match.groups?.field ?? match.groups?.set ?? "";
    const place = exportedAt(search, path, { line, text: lines[line - 1] ?? "" });
    return { ...place, role: "member", value, scope: {}, strength: "code" };
  });
}
