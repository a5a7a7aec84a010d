import type { Call, Expression, SourceModule, Within } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { childAs, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { type DeclaredRoute, type Mount, type RouteReader, routerKey } from "../syntax/routes.ts";
import { callOf, dottedOf } from "./expressions.ts";

const verbs = /^(?:get|post|put|patch|delete|head|options|trace|connect)$/i;
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

/** net/http, chi, gin, echo, fiber and gorilla. */
export const goRoutes: RouteReader = {
  mounters: /^(?:main|server|router|routers|routes|api|app|http|handlers?|mux|setup)\.go$/,
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
        return found ? routerKey(found.module, found.path) : routerKey(module, joinNames(within, path));
      },
    };
    const found = module.calls.flatMap((call) => routesOf(look, call));
    const mounts = module.calls.flatMap((call) => mountsOf(look, call));
    if (found.length === 0 && mounts.length === 0) return { module, routes: [], mounts: [], complete: true };
    const routes = found.filter(({ path }) => path !== unknownPath);
    return {
      module,
      routes,
      mounts: [...mounts, ...groups(look), ...returned(look)],
      complete: routes.length === found.length,
    };
  },
};

/**
 * `r.Get("/x", h)`, `r.GET("/x", h)`, `mux.HandleFunc("GET /x", h)`, `r.HandleFunc("/x", h).Methods("GET")`,
 * `r.Methods("GET").Path("/x").HandlerFunc(h)`.
 */
function routesOf(look: Look, call: Call & Within): DeclaredRoute[] {
  const verb = lastName(call.callee);
  if (/^Handler(?:Func)?$/.test(verb) && call.args.length === 1) return routeOfChain(look, call);
  const named = verbs.test(verb);
  const [path, target] = call.args;
  if (!(named || /^(?:Handle|HandleFunc|Method|MethodFunc|Any|All)$/.test(verb)) || !call.callee.includes("."))
    return [];
  const byMethod = /^Method(?:Func)?$/.test(verb) ? look.text(path?.value, call.in)?.text : undefined;
  const route = byMethod === undefined ? path : target;
  const handler = byMethod === undefined ? call.args.at(-1) : call.args[2];
  if (!route || !handler || call.args.length < 2 || !isHandler(handler.value)) return [];
  const known = look.text(route.value, call.in);
  if (known && !/^$|^\/|^[A-Z]+ \S*\//.test(known.text)) return [];
  const [, method, rest = known?.text ?? ""] = /^([A-Z]+) (?:[\w.-]*)(\/.*)$/.exec(known?.text ?? "") ?? [];
  const { key, prefix } = routerAround(look, call.receiver, call);
  const common = {
    router: key,
    path: known ? `${prefix}/${rest}` : unknownPath,
    handler: handlerName(handler.value),
    node: call.node,
    via: known?.via ?? [],
  };
  const stated = named ? [verb.toUpperCase()] : (methodsAfter(call.node) ?? [method ?? byMethod]);
  return stated.map((one) => (one === undefined ? common : { ...common, method: one.toUpperCase() }));
}

/** A gorilla route whose path and methods stand before its handler. */
function routeOfChain(look: Look, call: Call & Within): DeclaredRoute[] {
  const steps: Call[] = [];
  for (let at = call.receiver; at?.is === "call"; at = at.call.receiver) steps.push(at.call);
  const step = (name: string): Call | undefined => steps.find(({ callee }) => lastName(callee) === name);
  const path = step("Path")?.args[0]?.value ?? step("PathPrefix")?.args[0]?.value;
  const [handler] = call.args;
  if (!path || !handler) return [];
  const known = look.text(path, call.in);
  if (known && !known.text.startsWith("/")) return [];
  const { key } = routerAround(look, steps.at(-1)?.receiver, call);
  const common = {
    router: key,
    path: known?.text ?? unknownPath,
    handler: handlerName(handler.value),
    node: call.node,
    via: known?.via ?? [],
  };
  const methods = (step("Methods")?.args ?? []).map(({ value }) =>
    value.is === "text" ? value.parts.join("") : lastName(dottedOf(value.node)).replace("Method", ""),
  );
  return methods.length === 0 ? [common] : methods.map((method) => ({ ...common, method: method.toUpperCase() }));
}

function isHandler(value: Expression): boolean {
  return value.is === "name" || value.is === "call" || value.node.type === "func_literal";
}

function handlerName(value: Expression): string {
  return value.is === "name" ? lastName(value.path) : "";
}

/** Methods of a gorilla route: the `.Methods(…)` that follows in the chain. */
function methodsAfter(node: SyntaxNode): string[] | undefined {
  const outer = node.parent?.type === "selector_expression" ? node.parent.parent : undefined;
  if (outer?.type !== "call_expression" || textOf(childAs(node.parent, "field")) !== "Methods") return undefined;
  return callOf(outer).args.map(({ value }) =>
    value.is === "text" ? value.parts.join("") : lastName(dottedOf(value.node)).replace("Method", ""),
  );
}

/** The router that a receiver is, and the prefixes of the closures and chains on the way to it. */
function routerAround(
  look: Look,
  receiver: Expression | undefined,
  call: Call & Within,
): { key: string; prefix: string } {
  let prefix = "";
  let at = receiver;
  while (at?.is === "call") {
    if (/^(?:Group|PathPrefix|Route)$/.test(lastName(at.call.callee)))
      prefix = `${prefixText(look, at.call.args[0]?.value, call.in)}/${prefix}`;
    at = at.call.receiver;
  }
  const name = at?.is === "name" ? at.path : "";
  const closure = closureOf(call.node, name);
  if (!closure) return { key: look.keyOf(name === "" ? "http" : name, call.in), prefix };
  const outer = callOf(closure);
  const own = outer.args.length > 1 ? prefixText(look, outer.args[0]?.value, call.in) : "";
  const above = routerAround(look, outer.receiver, { ...outer, in: call.in });
  return { key: above.key, prefix: `${above.prefix}/${own}/${prefix}` };
}

/** The call whose function literal brings a name in: `r.Route("/x", func(r chi.Router) { … })`. */
function closureOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  for (let at: SyntaxNode | undefined = node.parent; at; at = at.parent) {
    if (at.type !== "func_literal" || at.parent?.type !== "argument_list") continue;
    const params = namedChildren(childAs(at, "parameters")).map((param) => textOf(childAs(param, "name")));
    const call = at.parent.parent;
    if (params.includes(name) && call && /\.(?:Route|Group|Mount|With)$/.test(callOf(call).callee)) return call;
  }
  return undefined;
}

function prefixText(look: Look, expression: Expression | undefined, within: string): string {
  return look.text(expression, within)?.text ?? "/{prefix}";
}

/** `r.Mount("/x", users.Routes())`, `mux.Handle("/x/", http.StripPrefix("/x", sub))`, `users.Register(v1.Group("/x"))`. */
function mountsOf(look: Look, call: Call & Within): Mount[] {
  if (lastName(call.callee) === "Mount") {
    const child = call.args[1]?.value;
    const name = child?.is === "call" ? child.call.callee : child?.is === "name" ? child.path : undefined;
    const { key, prefix } = routerAround(look, call.receiver, call);
    const path = `${prefix}/${prefixText(look, call.args[0]?.value, call.in)}`;
    return name === undefined ? [] : [{ parent: key, child: look.keyOf(name, call.in), prefix: path, node: call.node }];
  }
  return handedOver(look, call);
}

/** A router given to a function: what the function declares on its parameter belongs to it. */
function handedOver(look: Look, call: Call & Within): Mount[] {
  if (verbs.test(lastName(call.callee)) || /\b(?:http|log|fmt|errors)\./.test(call.callee)) return [];
  return call.args.flatMap(({ value }, index): Mount[] => {
    const isGroup = value.is === "call" && /(?:^|\.)(?:Group|Subrouter|Route)$/.test(value.call.callee);
    const isRouter = value.is === "name" && isRouterName(look, value.path, call.in);
    if (!isGroup && !isRouter) return [];
    const { key, prefix } = routerAround(look, value, call);
    const child = look.keyOf(call.callee, call.in);
    return [{ parent: key, child: `${child}:${index}`, prefix, node: call.node }];
  });
}

function isRouterName(look: Look, name: string, within: string): boolean {
  const bound = look.module.bindings.find((binding) => binding.name === name && binding.in === within)?.value;
  return (
    bound?.is === "call" && /(?:NewRouter|NewMux|NewServeMux|Default|New|Group|Subrouter)$/.test(bound.call.callee)
  );
}

/** Variables that hold a group of a router, and parameters that a router is handed over by. */
function groups(look: Look): Mount[] {
  const bound = look.module.bindings.flatMap((binding): Mount[] => {
    const { value } = binding;
    if (value.is !== "call" || !/(?:^|\.)(?:Group|Subrouter|With)$/.test(value.call.callee)) return [];
    const call = { ...value.call, in: binding.in };
    const { key, prefix } = routerAround(look, value, call);
    return [
      { parent: key, child: routerKey(look.module, joinNames(binding.in, binding.name)), prefix, node: value.node },
    ];
  });
  const params = look.module.functions.flatMap((shape) => {
    const name = joinNames(shape.in, shape.name);
    const own = shape.params.filter(({ node }) => node.parent?.field !== "receiver");
    return own.map(
      (param, index): Mount => ({
        parent: `${routerKey(look.module, name)}:${index}`,
        child: routerKey(look.module, joinNames(name, param.name)),
        prefix: "",
        node: param.node,
      }),
    );
  });
  return [...bound, ...params];
}

/** A router that a function makes is what the function gives back. */
function returned(look: Look): Mount[] {
  return look.module.bindings.flatMap((binding): Mount[] => {
    const made = binding.value.is === "call" && /(?:NewRouter|NewMux|NewServeMux)$/.test(binding.value.call.callee);
    if (!made || binding.in === "") return [];
    const child = routerKey(look.module, joinNames(binding.in, binding.name));
    return [{ parent: routerKey(look.module, binding.in), child, prefix: "", node: binding.node }];
  });
}
