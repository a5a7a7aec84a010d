import { operationNames } from "./contract.ts";

/** An operation of GitHub that a request asks for. */
export type Match = { readonly operation: string; readonly params: Readonly<Record<string, string>> };

type Pattern = { readonly operation: string; readonly method: string; readonly path: RegExp; readonly names: string[] };

/** Parameters that hold slashes, and those that are numbers. */
const spanning = new Set(["path", "ref", "basehead", "name", "tag"]);
const isNumber = (name: string): boolean => /_number$|(?:comment|reaction|check_run|deployment)_id$/.test(name);

/** More concrete paths first, so that `/issues/comments/{id}` wins over `/issues/{n}/comments`. */
const patterns: readonly Pattern[] = operationNames
  .map((operation) => {
    const [method = "", template = ""] = operation.split(" ");
    const names: string[] = [];
    const source = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      if (isNumber(name)) return "(\\d+)";
      return spanning.has(name) ? "(.*)" : "([^/]+)";
    });
    return {
      operation,
      method,
      path: new RegExp(`^${source}$`),
      names,
      weight: template.replace(/\{\w+\}/g, "").length,
    };
  })
  .sort((a, b) => b.weight - a.weight);

/** The operation of a method and path, `undefined` for a route that the double does not have. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  const path = pathname.replace(/\/contents$/, "/contents/");
  for (const pattern of patterns) {
    const found = pattern.method === method ? pattern.path.exec(path) : null;
    if (found === null) continue;
    const values = found.slice(1).map(decoded);
    if (values.includes(undefined)) return undefined;
    const params = Object.fromEntries(pattern.names.map((name, index) => [name, values[index] ?? ""]));
    return { operation: pattern.operation, params };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
