import type { Call, Expression, SourceModule, Within } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { childAs, descendants, type SyntaxNode, textOf } from "../syntax/node.ts";
import { select } from "../syntax/patterns.ts";
import { type DeclaredRoute, type Mount, routerKey } from "../syntax/routes.ts";

/** How routes of one module are looked at. */
export type Look = {
  readonly module: SourceModule;
  readonly text: (
    expression: Expression | undefined,
    within?: string,
  ) => { text: string; via: readonly string[] } | undefined;
  readonly keyOf: (path: string, within: string) => string;
  readonly typeOf: (path: string) => { readonly module: SourceModule; readonly name: string } | undefined;
};

/** A prefix that is there but not known is a segment that nobody can spell; empty when none is stated. */
export function prefixText(look: Look, prefix: Expression | undefined, within: string): string {
  return prefix ? (look.text(prefix, within)?.text ?? "/{prefix}") : "";
}

/** True for the call `include(…)`. */
export function isInclude(target: Expression): boolean {
  return target.is === "call" && /(?:^|\.)include$/.test(target.call.callee);
}

/** True for a module that lists the URLs of an application. */
export function isUrlList(module: SourceModule): boolean {
  return module.bindings.some(({ name }) => name === "urlpatterns");
}

/** Paths of what a node is written inside: `Mount("/x", routes=[…])`, `path("x/", include([…]))`; empty when nothing. */
export function pathsAround(look: Look, node: SyntaxNode): string {
  let path = "";
  for (let above = node.parent; above; above = above.parent) {
    const around = above.type === "call" ? look.module.calls.find((call) => call.node === above) : undefined;
    if (around && isMount(around)) path = `${prefixText(look, select(around.args, ["path", 0]), around.in)}/${path}`;
  }
  return path;
}

function isMount({ callee, args }: Call): boolean {
  const verb = lastName(callee);
  if (verb === "Mount") return true;
  const target = args[1]?.value;
  return /^(?:re_)?path$|^url$/.test(verb) && target !== undefined && isInclude(target);
}

/** `include(router.urls)`, `*router.urls` and `urlpatterns = router.urls`: where a router answers below the list of URLs. */
export function routersOfUrls(look: Look): Mount[] {
  const { module } = look;
  if (!isUrlList(module)) return [];
  return descendants(module.root, "attribute").flatMap((node): Mount[] => {
    const router = textOf(childAs(node, "object"));
    if (textOf(childAs(node, "attribute")) !== "urls" || !/^\w+$/.test(router)) return [];
    const prefix = pathsAround(look, node);
    return [{ parent: routerKey(module, "urlpatterns"), child: look.keyOf(router, ""), prefix, node }];
  });
}

/** `router.register("x", XViewSet)` of Django REST framework, with what the viewset adds below it. */
export function registered(look: Look, call: Call & Within): DeclaredRoute[] {
  if (lastName(call.callee) !== "register") return [];
  const owner = look.module.bindings.find(({ name }) => name === outerName(call.callee))?.value;
  if (owner?.is !== "call" || !/Router$/.test(owner.call.callee)) return [];
  const path = look.text(select(call.args, ["prefix", 0]), call.in);
  const view = call.args[1]?.value;
  if (!path || view?.is !== "name") return [];
  const common = {
    router: routerKey(look.module, outerName(call.callee)),
    handler: lastName(view.path),
    node: call.node,
    via: path.via,
  };
  const own = [path.text, `${path.text}/{pk}`].map((one) => ({ ...common, path: one }));
  const added = actionsOf(look, view.path).map(({ below, handler }) => ({
    ...common,
    handler,
    path: `${path.text}/${below}`,
  }));
  return [...own, ...added];
}

/** What the actions of the viewsets of a module add below wherever these are registered. */
export function actionRoutes({ module }: Look): DeclaredRoute[] {
  return module.types.flatMap(({ name }) =>
    actionsOfType(module, name).map(({ below, handler, node }) => ({
      router: routerKey(module, name),
      path: below,
      handler,
      node,
      via: [],
    })),
  );
}

type Action = { readonly below: string; readonly handler: string; readonly node: SyntaxNode };

function actionsOf(look: Look, view: string): Action[] {
  const type = look.typeOf(view);
  return type === undefined ? [] : actionsOfType(type.module, type.name);
}

/** `@action(detail=True, url_path="x")` on the methods of a viewset. */
function actionsOfType(module: SourceModule, type: string): Action[] {
  const methods = module.functions.filter(({ in: within }) => within === type);
  return methods.flatMap(({ name, annotations }) =>
    annotations
      .filter((annotation) => lastName(annotation.name) === "action" && select(annotation.args, "detail"))
      .map(({ args, node }): Action => {
        const stated = select(args, "url_path");
        const last = stated?.is === "text" ? stated.parts.join("") : stated === undefined ? name : "{path}";
        const detail = select(args, "detail");
        return { below: detail?.is === "boolean" && detail.value ? `{pk}/${last}` : last, handler: name, node };
      }),
  );
}
