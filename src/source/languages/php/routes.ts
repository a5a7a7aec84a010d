import type { Annotation, Call, Expression, SourceModule, Within } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import type { SyntaxNode } from "../syntax/node.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading } from "../syntax/reading.ts";
import { type DeclaredRoute, type RouteReader, routerKey } from "../syntax/routes.ts";
import { callOf } from "./expressions.ts";

const verbs = /^(?:get|post|put|patch|delete|options|any|match)$/;
/** Stands for a path that is not known from the tree. */
const unknownPath = "?";
/** Routes of Laravel's `apiResource`; `resource` has two more, for forms. */
const actions: readonly (readonly [string, string])[] = [
  ["GET", ""],
  ["POST", ""],
  ["GET", "/{id}"],
  ["PUT", "/{id}"],
  ["PATCH", "/{id}"],
  ["DELETE", "/{id}"],
];
const forms: readonly (readonly [string, string])[] = [
  ["GET", "/create"],
  ["GET", "/{id}/edit"],
];

/** Laravel, Slim and Symfony. */
export const phpRoutes: RouteReader = {
  mounters: /^(?!)/,
  graphOf: (reading, module) => {
    const found = [
      ...module.calls.flatMap((call) => laravelRoutes(reading, module, call)),
      ...symfonyRoutes(reading, module),
    ];
    const routes = found.filter(({ path }) => !path.endsWith(unknownPath));
    return { module, routes, mounts: [], complete: routes.length === found.length };
  },
};

/** `Route::get('/x', …)` inside groups; Laravel puts `/api` before what stands in `routes/api.php`. */
function laravelRoutes(reading: Reading, module: SourceModule, call: Call & Within): DeclaredRoute[] {
  const verb = lastName(call.callee);
  const isRoute = /^(?:Route|Route\(\)|app|this\.app|router|group|[\w.()]*Route[\w.()]*)\.\w+$/.test(call.callee);
  if (!isRoute || call.args.length < 2) return [];
  const isResource = /^(?:apiResource|resource)$/.test(verb);
  if (!verbs.test(verb) && !isResource) return [];
  const stated = call.args[verb === "match" ? 1 : 0]?.value;
  const known = textIn(reading, stated);
  if (verb !== "match" && stated?.is === "list") return [];
  const implied = /(?:^|\/)routes\/api\.php$/.test(module.path) ? "/api" : "";
  const prefix = `${implied}/${prefixAround(reading, call)}`;
  const common = {
    router: routerKey(module, ""),
    handler: "",
    node: stated?.node ?? call.node,
    via: implied === "" ? [] : ["/api of routes/api.php"],
  };
  if (known === undefined) return [{ ...common, path: unknownPath }];
  if (isResource)
    return [...actions, ...(verb === "resource" ? forms : [])].map(([method, below]) => ({
      ...common,
      method,
      path: `${prefix}/${known}${below}`,
    }));
  const methods = verb === "any" ? [undefined] : verb === "match" ? textsIn(reading, call.args[0]?.value) : [verb];
  return methods.map((method) => ({
    ...common,
    path: `${prefix}/${known}`,
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
  }));
}

/** Prefixes of the chain that a call ends, and of the groups around it. */
function prefixAround(reading: Reading, call: Call & Within): string {
  let prefix = chainPrefix(reading, call);
  for (let above: SyntaxNode | undefined = call.node.parent; above; above = above.parent) {
    if (!/^(?:member|scoped)_call_expression$/.test(above.type)) continue;
    const outer = callOf(above);
    if (lastName(outer.callee) === "group" && call.node.start > above.start)
      prefix = `${chainPrefix(reading, outer)}/${prefix}`;
  }
  return prefix;
}

/** `Route::prefix('v1')->middleware(…)`, and Slim's or old Laravel's `group('/v1', …)`. */
function chainPrefix(reading: Reading, call: Call): string {
  const first = call.args[0]?.value;
  const own =
    lastName(call.callee) === "group" && call.args.length > 1
      ? first?.is === "map"
        ? prefixIn(reading, first)
        : textIn(reading, first)
      : undefined;
  let prefix = own ?? "";
  let at: SyntaxNode | undefined = call.node.children.find(({ field }) => field === "object");
  while (at && /_call_expression$/.test(at.type)) {
    const inner: Call = callOf(at);
    if (lastName(inner.callee) === "prefix")
      prefix = `${textIn(reading, inner.args[0]?.value) ?? "/{prefix}"}/${prefix}`;
    at = at.children.find(({ field }) => field === "object");
  }
  return prefix;
}

function prefixIn(reading: Reading, map: Extract<Expression, { is: "map" }>): string | undefined {
  const entry = map.entries.find(({ key }) => textIn(reading, key) === "prefix");
  return entry ? textIn(reading, entry.value) : undefined;
}

/** `#[Route('/x', methods: ['GET'])]` on a method, with that of the class. */
function symfonyRoutes(reading: Reading, module: SourceModule): DeclaredRoute[] {
  return module.types.flatMap((type) => {
    const outer = type.annotations.find(isRoute);
    const prefix = outer ? pathOf(reading, outer) : "";
    const owner = joinNames(type.in, type.name);
    return module.functions
      .filter((shape) => shape.in === owner)
      .flatMap((shape) =>
        shape.annotations.filter(isRoute).flatMap((annotation) =>
          annotated(reading, annotation).map(
            (route): DeclaredRoute => ({
              ...route,
              router: routerKey(module, owner),
              path: `${prefix}/${route.path}`,
              handler: joinNames(owner, shape.name),
            }),
          ),
        ),
      );
  });
}

const isRoute = ({ name }: Annotation): boolean => /(?:^|\.)(?:Route|Get|Post|Put|Patch|Delete)$/.test(name);

function annotated(reading: Reading, annotation: Annotation) {
  const verb = lastName(annotation.name);
  const stated = select(annotation.args, "methods");
  const methods = verb !== "Route" ? [verb] : stated ? textsIn(reading, stated) : [undefined];
  const common = { path: pathOf(reading, annotation), node: annotation.node, via: [] };
  return methods.map((method) => (method === undefined ? common : { ...common, method: method.toUpperCase() }));
}

function pathOf(reading: Reading, { args }: Annotation): string {
  return textIn(reading, select(args, ["path", 0])) ?? "";
}

function textIn(reading: Reading, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}

function textsIn(reading: Reading, expression: Expression | undefined): string[] {
  const items = expression?.is === "list" ? expression.items : expression ? [expression] : [];
  return items.flatMap((item) => textIn(reading, item) ?? []);
}
