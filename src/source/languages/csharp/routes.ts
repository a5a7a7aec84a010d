import type { Expression, FunctionShape, SourceModule, TypeShape } from "../syntax/module.ts";
import { joinNames, lastName, outerName } from "../syntax/module.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading } from "../syntax/reading.ts";
import { type DeclaredRoute, type Mount, type RouteReader, routerKey } from "../syntax/routes.ts";

/** Stands for a path that is not known from the tree. */
const unknownPath = "?";

/** ASP.NET controllers and minimal APIs; an action without any path is routed by a convention that is not read. */
export const csharpRoutes: RouteReader = {
  mounters: /^(?:Program|Startup|Endpoints)\.cs$/,
  graphOf: (reading, module) => {
    const text = textReader(reading, module);
    const found = [...module.types.flatMap((type) => controllerRoutes(module, type, text)), ...mapped(module, text)];
    const routes = found.filter(({ path }) => path !== unknownPath);
    return { module, routes, mounts: groups(module, text), complete: routes.length === found.length };
  },
};

type Text = (expression: Expression | undefined, within: string) => string | undefined;

function textReader(reading: Reading, module: SourceModule): Text {
  const evaluator = reading.evaluatorOf(module);
  return (expression, within) => {
    const known = expression ? evaluator.evaluate(expression, within) : undefined;
    return known?.kind === "text" ? known.text : undefined;
  };
}

function controllerRoutes(module: SourceModule, type: TypeShape, text: Text): DeclaredRoute[] {
  const owner = joinNames(type.in, type.name);
  const stated = type.annotations
    .filter(({ name }) => name === "Route")
    .map(({ args }) => text(args[0]?.value, "") ?? "");
  const prefixes = stated.length > 0 ? stated : [""];
  return module.functions
    .filter((shape) => shape.in === owner)
    .flatMap((shape) => actionRoutes({ module, type, shape, prefixes }, text));
}

type Action = {
  readonly module: SourceModule;
  readonly type: TypeShape;
  readonly shape: FunctionShape;
  readonly prefixes: readonly string[];
};

function actionRoutes({ module, type, shape, prefixes }: Action, text: Text): DeclaredRoute[] {
  const own = shape.annotations.find(({ name }) => name === "Route");
  return shape.annotations.flatMap(({ name, args, node }) => {
    const method = /^Http(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(name)?.[1]?.toUpperCase();
    if (method === undefined) return [];
    const path = text(select(args, ["Template", 0]) ?? own?.args[0]?.value, "") ?? "";
    const names: Readonly<Record<string, string>> = {
      controller: type.name.replace(/Controller$/, "").toLowerCase(),
      action: shape.name.toLowerCase(),
    };
    if (path === "" && prefixes.every((prefix) => prefix === "")) return [];
    const absolute = /^~?\//.test(path);
    return (absolute ? [""] : prefixes).map(
      (prefix): DeclaredRoute => ({
        router: routerKey(module, type.name),
        method,
        path: `${prefix}/${path.replace(/^~/, "")}`.replace(
          /\[(\w+)\]/g,
          (whole, key: string) => names[key.toLowerCase()] ?? whole,
        ),
        handler: joinNames(type.name, shape.name),
        node,
        via: prefix === "" ? [] : [`${prefix} of ${type.name}`],
      }),
    );
  });
}

/** `app.MapGet("/x", …)`, `group.MapMethods(…)`. */
function mapped(module: SourceModule, text: Text): DeclaredRoute[] {
  return module.calls.flatMap((call): DeclaredRoute[] => {
    const verb = /^Map(Get|Post|Put|Patch|Delete)?$/.exec(lastName(call.callee));
    const [path, handler] = call.args;
    if (!verb || !path || !handler || !call.callee.includes(".")) return [];
    const common = {
      router: routerKey(module, joinNames(call.in, outerName(call.callee))),
      path: text(path.value, call.in) ?? unknownPath,
      handler: handler.value.is === "name" ? lastName(handler.value.path) : "",
      node: call.node,
      via: [],
    };
    return verb[1] === undefined ? [common] : [{ ...common, method: verb[1].toUpperCase() }];
  });
}

/** `var v1 = app.MapGroup("/v1")`. */
function groups(module: SourceModule, text: Text): Mount[] {
  return module.bindings.flatMap(({ name, value, in: within, node }): Mount[] => {
    if (value.is !== "call") return [];
    let prefix = "";
    let at: Expression | undefined = value;
    while (at?.is === "call") {
      if (lastName(at.call.callee) === "MapGroup")
        prefix = `${text(at.call.args[0]?.value, within) ?? "/{prefix}"}/${prefix}`;
      at = at.call.receiver;
    }
    const parent = at?.is === "name" ? at.path : "";
    return prefix === ""
      ? []
      : [
          {
            parent: routerKey(module, joinNames(within, parent)),
            child: routerKey(module, joinNames(within, name)),
            prefix,
            node,
          },
        ];
  });
}
