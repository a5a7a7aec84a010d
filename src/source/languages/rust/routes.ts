import type { Call, Expression, FunctionShape, SourceModule, Within } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { childAs, type SyntaxNode, textOf } from "../syntax/node.ts";
import { type DeclaredRoute, type Mount, type RouteReader, routerKey } from "../syntax/routes.ts";
import { callOf } from "./expressions.ts";

const verbs = /^(?:get|post|put|patch|delete|head|options|trace)$/;
/** Stands for a path that is not known from the tree. */
const unknownPath = "?";

type Look = {
  readonly module: SourceModule;
  readonly text: (
    expression: Expression | undefined,
    within: string,
  ) => { text: string; via: readonly string[] } | undefined;
  readonly keyOf: (path: string, within: string) => string;
};

/** axum, actix and rocket. */
export const rustRoutes: RouteReader = {
  mounters: /^(?:main|lib|app|server|router|routers|routes|api|mod|startup|http)\.rs$/,
  graphOf: (reading, module) => {
    const evaluator = reading.evaluatorOf(module);
    const look: Look = {
      module,
      text: (expression, within) => {
        const known = expression ? evaluator.evaluate(expression, within) : undefined;
        return known?.kind === "text" ? known : undefined;
      },
      keyOf: (path, within) => {
        const found = evaluator.declarationOf(path, within);
        return found ? routerKey(found.module, found.path) : routerKey(module, path);
      },
    };
    const found = [
      ...module.calls.flatMap((call) => routesOf(look, call)),
      ...module.functions.flatMap((shape) => attributed(look, shape)),
    ];
    const mounts = module.calls.flatMap((call) => mountsOf(look, call));
    if (found.length === 0 && mounts.length === 0) return { module, routes: [], mounts: [], complete: true };
    const routes = found.filter(({ path }) => !path.endsWith(unknownPath));
    return {
      module,
      routes,
      mounts: [...mounts, ...localRouters(look, mounts)],
      complete: routes.length === found.length,
    };
  },
};

/** `.route("/x", get(show).post(create))` of axum; `.route("/x", web::get().to(show))` and `.route(web::get()…)` of actix. */
function routesOf(look: Look, call: Call & Within): DeclaredRoute[] {
  const isOnResource = call.args.length === 1;
  const [path] = call.args;
  const target = isOnResource ? path : call.args[1];
  if (lastName(call.callee) !== "route" || !call.callee.includes(".") || !path || !target) return [];
  const known = isOnResource ? { text: "", via: [] } : look.text(path.value, call.in);
  const methods = methodsOf(target.value);
  if (methods.length === 0) return [];
  const common = {
    router: routerOf(look, call),
    path: known ? `${prefixAround(look, call)}/${known.text}` : unknownPath,
    node: call.node,
    via: known?.via ?? [],
  };
  return methods.map(({ method, handler }) =>
    method === undefined ? { ...common, handler } : { ...common, method, handler },
  );
}

function methodsOf(target: Expression): { method?: string; handler: string }[] {
  const found: { method?: string; handler: string }[] = [];
  for (let at: Expression | undefined = target; at?.is === "call"; at = at.call.receiver) {
    const verb = lastName(at.call.callee).replace(/_service$/, "");
    const first = at.call.args[0]?.value;
    const handler = first?.is === "name" ? lastName(first.path) : "";
    if (verbs.test(verb)) found.unshift({ method: verb.toUpperCase(), handler });
    else if (verb === "any") found.unshift({ handler });
  }
  return found;
}

/** `#[get("/x")]` above a handler: a router of its own, mounted where it is registered as a service. */
function attributed(look: Look, shape: FunctionShape): DeclaredRoute[] {
  return shape.annotations.flatMap(({ name, args, node }): DeclaredRoute[] => {
    const verb = lastName(name);
    const path = args.find((argument) => argument.name === undefined || argument.name === "path");
    if (!verbs.test(verb) || !path) return [];
    const known = look.text(path.value, "");
    const common = { router: routerKey(look.module, joinNames(shape.in, shape.name)), handler: shape.name, node };
    return [{ ...common, method: verb.toUpperCase(), path: known?.text ?? unknownPath, via: known?.via ?? [] }];
  });
}

/** `.nest("/x", users::router())`, `.merge(r)`, `.service(handler)`, `.configure(f)`, `.mount("/x", routes![…])`. */
function mountsOf(look: Look, call: Call & Within): Mount[] {
  const verb = lastName(call.callee);
  const twoSided = verb === "nest" || verb === "nest_service" || verb === "mount";
  if (!twoSided && !/^(?:merge|service|configure)$/.test(verb)) return [];
  const target = call.args[twoSided ? 1 : 0]?.value;
  const own = twoSided ? (look.text(call.args[0]?.value, call.in)?.text ?? "/{prefix}") : "";
  const prefix = `${prefixAround(look, call)}/${own}`;
  return childrenOf(target).map((child) => ({
    parent: routerOf(look, call),
    child: look.keyOf(child, call.in),
    prefix,
    node: call.node,
  }));
}

/** Names of the routers that an argument brings in. */
function childrenOf(target: Expression | undefined): string[] {
  if (target?.is === "name") return [target.path];
  if (target?.is !== "call") return [];
  if (target.call.callee === "routes")
    return target.call.args.flatMap(({ value }) => (value.is === "name" ? [value.path] : []));
  for (let at: Expression | undefined = target; at?.is === "call"; at = at.call.receiver) {
    const { callee } = at.call;
    if (!callee.includes("()") && !/(?:^|\.)(?:Router|web|scope)\./.test(callee)) return [callee];
  }
  return [];
}

/** The variable that a chain is bound to, else the function that it stands in. */
function routerOf(look: Look, call: Call & Within): string {
  for (let at: SyntaxNode | undefined = call.node; at; at = at.parent) {
    if (/^(?:function_item|closure_expression)$/.test(at.type)) break;
    if (at.type === "let_declaration")
      return routerKey(look.module, joinNames(call.in, textOf(childAs(at, "pattern")).replace(/^mut /, "")));
  }
  return routerKey(look.module, call.in);
}

/** A variable that is mounted nowhere is what its function gives back. */
function localRouters(look: Look, mounts: readonly Mount[]): Mount[] {
  const mounted = new Set(mounts.map(({ child }) => child));
  return look.module.bindings.flatMap(({ name, in: within, node }): Mount[] => {
    const child = routerKey(look.module, joinNames(within, name));
    return within === "" || mounted.has(child)
      ? []
      : [{ parent: routerKey(look.module, within), child, prefix: "", node }];
  });
}

/** Prefixes of the nests and scopes that a call is written inside. */
function prefixAround(look: Look, call: Call & Within): string {
  let prefix = scopeOf(look, call);
  for (let [at, above] = [call.node, call.node.parent]; above; [at, above] = [above, above.parent]) {
    if (above.type !== "arguments" || above.parent?.type !== "call_expression") continue;
    const outer = { ...callOf(above.parent), in: call.in };
    const nests = /^(?:nest|nest_service)$/.test(lastName(outer.callee)) && at !== above.children[1];
    const own = nests ? (look.text(outer.args[0]?.value, call.in)?.text ?? "/{prefix}") : "";
    prefix = `${scopeOf(look, outer)}/${own}/${prefix}`;
  }
  return prefix;
}

/** `/x` for a chain that begins with `web::scope("/x")` or `web::resource("/x")`. */
function scopeOf(look: Look, call: Call & Within): string {
  for (let at: Expression | undefined = call.receiver; at?.is === "call"; at = at.call.receiver) {
    if (/^(?:web\.)?(?:scope|resource)$/.test(at.call.callee))
      return look.text(at.call.args[0]?.value, call.in)?.text ?? "/{prefix}";
  }
  return "";
}
