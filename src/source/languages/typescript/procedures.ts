import type ts from "typescript";
import { type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText, propertyNameOf } from "./syntax.ts";

/** Calls that make a router of procedures: `t.router({ … })`, `createTRPCRouter({ … })`. */
const routerCall = /(?:^|\.)(?:router|createTRPCRouter|createRouter|mergeRouters)$/;
/** What the last link of a procedure makes of it over HTTP. */
const methodOf: Readonly<Record<string, string>> = { query: "GET", mutation: "POST", subscription: "GET" };
/** Deepest router in a router. */
const deepest = 5;

/** Procedures of tRPC: names of calls for clients, and paths such as `/post.list` below wherever the router is served. */
export const observeProcedures: Observer = (node, scene) => {
  const { compiler } = scene;
  if (!compiler.isCallExpression(node) || !routerCall.test(ownerText(node.expression))) return;
  addRouter(scene, node, { prefix: "", depth: 0, at: undefined });
};

type Inside = { readonly prefix: string; readonly depth: number; readonly at: ts.Node | undefined };

function addRouter(scene: Scene, node: ts.CallExpression, { prefix, depth, at }: Inside): void {
  const { compiler, resolver } = scene;
  const [shape] = node.arguments;
  if (depth > deepest || shape === undefined || !compiler.isObjectLiteralExpression(shape)) return;
  for (const property of shape.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    const held = heldBy(scene, property);
    if (name === undefined || held === undefined) continue;
    const target = compiler.isIdentifier(held) ? resolver.resolve(held).node : held;
    if (!compiler.isCallExpression(target)) continue;
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const place = at ?? property;
    if (routerCall.test(ownerText(target.expression)))
      addRouter(scene, target, { prefix: path, depth: depth + 1, at: place });
    else addProcedure(scene, target, { path, at: place });
  }
}

function heldBy({ compiler }: Scene, property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (compiler.isPropertyAssignment(property)) return property.initializer;
  return compiler.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function addProcedure(
  scene: Scene,
  node: ts.CallExpression,
  { path, at }: { readonly path: string; readonly at: ts.Node },
): void {
  const call = callParts(scene.compiler, node);
  const method = methodOf[call?.name ?? ""];
  if (method === undefined || !/procedure/i.test(call?.on ?? "")) return;
  report(scene, { role: "route-declared", value: `/${path}`, at, scope: { method } });
  report(scene, { role: "member", value: path.split(".").at(-1) ?? path, at, scope: { in: path.split(".").at(-2) } });
}
