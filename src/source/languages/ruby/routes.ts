import type { Call, Expression, SourceModule, Within } from "../syntax/module.ts";
import { childAs, childrenOf, type SyntaxNode } from "../syntax/node.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading } from "../syntax/reading.ts";
import { type DeclaredRoute, type RouteReader, routerKey } from "../syntax/routes.ts";
import { callOf, expressionOf } from "./expressions.ts";

const verbs = /^(?:get|post|put|patch|delete|options|head|match|root)$/;

/** The routes that `resources` makes, as `action: [method, path below]`. */
const actions: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  index: [["GET", ""]],
  create: [["POST", ""]],
  new: [["GET", "/new"]],
  show: [["GET", "/{id}"]],
  edit: [["GET", "/{id}/edit"]],
  update: [
    ["PATCH", "/{id}"],
    ["PUT", "/{id}"],
  ],
  destroy: [["DELETE", "/{id}"]],
};

/** Rails' routes file, Sinatra and Grape. */
export const rubyRoutes: RouteReader = {
  mounters: /^(?!)/,
  graphOf: (reading, module) => {
    const isRails = /(?:^|\/)config\/routes(?:\/.*)?\.rb$|routes\.rb$/.test(module.path);
    const routes = module.calls.flatMap((call) =>
      isRails || isSinatra(module, call) ? routesOf(reading, module, call) : [],
    );
    const draws = module.calls.some(({ callee }) =>
      /^(?:draw|devise_for|mount|concern|concerns|use_doorkeeper)$/.test(callee),
    );
    return { module, routes, mounts: [], complete: !draws };
  },
};

/** Outside of a routes file only a verb with a block and a path is a route. */
function isSinatra(module: SourceModule, call: Call & Within): boolean {
  const [path] = call.args;
  const starts = path?.value.is === "text" && String(path.value.parts[0] ?? "").startsWith("/");
  return (
    verbs.test(call.callee) &&
    starts &&
    childAs(call.node, "block") !== undefined &&
    !/_spec\.rb$|_test\.rb$/.test(module.path)
  );
}

function routesOf(reading: Reading, module: SourceModule, call: Call & Within): DeclaredRoute[] {
  const router = routerKey(module, "");
  const prefix = prefixAround(reading, call.node);
  const common = { router, node: call.args[0]?.value.node ?? call.node, via: [] };
  if (call.callee === "resources" || call.callee === "resource")
    return resourceRoutes(reading, call, { ...common, prefix });
  if (!verbs.test(call.callee)) return [];
  const [first] = call.args;
  const pair = childrenOf(childAs(call.node, "arguments"), "pair")[0];
  const path =
    call.callee === "root"
      ? "/"
      : (textIn(reading, first?.name === undefined ? first?.value : undefined) ?? keyText(reading, pair));
  if (path === undefined) return [];
  const handler = textIn(reading, select(call.args, "to")) ?? "";
  const method = call.callee === "match" ? undefined : call.callee === "root" ? "GET" : call.callee.toUpperCase();
  const route = { ...common, path: `${prefix}/${path.replace(/\(.*?\)/g, "")}`, handler };
  return [method === undefined ? route : { ...route, method }];
}

/** `get "/health" => "health#show"`. */
function keyText(reading: Reading, pair: SyntaxNode | undefined): string | undefined {
  const key = childAs(pair, "key");
  return key ? textIn(reading, expressionOf(key)) : undefined;
}

type Place = {
  readonly router: string;
  readonly node: SyntaxNode;
  readonly via: readonly string[];
  readonly prefix: string;
};

function resourceRoutes(reading: Reading, call: Call & Within, { prefix, ...common }: Place): DeclaredRoute[] {
  const names = call.args.filter(({ name }) => name === undefined).flatMap(({ value }) => textIn(reading, value) ?? []);
  const only = textsIn(reading, select(call.args, "only"));
  const except = textsIn(reading, select(call.args, "except")) ?? [];
  const path = textIn(reading, select(call.args, "path"));
  const chosen = Object.entries(actions).filter(
    ([action]) => (only ? only.includes(action) : true) && !except.includes(action),
  );
  return names.flatMap((name) =>
    chosen.flatMap(([action, list]) =>
      list.flatMap(([method, below]): DeclaredRoute[] => {
        const isSingle = call.callee === "resource";
        if (isSingle && action === "index") return [];
        const own = isSingle ? below.replace("/{id}", "") : below;
        return [{ ...common, method, path: `${prefix}/${path ?? name}${own}`, handler: `${name}#${action}` }];
      }),
    ),
  );
}

/** Prefixes of the namespaces, scopes and resources around a call. */
function prefixAround(reading: Reading, node: SyntaxNode): string {
  let prefix = "";
  let isMember = false;
  for (let above = node.parent; above; above = above.parent) {
    if (above.type !== "call") continue;
    const call = callOf(above);
    const own = prefixOf(reading, call, isMember);
    prefix = `${own}/${prefix}`;
    isMember = call.callee === "member" || call.callee === "collection" ? call.callee === "member" : false;
    if (call.callee === "collection") prefix = `\0${prefix}`;
  }
  return prefix.replace(/\{[a-z]+_id\}\/\0/g, "").replaceAll("\0", "");
}

function prefixOf(reading: Reading, call: Call, isMember: boolean): string {
  const first = textIn(reading, call.args.find(({ name }) => name === undefined)?.value);
  const path = textIn(reading, select(call.args, "path"));
  if (call.callee === "namespace") return path ?? first ?? "";
  if (call.callee === "scope") return path ?? (first?.startsWith("/") || first ? (first ?? "") : "");
  if (call.callee === "resources" && first !== undefined) {
    const single = first.replace(/ies$/, "y").replace(/s$/, "");
    return `${path ?? first}/{${isMember ? "id" : `${single}_id`}}`;
  }
  return call.callee === "resource" ? (path ?? first ?? "") : "";
}

function textIn(reading: Reading, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}

function textsIn(reading: Reading, expression: Expression | undefined): string[] | undefined {
  if (!expression) return undefined;
  const items = expression.is === "list" ? expression.items : [expression];
  return items.flatMap((item) => textIn(reading, item) ?? []);
}
