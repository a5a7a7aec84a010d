import type { Annotation, SourceModule, TypeShape } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading } from "../syntax/reading.ts";
import { type DeclaredRoute, type RouteReader, routerKey } from "../syntax/routes.ts";
import { textsIn } from "./spring.ts";

const mapping = /^(Get|Post|Put|Patch|Delete|Head|Options)(?:Mapping)?$/;
const plainVerb = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** Spring, JAX-RS and Micronaut: the class's path and the method's. */
export const javaRoutes: RouteReader = {
  mounters: /^(?!)/,
  graphOf: (reading, module) => ({
    module,
    routes: module.types.flatMap((type) => routesOf(reading, module, type)),
    mounts: [],
    complete: !module.types.some(({ bases }) => bases.length > 0),
  }),
};

function routesOf(reading: Reading, module: SourceModule, type: TypeShape): DeclaredRoute[] {
  const outer = type.annotations.find(({ name }) => /(?:^|\.)(?:RequestMapping|Path|Controller)$/.test(name));
  const prefixes = outer ? pathsOf(reading, outer) : [""];
  const owner = joinNames(type.in, type.name);
  return module.functions
    .filter((shape) => shape.in === owner)
    .flatMap((shape) => {
      const own = shape.annotations.flatMap((annotation) => mappingsOf(reading, annotation, shape.annotations));
      return own.flatMap(({ method, path, node }) =>
        prefixes.map((prefix): DeclaredRoute => {
          const common = {
            router: routerKey(module, owner),
            path: `${prefix}/${path}`,
            handler: joinNames(owner, shape.name),
            node,
            via: prefix === "" ? [] : [`${prefix} of ${owner}`],
          };
          return method === undefined ? common : { ...common, method };
        }),
      );
    });
}

function mappingsOf(reading: Reading, annotation: Annotation, all: readonly Annotation[]) {
  const name = lastName(annotation.name);
  const verb = mapping.exec(name)?.[1]?.toUpperCase() ?? plainVerb.exec(name)?.[1];
  const { node } = annotation;
  if (plainVerb.test(name)) {
    const path = all.find((other) => lastName(other.name) === "Path");
    return (path ? pathsOf(reading, path) : [""]).map((one) => ({ method: verb, path: one, node: path?.node ?? node }));
  }
  if (verb !== undefined) return pathsOf(reading, annotation).map((path) => ({ method: verb, path, node }));
  if (name !== "RequestMapping") return [];
  const stated = select(annotation.args, "method");
  const items = stated?.is === "list" ? stated.items : stated ? [stated] : [];
  const methods = items.flatMap((item) => (item.is === "name" ? [lastName(item.path)] : []));
  return pathsOf(reading, annotation).flatMap((path) =>
    (methods.length > 0 ? methods : [undefined]).map((method) => ({ method, path, node })),
  );
}

function pathsOf(reading: Reading, { args }: Annotation): string[] {
  const texts = textsIn(reading, select(args, ["value", "path", "uri", 0]));
  return texts.length > 0 ? texts : [""];
}
