import type ts from "typescript";
import { knownString, type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText } from "./syntax.ts";

const methods = new Set(["get", "post", "put", "patch", "delete", "options", "head", "all"]);
/** Deepest router in a router. */
const deepestMount = 4;
/** Names of objects that hold routes. */
const routers = /(?:^|\.)(?:\w*[aA]pp|\w*[rR]outer?s?|\w*[sS]erver|fastify|hono|api|instance|v\d+)$/;
/** Calls that make such an object. */
const creators =
  /^(?:new)?(?:express|Express|Router|express\.Router|Hono|OpenAPIHono|fastify|Fastify|Koa|KoaRouter|Elysia|Polka|polka|H3|createRouter)\(/;

/** Routes that express, hono, fastify, koa-router and NestJS declare, with prefixes of mounts in reach. */
export const observeRoutes: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isCallExpression(node)) {
    addDescribed(scene, node);
    addRoute(scene, node, []);
    addMounted(scene, node);
  } else if (compiler.isMethodDeclaration(node)) addDecorated(scene, node);
};

type Route = {
  readonly method: string;
  readonly path: string;
  readonly router: ts.Node;
  readonly via: readonly string[];
};

/** The route that a call declares; undefined when it declares none. */
function routeOf(scene: Scene, node: ts.CallExpression): Route | undefined {
  const { compiler } = scene;
  const call = callParts(compiler, node);
  if (call === undefined || !methods.has(call.name) || call.args.length < 2) return undefined;
  if (!compiler.isPropertyAccessExpression(node.expression)) return undefined;
  const path = knownString(scene, call.args[0]);
  if (path === undefined || !/^\/|^$|^\*/.test(path.text)) return undefined;
  const root = rootOf(scene, node.expression.expression);
  const made = ownerText(scene.resolver.resolve(root).node);
  if (!routers.test(ownerText(root)) && !creators.test(made) && !creators.test(ownerText(root))) return undefined;
  return { method: call.name === "all" ? "" : call.name.toUpperCase(), path: path.text, router: root, via: path.via };
}

/** The object at the start of a chain of routes: `new Hono().get(…).post(…)`. */
function rootOf(scene: Scene, node: ts.Expression): ts.Expression {
  const { compiler } = scene;
  if (!compiler.isCallExpression(node) || !compiler.isPropertyAccessExpression(node.expression)) return node;
  const name = node.expression.name.text;
  const chained = methods.has(name) || /^(?:use|route|on|basePath|prefix)$/.test(name);
  return chained ? rootOf(scene, node.expression.expression) : node;
}

function addRoute(scene: Scene, node: ts.CallExpression, prefixes: readonly string[]): void {
  const route = routeOf(scene, node);
  if (route === undefined) return;
  const found = prefixes.length > 0 ? prefixes : mountsOf(scene, route.router);
  const [first] = node.arguments;
  if (first !== undefined) scene.taken.add(first);
  for (const prefix of found.length > 0 ? found : [""])
    report(scene, {
      role: "route-declared",
      value: routePath(`${prefix}/${route.path}`),
      at: headOf(scene, node),
      scope: { method: route.method },
      via: route.via,
    });
}

/** `fastify.route({ method: "PUT", url: "/kilns/:id", handler })`, and hapi's `server.route({ method, path })`. */
function addDescribed(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  const call = callParts(compiler, node);
  const [shape] = call?.args ?? [];
  if (call?.name !== "route" || shape === undefined || !compiler.isObjectLiteralExpression(shape)) return;
  const member = (name: string): ts.Expression | undefined => {
    const found = shape.properties.find((property) => property.name?.getText() === name);
    return found !== undefined && compiler.isPropertyAssignment(found) ? found.initializer : undefined;
  };
  const path = knownString(scene, member("url") ?? member("path"));
  const method = member("method");
  if (path === undefined || method === undefined || !path.text.startsWith("/")) return;
  const owner = compiler.isPropertyAccessExpression(node.expression) ? mountsOf(scene, node.expression.expression) : [];
  const named = compiler.isArrayLiteralExpression(method) ? [...method.elements] : [method];
  for (const prefix of owner.length > 0 ? owner : [""])
    for (const each of named)
      report(scene, {
        role: "route-declared",
        value: routePath(`${prefix}/${path.text}`),
        at: shape.properties[0] ?? shape,
        scope: { method: knownString(scene, each)?.text.toUpperCase() },
        via: path.via,
      });
}

/** The first argument is the place: not the handlers behind it. */
function headOf(scene: Scene, node: ts.CallExpression): ts.Node {
  const [first] = node.arguments;
  return first === undefined || node.getText(scene.source).length <= 200 ? node : first;
}

/** Prefixes under which a router of this file is mounted in this file. */
function mountsOf(scene: Scene, router: ts.Node, depth = 0): readonly string[] {
  const { compiler, source } = scene;
  if (!compiler.isIdentifier(router)) return basePaths(router);
  const prefixes = basePaths(scene.resolver.resolve(router).node);
  const visit = (node: ts.Node): void => {
    const mount = compiler.isCallExpression(node) ? mountOf(scene, node) : undefined;
    if (mount !== undefined && compiler.isIdentifier(mount.router) && mount.router.text === router.text)
      prefixes.push(...below(scene, mount, depth));
    compiler.forEachChild(node, visit);
  };
  visit(source);
  return prefixes;
}

/** The prefix of a mount below the prefixes of the router that holds it. */
function below(scene: Scene, { prefix, holder }: Mount, depth: number): readonly string[] {
  const outer = holder === undefined || depth >= deepestMount ? [] : mountsOf(scene, holder, depth + 1);
  return outer.length === 0 ? [prefix] : outer.map((each) => `${each}/${prefix}`);
}

function basePaths(node: ts.Node): string[] {
  const [, prefix] = /(?:\.basePath\(|\bprefix:)\s*["'`](\/[^"'`]*)["'`]/.exec(node.getText().slice(0, 300)) ?? [];
  return prefix === undefined ? [] : [prefix];
}

type Mount = { readonly prefix: string; readonly router: ts.Expression; readonly holder?: ts.Expression | undefined };

/** `app.use("/v1", router)`, `app.route("/v1", router)`, `app.register(plugin, { prefix: "/v1" })`. */
function mountOf(scene: Scene, node: ts.CallExpression): Mount | undefined {
  const { compiler } = scene;
  const call = callParts(compiler, node);
  if (call === undefined || call.on === "") return undefined;
  const holder = compiler.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
  const last = call.args.at(-1);
  if (/^(?:use|route)$/.test(call.name) && call.args.length >= 2) {
    const prefix = knownString(scene, call.args[0])?.text;
    const router = last !== undefined && compiler.isCallExpression(last) ? callOwner(scene, last) : last;
    return prefix?.startsWith("/") === true && router !== undefined ? { prefix, router, holder } : undefined;
  }
  if (call.name !== "register" || last === undefined || !compiler.isObjectLiteralExpression(last)) return undefined;
  const option = last.properties.find((property) => property.name?.getText() === "prefix");
  const prefix =
    option !== undefined && compiler.isPropertyAssignment(option)
      ? knownString(scene, option.initializer)?.text
      : undefined;
  const [router] = call.args;
  return prefix === undefined || router === undefined ? undefined : { prefix, router, holder };
}

/** `router.routes()` of koa stands for the router. */
function callOwner(scene: Scene, node: ts.CallExpression): ts.Expression {
  return scene.compiler.isPropertyAccessExpression(node.expression) ? node.expression.expression : node;
}

/** A router of another file is read from where it is mounted: only there its prefix is known. */
function addMounted(scene: Scene, node: ts.CallExpression): void {
  const { compiler, resolver } = scene;
  const mount = mountOf(scene, node);
  if (mount === undefined) return;
  const target = resolver.resolve(mount.router).node;
  const other = target.getSourceFile();
  if (other === scene.source) return;
  const visit = (inner: ts.Node): void => {
    const route = compiler.isCallExpression(inner) ? routeOf(scene, inner) : undefined;
    if (route !== undefined) {
      const line = other.getLineAndCharacterOfPosition(inner.getStart(other)).line + 1;
      report(scene, {
        role: "route-declared",
        value: routePath(`${mount.prefix}/${route.path}`),
        at: node,
        scope: { method: route.method },
        via: [`${route.path} in ${other.fileName.replace(/^\//, "")}:${line}`],
      });
    }
    compiler.forEachChild(inner, visit);
  };
  visit(other);
}

/** `@Controller("users")` with `@Get(":id")`. */
function addDecorated(scene: Scene, node: ts.MethodDeclaration): void {
  const { compiler } = scene;
  for (const decorator of compiler.getDecorators(node) ?? []) {
    const call = callParts(compiler, decorator.expression);
    const method = call?.name.toLowerCase();
    if (call === undefined || method === undefined || !methods.has(method) || !compiler.isClassLike(node.parent))
      continue;
    const controller = (compiler.getDecorators(node.parent) ?? [])
      .map(({ expression }) => callParts(compiler, expression))
      .find((one) => one?.name === "Controller");
    if (controller === undefined) continue;
    const prefix = knownString(scene, controller.args[0])?.text ?? "";
    const path = knownString(scene, call.args[0])?.text ?? "";
    report(scene, {
      role: "route-declared",
      value: routePath(`${prefix}/${path}`),
      at: decorator,
      scope: { method: method === "all" ? "" : method.toUpperCase() },
    });
  }
}

/** One slash between segments, none at the end, parameters as `{name}`. */
function routePath(path: string): string {
  const tidy = `/${path}`
    .replace(/:(\w+)(?:\{[^}]*\}|\([^)]*\))?\??/g, "{$1}")
    .replace(/\/{2,}/g, "/")
    .replace(/\/$/, "");
  return tidy === "" ? "/" : tidy;
}
