import { remember } from "../../remember.ts";
import type { Fact } from "../../types/index.ts";
import type { Search } from "../search.ts";
import { standingOf } from "../strength.ts";
import { isMade, isNamedIn, type Members, unknownMembers } from "./class-text.ts";
import { exportedAt } from "./imported.ts";

/** Classes that are searched for in the whole tree. */
const mostSearches = 60;
/** Bases of a class that are followed. */
const deepest = 6;

/** Where a class, or a function, is declared. */
type Declared = { readonly path: string; readonly head: string; readonly body: string; readonly at: number };

/** Bases that bring no members of their own that a sample would use. */
const plainBase = /^(?:object|Generic|Protocol|ABC|abc\.ABC|typing\.(?:Generic|Protocol))$/;

/** What classes and functions of Python give, as their text tells. */
export function createPythonClasses(search: Search): (fact: Fact, of: string) => Promise<Members | undefined> {
  let searches = mostSearches;
  const declared = remember(async (name: string): Promise<Declared | undefined> => {
    searches -= 1;
    if (searches < 0) return undefined;
    const { paths } = await search.tree.search([`class ${name}`, `def ${name}`]);
    const own = paths.filter((path) => /\.pyi?$/.test(path) && search.inScope(path) && standingOf(path).strength === "code");
    await search.session.load(own);
    const [only, ...others] = own.flatMap((path) => declaredIn(search.session.textOf(path) ?? "", name, path) ?? []);
    return others.length === 0 ? only : undefined;
  });
  const classNamed = async (name: string, depth = 0): Promise<Members> => {
    const found = await declared(name);
    if (found === undefined || !found.head.startsWith("class") || depth > deepest) return unknownMembers;
    const bases = basesOf(found.head);
    const above = await Promise.all((bases ?? []).map((base) => classNamed(base, depth + 1)));
    const facts = [...membersIn(found, search), ...above.flatMap((one) => one.facts)];
    return {
      facts,
      closed: bases !== undefined && !isMade(found.body) && above.every(({ closed }) => closed),
      mayHave: (one) => isNamedIn(found.body, one) || above.some(({ mayHave }) => mayHave(one)),
    };
  };
  return async (_, of) => {
    const [, name = "", method, entered] = /^(\w+)(?:\.(\w+))?(?:\(\))?(\.with)?$/.exec(of) ?? [];
    const found = await declared(name);
    if (found === undefined) return undefined;
    const isClass = found.head.startsWith("class");
    if (!isClass) return of.endsWith("()") ? await resultOf(found.head, "") : undefined;
    const given =
      method !== undefined
        ? headOf(found.body, method)
        : entered === undefined
          ? undefined
          : enteredBy(found.body);
    if (method === undefined && entered === undefined) return await classNamed(name);
    return given === undefined ? undefined : await resultOf(given, name);
  };

  /** What the head of a function says that it gives: `-> "Kiln"`, `-> Self`. */
  async function resultOf(head: string, own: string): Promise<Members | undefined> {
    const [, type = ""] = /->\s*["']?(\w+)(?:\[[\w, .|]*\])?["']?\s*:/.exec(head) ?? [];
    const name = type === "Self" ? own : type;
    return /^[A-Z]/.test(name) ? await classNamed(name) : undefined;
  }
}

/** The declaration of a name at the margin of a module. */
function declaredIn(written: string, name: string, path: string): Declared | undefined {
  const text = withoutTexts(written);
  const head = new RegExp(`^(?:class|(?:async )?def) ${name}\\b(?:\\[[^\\]]*\\])?(?:\\([^)]*(?:\\([^)]*\\)[^)]*)*\\))?[^:\\n(]*:`, "m").exec(text);
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
