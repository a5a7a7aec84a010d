import type { Annotation, Argument, Call, Expression, FunctionShape, Within } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { select } from "../syntax/patterns.ts";
import { type DeclaredRoute, type Mount, type RouteReader, routerKey } from "../syntax/routes.ts";
import {
  actionRoutes,
  isInclude,
  isUrlList,
  type Look,
  pathsAround,
  prefixText,
  registered,
  routersOfUrls,
} from "./django.ts";

const methods = new Set(["get", "post", "put", "patch", "delete", "head", "options", "trace", "websocket"]);
const routerMakers = /(?:^|\.)(?:APIRouter|Blueprint|APIBlueprint|FastAPI|Flask|Starlette|Router|Quart|Sanic)$/;

/** FastAPI, Starlette, Flask and Django. */
export const pythonRoutes: RouteReader = {
  mounters:
    /^(?:main|app|application|server|api|urls|router|routers|routes|asgi|wsgi|create_app|__init__|__main__)\.py$/,
  graphOf: (reading, module) => {
    const evaluator = reading.evaluatorOf(module);
    const text = (expression: Expression | undefined, within = "") => {
      const known = expression ? evaluator.evaluate(expression, within) : undefined;
      return known?.kind === "text" ? known : undefined;
    };
    const keyOf = (path: string, within: string): string => {
      const found = evaluator.declarationOf(path, within);
      return found ? routerKey(found.module, found.path) : routerKey(module, path);
    };
    const typeOf: Look["typeOf"] = (path) => {
      const found = evaluator.declarationOf(path, "");
      return found === undefined ? undefined : { module: found.module, name: lastName(found.path) };
    };
    const look = { module, text, keyOf, typeOf };
    const found = [
      ...module.functions.flatMap((shape) => decorated(look, shape)),
      ...module.calls.flatMap((call) => [...called(look, call), ...registered(look, call)]),
    ];
    const mounts = [
      ...module.bindings.flatMap((binding) => ownPrefix(look, binding)),
      ...module.calls.flatMap((call) => mounted(look, call)),
      ...routersOfUrls(look),
    ];
    const routes = found.filter(({ path }) => path !== unknownPath);
    const below = actionRoutes(look);
    const complete = routes.length === found.length && below.length === 0;
    return { module, routes: [...routes, ...below], mounts, complete };
  },
};

/** Stands for a path that is not known from the tree. */
const unknownPath = "?";

/** `@router.get("/x")`, `@app.route("/x", methods=[…])`, `@action(detail=True)` has no path of its own. */
function decorated(look: Look, shape: FunctionShape): DeclaredRoute[] {
  return shape.annotations.flatMap((annotation): DeclaredRoute[] => {
    const verb = lastName(annotation.name);
    const stated = select(annotation.args, ["path", "rule", 0]);
    const path = stated && (look.text(stated, shape.in) ?? { text: unknownPath, via: [] });
    const router = outerName(annotation.name);
    if (!path || router === "" || !(methods.has(verb) || /^(?:route|api_route|custom_route)$/.test(verb))) return [];
    const common = {
      router: look.keyOf(router, shape.in),
      path: path.text,
      handler: shape.name,
      node: annotation.node,
      via: path.via,
    };
    return methodsOf(verb, annotation).map((method) => (method === undefined ? common : { ...common, method }));
  });
}

function methodsOf(verb: string, { args }: Pick<Annotation, "args">): (string | undefined)[] {
  if (methods.has(verb)) return [verb === "websocket" ? undefined : verb.toUpperCase()];
  const list = select(args, "methods");
  if (list?.is !== "list") return verb === "route" ? ["GET"] : [undefined];
  return list.items.flatMap((item) => (item.is === "text" ? [item.parts.join("").toUpperCase()] : []));
}

/** `Route("/x", …)`, `path("x/", …)`, `app.add_api_route("/x", …)`, `app.add_url_rule(…)`. */
function called(look: Look, call: Call & Within): DeclaredRoute[] {
  const verb = lastName(call.callee);
  const onRouter =
    /^add_(?:api_route|api_websocket_route|url_rule|route|websocket_route|get|post|put|delete|patch)$/.test(verb);
  const plain =
    /^(?:Route|WebSocketRoute|path|re_path)$/.test(verb) || (verb === "url" && /urls\.py$/.test(look.module.path));
  if (!onRouter && !plain) return [];
  const stated = select(call.args, ["path", "rule", 0]);
  const path = stated && (look.text(stated, call.in) ?? { text: unknownPath, via: [] });
  const target = call.args[1]?.value ?? select(call.args, ["endpoint", "view"]);
  if (!path || !target || isInclude(target) || (plain && /^(?:re_)?path$/.test(verb) && !isUrlList(look.module)))
    return [];
  const router = onRouter
    ? look.keyOf(outerName(call.callee), call.in)
    : routerKey(look.module, plain && isUrlList(look.module) ? "urlpatterns" : "routes");
  const handler = target.is === "name" ? lastName(target.path) : "";
  const common = {
    router,
    path: path.text === unknownPath ? unknownPath : `${pathsAround(look, call.node)}/${path.text}`,
    handler,
    node: call.node,
    via: path.via,
  };
  const method = /^add_(get|post|put|delete|patch)$/.exec(verb)?.[1];
  const list = method === undefined ? methodsOf(verb, call) : [method.toUpperCase()];
  return list.map((one) => (one === undefined ? common : { ...common, method: one }));
}

/** `router = APIRouter(prefix="/x")`: as if it were mounted on itself, so that every mount comes before it. */
function ownPrefix(look: Look, binding: Within & { readonly name: string; readonly value: Expression }): Mount[] {
  if (binding.value.is !== "call" || !routerMakers.test(binding.value.call.callee)) return [];
  const prefix = prefixText(look, select(binding.value.call.args, ["prefix", "url_prefix"]), binding.in);
  const child = routerKey(look.module, binding.name);
  return [{ parent: `${child}@`, child, prefix, node: binding.value.node }];
}

/** `app.include_router(r, prefix=…)`, `app.register_blueprint(b, url_prefix=…)`, `Mount("/x", app=r)`, `path("x/", include("a.urls"))`. */
function mounted(look: Look, call: Call & Within): Mount[] {
  const verb = lastName(call.callee);
  const make = (child: string, prefix: Expression | undefined): Mount[] => [
    { parent: parentOf(look, call), child, prefix: prefixText(look, prefix, call.in), node: call.node },
  ];
  if (verb === "include_router" || verb === "register_blueprint") {
    const child = childName(call.args);
    if (child === undefined) return [];
    const replacing = select(call.args, "url_prefix");
    const mounts = make(look.keyOf(child, call.in), replacing).map((mount) => ({ ...mount, replaces: true }) as const);
    return replacing ? mounts : make(`${look.keyOf(child, call.in)}@`, select(call.args, "prefix"));
  }
  if (verb === "Mount" || verb === "mount") {
    const app = select(call.args, ["app", 1]);
    return app?.is === "name" ? make(`${look.keyOf(app.path, call.in)}@`, select(call.args, ["path", 0])) : [];
  }
  if (!/^(?:path|re_path|url)$/.test(verb)) return [];
  const around = pathsAround(look, call.node);
  return includedUrls(look, call)
    .flatMap((child) => make(child, call.args[0]?.value))
    .map((mount) => ({ ...mount, prefix: `${around}/${mount.prefix}` }));
}

/** The list of URLs that `include("a.urls")` stands for. */
function includedUrls(look: Look, call: Call & Within): string[] {
  const target = call.args[1]?.value;
  const included = target?.is === "call" && isInclude(target) ? target.call.args[0]?.value : undefined;
  const file = look.text(included)?.text;
  return file === undefined ? [] : [look.keyOf(`${file}.urlpatterns`, call.in)];
}

function childName(args: readonly Argument[]): string | undefined {
  const first = select(args, ["router", "blueprint", 0]);
  return first?.is === "name" ? first.path : undefined;
}

function parentOf(look: Look, call: Call & Within): string {
  const owner = outerName(call.callee);
  return owner === "" ? routerKey(look.module, "urlpatterns") : look.keyOf(owner, call.in);
}
