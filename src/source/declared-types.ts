import { lastSegment } from "../names.ts";
import type { ClosedList, Fact } from "../types/index.ts";
import type { FileFacts } from "./languages/language.ts";
import { squeezed } from "./query.ts";

/** The names that one type of one file declares for its fields. */
export type Fields = {
  readonly name: string;
  readonly first: Fact;
  readonly members: readonly string[];
  readonly facts: readonly Fact[];
  /** True when no field of the type is left out. */
  readonly closed: boolean;
  /** Types that have all fields which are left out; empty where these are not known, and where there are none. */
  readonly bases: readonly string[];
};

/** A field that holds an object, and the type of that. */
export type Holder = { readonly fact: Fact; readonly type: TypeName };
/** The name of what a field holds; a map has names that the reader gives. */
export type TypeName = { readonly name: string; readonly package?: string; readonly isMap: boolean };

/** What the files read declare of types: their fields, and the fields that hold an object, by name. */
export type DeclaredTypes = {
  readonly fields: ReadonlyMap<string, readonly Fields[]>;
  readonly holders: ReadonlyMap<string, readonly Holder[]>;
};

/** Types that only say how many there are, or that there may be none. */
const wrapper =
  /^(?:Option|Optional|Vec|Box|Arc|Rc|Cow|(?:Hash|BTree|Index|Linked|LinkedHash|Tree|Fx)?Map|Dictionary|I(?:List|Enumerable|Dictionary|Collection|ReadOnlyList)|List|Set|HashSet|Collection|Array|ReadonlyArray|Record|Partial|Readonly|Promise|Nullable|String|Object|Integer|Boolean|Long|Double|Duration|Time|PathBuf)$/;

/** Reads which types the files declare. */
export function declaredTypes(files: ReadonlyMap<string, FileFacts>): DeclaredTypes {
  const fields = new Map<string, Fields[]>();
  const holders = new Map<string, Holder[]>();
  for (const file of files.values()) {
    const all = fieldsIn(file);
    for (const one of all) fields.set(one.name, [...(fields.get(one.name) ?? []), one]);
    const nested = new Set(all.map(({ name }) => name));
    for (const fact of file.facts) {
      const type = isField(fact) ? heldBy(fact, nested) : undefined;
      if (type === undefined) continue;
      const key = squeezed(lastSegment(fact.value));
      holders.set(key, [...(holders.get(key) ?? []), { fact, type }]);
    }
  }
  return { fields, holders };
}

function fieldsIn(file: FileFacts): readonly Fields[] {
  const groups = new Map<string, [Fact, ...Fact[]]>();
  for (const fact of file.facts) {
    if (!isField(fact)) continue;
    const name = joinedName(fact.scope.in ?? "", fact.value.slice(0, -lastSegment(fact.value).length - 1));
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [fact]);
    else known.push(fact);
  }
  const lists = file.closedLists.filter(({ role, scope }) => role === "key-declared" && scope.in !== undefined);
  const listed = new Map(lists.map((list) => [joinedName(list.scope.in ?? "", list.scope.parent ?? ""), list]));
  const declared = [...groups].map(([name, all]): Fields => {
    const keys = all.filter(({ role }) => role === "key-declared");
    const own = keys.length > 0 ? keys : all;
    const list = listed.get(name);
    const members = [...new Set(own.map(({ value }) => lastSegment(value)))];
    const closed = list !== undefined && list.scope.extends === undefined;
    // A method is no key, and whoever names it names what is there.
    return { name, first: own[0] ?? all[0], members, facts: all, closed, bases: basesIn(list) };
  });
  const joined = lists.filter(({ scope }) => scope.extends !== undefined && !groups.has(scope.in ?? ""));
  return [...declared, ...joined.map(withoutOwn)];
}

function basesIn(list: ClosedList | undefined): readonly string[] {
  return list?.scope.extends?.split(";") ?? [];
}

/** A type that is made of others and has no field of its own. */
function withoutOwn(list: ClosedList): Fields {
  const { role, scope, place, blob, snippet } = list;
  const name = scope.in ?? "";
  const first: Fact = { role, value: name, scope: { in: name }, place, blob, strength: "code", via: [], snippet };
  return { name, first, members: [], facts: [], closed: false, bases: basesIn(list) };
}

/** An object within a type has no name but that of the type and the keys which lead to it. */
function joinedName(type: string, path: string): string {
  return path === "" ? type : `${type}.${path}`;
}

/** What a field holds: an object within the type itself, or what its type names. */
function heldBy({ value, scope }: Fact, nested: ReadonlySet<string>): TypeName | undefined {
  const name = joinedName(scope.in ?? "", value);
  if (nested.has(name)) return { name, isMap: false };
  // An object without keys of its own has those that the reader gives it.
  return scope.type?.includes("{") === true ? undefined : typeNameOf(scope.type ?? "");
}

function isField({ role, scope, strength }: Fact): boolean {
  if (scope.in === undefined || (strength !== "code" && strength !== "config")) return false;
  return role === "key-declared" || (role === "member" && scope.type !== "method");
}

/** The type of what a field holds, without what only says how many there are; undefined where it holds a plain value. */
function typeNameOf(type: string): TypeName | undefined {
  const named = [...type.matchAll(/(?:(\w+)(?:\.|::))?\b(\p{Lu}\w*)/gu)].filter(
    ([, , name = ""]) => !wrapper.test(name),
  );
  const [, within, name] = named.at(-1) ?? [];
  if (name === undefined) return undefined;
  return {
    name,
    isMap: /\bmap\[|Map\b|\bRecord\b|Dictionary\b/.test(type),
    ...(within === undefined ? {} : { package: within }),
  };
}

/** The fields of what a field holds: of its package, of its file, of its folder, or the only ones of that name. */
export function fieldsOf(
  { fact, type }: Pick<Holder, "type"> & { readonly fact: { readonly place: Pick<Fact["place"], "path"> } },
  { fields }: DeclaredTypes,
): Fields | undefined {
  const all = fields.get(type.name) ?? [];
  const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
  const own = fact.place.path;
  const nearest = [
    (path: string) => type.package !== undefined && folder(path).endsWith(`/${type.package}/`),
    (path: string) => path === own,
    (path: string) => folder(path) === folder(own),
    () => type.package === undefined,
  ].map((isNear) => all.filter(({ first }) => isNear(first.place.path)));
  const [only, ...more] = nearest.find((group) => group.length > 0) ?? [];
  return more.length > 0 ? undefined : only;
}
