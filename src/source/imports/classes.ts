import { isSlip } from "../../names.ts";
import type { ClosedList, Fact } from "../../types/index.ts";
import { jsonOf, objectAt } from "../languages/json-value.ts";
import { standingOf } from "../strength.ts";
import { exportedAt, type FindPackage, type ImportScope, type Package } from "./imported.ts";

/** Languages in which a class stands in a file of its name, and its whole name leads to the file. */
type Classes = {
  readonly separator: string;
  readonly endings: readonly string[];
  /** Where the file of a class stands, without its ending, or the folder of a namespace; empty for one of others. */
  readonly stemsOf: (name: string) => Promise<readonly string[]>;
  /** The whole name of the class in a file; undefined for a file that holds none. */
  readonly nameOf: (path: string) => string | undefined;
};

/** Classes of PHP: `composer.json` tells which folder a prefix stands for (php-fig.org/psr/psr-4). */
export function createPhpPackages(scope: ImportScope): FindPackage {
  let prefixes: Promise<readonly Prefix[]> | undefined;
  return async (module) => {
    if (!module.includes("\\")) return undefined;
    prefixes ??= readPrefixes(scope);
    const known = await prefixes;
    return packageOf(module, scope, {
      separator: "\\",
      endings: [".php"],
      stemsOf: async (name) => {
        // A statement may name a whole namespace: `use Acme\Oven\Racks;`.
        const fitting = known.filter(({ prefix }) => `${name}\\`.startsWith(prefix));
        const longest = Math.max(0, ...fitting.map(({ prefix }) => prefix.length));
        return fitting
          .filter(({ prefix }) => prefix.length === longest)
          .map(({ prefix, folder }) => (folder + name.slice(prefix.length).replaceAll("\\", "/")).replace(/\/$/, ""));
      },
      nameOf: (path) => {
        const fitting = known.filter(({ folder }) => path.startsWith(folder));
        const [best] = fitting.sort((a, b) => b.folder.length - a.folder.length);
        return best && best.prefix + path.slice(best.folder.length, -".php".length).replaceAll("/", "\\");
      },
    });
  };
}

/** The prefix of every application that is made with the usual frameworks: in samples, the reader's. */
const readersOwn = "App\\";

type Prefix = { readonly prefix: string; readonly folder: string };

async function readPrefixes({ tree, session, inScope }: ImportScope): Promise<readonly Prefix[]> {
  const paths = [...tree.files.keys()].filter(
    (path) => /(?:^|\/)composer\.json$/.test(path) && inScope(path) && standingOf(path).strength === "config",
  );
  await session.load(paths);
  return paths.flatMap((path) => {
    const entries: readonly [string, unknown][] = Object.entries(
      objectAt(objectAt(jsonOf(session.textOf(path)), "autoload"), "psr-4"),
    );
    return entries.flatMap(([prefix, folders]) =>
      [folders].flat().flatMap((folder) => {
        const inside = String(folder).replace(/^\.\//, "").replace(/\/*$/, "/");
        return prefix === "" || prefix === readersOwn
          ? []
          : [{ prefix, folder: path.slice(0, -"composer.json".length) + inside.replace(/^\/$/, "") }];
      }),
    );
  });
}

/** Parts of a Java package that tell whose it is: the reversed domain and the product. */
const ownParts = 3;

/** Classes of Java and Kotlin: the folders below a source root are the package. */
export function createJavaPackages(scope: ImportScope): FindPackage {
  const roots = new Map<string, readonly string[]>();
  return async (module) => {
    const parts = module.split(".");
    if (parts.length <= ownParts || !/^[A-Z]/.test(parts.at(-1) ?? "")) return undefined;
    const own = `${parts.slice(0, ownParts).join("/")}/`;
    if (!roots.has(own)) roots.set(own, rootsOf(own, scope));
    const known = roots.get(own) ?? [];
    return packageOf(module, scope, {
      separator: ".",
      endings: [".java", ".kt", ".groovy"],
      stemsOf: async (name) => known.map((root) => root + name.replaceAll(".", "/")),
      nameOf: (path) => {
        const root = known.find((one) => path.startsWith(one + own));
        return root === undefined
          ? undefined
          : path
              .slice(root.length)
              .replace(/\.\w+$/, "")
              .replaceAll("/", ".");
      },
    });
  };
}

function rootsOf(own: string, { tree, inScope }: ImportScope): readonly string[] {
  const roots = [...tree.files.keys()].flatMap((path) => {
    const start = path.indexOf(`/${own}`) + 1;
    return start > 0 && inScope(path) && standingOf(path).strength === "code" ? [path.slice(0, start)] : [];
  });
  return [...new Set(roots)];
}

async function packageOf(module: string, scope: ImportScope, classes: Classes): Promise<Package | undefined> {
  const { tree } = scope;
  const stems = await classes.stemsOf(module);
  if (stems.length === 0) return undefined;
  const path =
    stems.flatMap((stem) => classes.endings.map((ending) => stem + ending)).find((one) => tree.files.has(one)) ??
    [...tree.files.keys()].find(
      (file) =>
        stems.some((stem) => file.startsWith(`${stem}/`)) && classes.endings.some((ending) => file.endsWith(ending)),
    );
  const named = (name: string, file: string): Fact => ({
    ...placed(scope, file),
    value: name,
  });
  const folders = stems.map((stem) => stem.slice(0, stem.lastIndexOf("/") + 1));
  const own = module.slice(module.lastIndexOf(classes.separator) + 1);
  return {
    moduleAt: () => (path === undefined ? [] : [named(module, path)]),
    namesOf: async () => undefined,
    modulesWith: async (name) =>
      [...tree.files.keys()]
        .filter((file) => classes.endings.some((ending) => file.endsWith(`/${name}${ending}`)))
        .filter((file) => scope.inScope(file) && standingOf(file).strength === "code")
        .flatMap((file) => {
          const whole = classes.nameOf(file);
          return whole === undefined ? [] : [named(whole, file)];
        }),
    modulesFor: () => slipsIn(folders, own, { scope, classes }),
  };
}

/** Classes of the same folder whose names differ by a slip of the pen. */
function slipsIn(
  folders: readonly string[],
  name: string,
  { scope, classes }: { readonly scope: ImportScope; readonly classes: Classes },
): ClosedList | undefined {
  const slips = [...scope.tree.files.keys()].filter((file) => {
    const [, folder = "", stem = "", ending = ""] = /^(.*\/)?([^/]+?)(\.\w+)$/.exec(file) ?? [];
    return folders.includes(folder) && classes.endings.includes(ending) && isSlip(name, stem);
  });
  const [first] = slips;
  if (first === undefined) return undefined;
  const members = slips.flatMap((file) => classes.nameOf(file) ?? []);
  return { ...placed(scope, first), members };
}

function placed(scope: ImportScope, path: string) {
  return { ...exportedAt(scope, path, { line: 1, text: "" }), scope: { type: "module" }, strength: "code" } as const;
}
