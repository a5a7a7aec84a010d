import type { SourceModule } from "./module.ts";
import { lineAt, type SyntaxNode } from "./node.ts";
import type { Reading, Step } from "./reading.ts";

/** A route as it is declared, before the prefixes of its router are known. */
export type DeclaredRoute = {
  /** Key of the router it is declared on, see {@link routerKey}. */
  readonly router: string;
  /** In upper case; absent means any method. */
  readonly method?: string;
  readonly path: string;
  /** Name of the handler, empty when it has none. */
  readonly handler: string;
  readonly node: SyntaxNode;
  readonly via: readonly string[];
};

/** One router (or application) that answers below a prefix of another. */
export type Mount = {
  readonly parent: string;
  readonly child: string;
  readonly prefix: string;
  readonly node: SyntaxNode;
  /** True when the prefix stands instead of the router's own. */
  readonly replaces?: true;
};

/** What one module says about routes. */
export type RouteGraph = {
  readonly module: SourceModule;
  readonly routes: readonly DeclaredRoute[];
  readonly mounts: readonly Mount[];
  /** False when a route is declared under a path that is not known. */
  readonly complete: boolean;
};

/** How a framework family is read: from a module to its routes and mounts. */
export type RouteReader = {
  readonly graphOf: (reading: Reading, module: SourceModule) => RouteGraph;
  /** Base names of files that usually mount the routers of others. */
  readonly mounters: RegExp;
};

/** Chains of mounts longer than this are cycles. */
const longestChain = 8;
/** Files looked into for mounts of a router. */
const mostMounters = 12;
/** Routes behind one mount that are repeated at the mount. */
const mostMounted = 300;

/** Names a router across files. */
export function routerKey(module: SourceModule, name: string): string {
  return `${module.path}#${name}`;
}

/** Parts of a path joined by single slashes, parameters as {name}, without a slash at the end. */
export function joinRoute(...parts: readonly string[]): string {
  const joined = parts
    .join("/")
    .replace(/\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)/g, "{$1}")
    .replace(/[\^$]/g, "")
    .replace(/<(?:[\w.()=, ]+:)?(\w+)>/g, "{$1}")
    .replace(/\{\*{0,2}(\w+)(?:[:=?][^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}/g, "{$1}")
    .replace(/(^|\/):(\w+)(?:\([^)]*\))?[?*+]?/g, "$1{$2}")
    .replace(/(^|\/)\*(\w+)/g, "$1{$2}")
    .replace(/\/{2,}/g, "/")
    .replace(/(?<=.)\/$/, "");
  return joined.startsWith("/") ? joined : `/${joined}`;
}

/** A step that adds the routes of a file under all prefixes they are mounted at. */
export function routeStep(reader: RouteReader): Step {
  return (reading) => {
    const own = reader.graphOf(reading, reading.module);
    if (own.routes.length === 0 && own.mounts.length === 0) return;
    const others = neighbourGraphs(reading, reader, own);
    const mounts = [own, ...others].flatMap((graph) => graph.mounts);
    addRoutes(reading, own, mounts);
    addMounted(reading, others, mounts);
  };
}

/** Code that looks at the path of a request answers to more than it declares. */
const takesPathsApart =
  /\bURL\.Path\b|\brequest\.path\b|\burl\.path\b|scope\["path"\]|RequestURI|path_info|\breq\.uri\b/;

function addRoutes(reading: Reading, own: RouteGraph, mounts: readonly Mount[]): void {
  const members: string[] = [];
  for (const route of own.routes) {
    for (const { prefix, chain } of prefixesOf(route.router, mounts, [])) {
      const value = joinRoute(prefix, route.path);
      const scope = { method: route.method, in: route.handler };
      reading.facts.add({
        role: "route-declared",
        value,
        at: route.node,
        scope,
        via: [...route.via, ...stepsOf(chain)],
      });
      members.push(route.method === undefined ? value : `${route.method} ${value}`);
    }
  }
  const [first] = own.routes;
  if (first && own.complete && !takesPathsApart.test(own.module.root.source.text))
    reading.facts.close({ role: "route-declared", scope: { module: reading.file.path }, members, at: first.node });
}

/** Routes of other files, told once more where this file mounts them: that is where the prefix is decided. */
function addMounted(reading: Reading, others: readonly RouteGraph[], mounts: readonly Mount[]): void {
  const { root } = reading.module;
  for (const route of others.flatMap((graph) => graph.routes).slice(0, mostMounted)) {
    for (const { prefix, chain } of prefixesOf(route.router, mounts, [])) {
      const mount = chain.find(({ node }) => node.source === root.source);
      if (!mount) continue;
      const via = [
        `${joinRoute(route.path)} (${route.router.split("#")[0]}:${lineAt(route.node.source, route.node.start)})`,
      ];
      const scope = { method: route.method, in: route.handler };
      reading.facts.add({ role: "route-declared", value: joinRoute(prefix, route.path), at: mount.node, scope, via });
    }
  }
}

type Prefix = { readonly prefix: string; readonly chain: readonly Mount[] };

/** Every prefix under which a router answers, with the mounts that make it; one empty prefix when nothing mounts it. */
function prefixesOf(router: string, mounts: readonly Mount[], seen: readonly string[]): Prefix[] {
  if (seen.includes(router) || seen.length > longestChain) return [];
  const all = mounts.filter(({ child }) => child === router);
  const above = all.some(({ replaces }) => replaces) ? all.filter(({ replaces }) => replaces) : all;
  if (above.length === 0) return [{ prefix: "", chain: [] }];
  return above.flatMap((mount) =>
    prefixesOf(mount.parent, mounts, [...seen, router]).map(({ prefix, chain }) => ({
      prefix: joinRoute(prefix, mount.prefix),
      chain: [mount, ...chain],
    })),
  );
}

function stepsOf(chain: readonly Mount[]): string[] {
  return chain
    .filter(({ prefix }) => prefix !== "")
    .map(
      ({ parent, prefix, node }) => `${joinRoute(prefix)} (${parent.split("#")[0]}:${lineAt(node.source, node.start)})`,
    );
}

/** Graphs of the files that may mount this one, and of the files that this one mounts. */
function neighbourGraphs(reading: Reading, reader: RouteReader, own: RouteGraph): RouteGraph[] {
  const mounting = mountersOf(reading, reader.mounters);
  const mounted = own.mounts.map(({ child }) => child.split("#")[0] ?? "");
  const files = new Set([...mounting, ...mounted].filter((path) => path !== reading.file.path));
  return [...files].flatMap((path) => {
    const module = reading.loader.load(path);
    return module ? [reader.graphOf(reading, module)] : [];
  });
}

/** Files near by, or above, whose names say that they put the application together; nearest first. */
function mountersOf(reading: Reading, mounters: RegExp): string[] {
  const folder = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
  const here = folder(reading.file.path);
  const extension = reading.file.path.slice(reading.file.path.lastIndexOf("."));
  const near: string[] = [];
  for (const path of reading.loader.paths) {
    if (!path.endsWith(extension) || !mounters.test(path.slice(path.lastIndexOf("/") + 1))) continue;
    if (/(?:^|\/)(?:tests?|testdata|examples?|fixtures|node_modules|vendor)\//.test(path)) continue;
    if (shareSource(folder(path), here)) near.push(path);
  }
  const depth = here.split("/").length;
  const distance = (path: string) => Math.max(0, path.split("/").length - depth) - commonDepth(path, here);
  const measured = near.map((path) => ({ path, far: distance(folder(path)), deep: path.split("/").length }));
  measured.sort((a, b) => a.far - b.far || a.deep - b.deep || (a.path < b.path ? -1 : 1));
  return measured.slice(0, mostMounters).map(({ path }) => path);
}

/** True when both folders lie in the same project folder: one holds the other, or they share their first name. */
function shareSource(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a) || commonDepth(a, b) > 0;
}

function commonDepth(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let depth = 0;
  while (depth < left.length - 1 && left[depth] === right[depth]) depth += 1;
  return depth;
}
