import { addLevel } from "./config/schema.ts";
import {
  type ConfigEntry,
  type ConfigNode,
  type ConfigReading,
  type ConfigStep,
  entriesOf,
  entryAt,
  itemsOf,
  joinKeys,
  scalarText,
  textOfConfig,
  valueAt,
} from "./config/tree.ts";
import { joinRoute } from "./syntax/routes.ts";

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** OpenAPI 2 and 3 documents, in JSON or YAML: routes, parameters, statuses, security schemes, servers, schemas. */
export const openApiStep: ConfigStep = (reading) => {
  const { root } = reading;
  if (!valueAt(root, "openapi") && !valueAt(root, "swagger")) return false;
  addServers(reading);
  addSecurity(reading);
  const base = scalarText(valueAt(root, "basePath")) ?? "";
  const paths = entryAt(root, "paths");
  const members = entriesOf(paths?.value).flatMap((entry) => addPath(reading, entry, base));
  if (paths)
    reading.facts.close({ role: "route-declared", scope: { module: reading.file.path }, members, at: paths.at });
  const schemas = [...entriesOf(valueAt(root, "components", "schemas")), ...entriesOf(valueAt(root, "definitions"))];
  for (const { key, value, at } of schemas) {
    reading.facts.add({ role: "declared", value: key, at: head({ key, at, value }), scope: { type: "schema" } });
    addLevel(reading, value, { path: key, depth: 2 });
  }
  return true;
};

function head({ at, key }: ConfigEntry): ConfigEntry["at"] {
  return { ...at, end: at.start + key.length };
}

function addServers({ root, facts }: ConfigReading): void {
  for (const server of itemsOf(valueAt(root, "servers"))) {
    const url = entryAt(server, "url");
    const text = scalarText(url?.value);
    if (url && text !== undefined)
      facts.add({ role: "url-literal", value: text, at: url.at, scope: { subject: "server" } });
  }
  const host = entryAt(root, "host");
  const text = scalarText(host?.value);
  if (host && text !== undefined)
    facts.add({
      role: "url-literal",
      value: `https://${text}${scalarText(valueAt(root, "basePath")) ?? ""}`,
      at: host.at,
      scope: { subject: "server" },
    });
}

/** Schemes and headers that the document says are accepted. */
function addSecurity({ root, facts }: ConfigReading): void {
  const schemes = [
    ...entriesOf(valueAt(root, "components", "securitySchemes")),
    ...entriesOf(valueAt(root, "securityDefinitions")),
  ];
  for (const entry of schemes) {
    const { value } = entry;
    const type = scalarText(valueAt(value, "type"));
    const at = value.at;
    const scheme = type === "http" ? scalarText(valueAt(value, "scheme")) : type === "basic" ? "Basic" : undefined;
    if (scheme !== undefined)
      facts.add({
        role: "scheme-accepted",
        value: scheme.replace(/^\w/, (letter) => letter.toUpperCase()),
        at,
        scope: { header: "Authorization", in: entry.key },
      });
    if (type === "oauth2" || type === "openIdConnect")
      facts.add({ role: "scheme-accepted", value: "Bearer", at, scope: { header: "Authorization", in: entry.key } });
    const name = scalarText(valueAt(value, "name"));
    if (type === "apiKey" && scalarText(valueAt(value, "in")) === "header" && name !== undefined)
      facts.add({ role: "header-read", value: name, at, scope: { in: entry.key } });
    for (const flow of [value, ...entriesOf(valueAt(value, "flows")).map((one) => one.value)]) {
      for (const scope of entriesOf(valueAt(flow, "scopes")))
        facts.add({ role: "scope-declared", value: scope.key, at: scope.at, scope: { in: entry.key } });
    }
  }
}

function addPath(reading: ConfigReading, { key, value }: ConfigEntry, base: string): string[] {
  const route = joinRoute(base, key);
  for (const parameter of itemsOf(valueAt(value, "parameters"))) addParameter(reading, parameter, route);
  return entriesOf(value)
    .filter((entry) => methods.has(entry.key))
    .map((operation) => {
      const method = operation.key.toUpperCase();
      const id = scalarText(valueAt(operation.value, "operationId"));
      reading.facts.add({ role: "route-declared", value: route, at: head(operation), scope: { method, in: id } });
      for (const parameter of itemsOf(valueAt(operation.value, "parameters")))
        addParameter(reading, parameter, `${method} ${route}`);
      for (const status of entriesOf(valueAt(operation.value, "responses")))
        addStatus(reading, status, { method, route });
      return `${method} ${route}`;
    });
}

function addStatus(
  reading: ConfigReading,
  status: ConfigEntry,
  { method, route }: { method: string; route: string },
): void {
  if (!/^[1-5]\d\d$/.test(status.key)) return;
  const condition = scalarText(valueAt(status.value, "description"))?.slice(0, 160);
  reading.facts.add({
    role: "status-returned",
    value: status.key,
    at: head(status),
    scope: { method, route, condition },
  });
  for (const header of entriesOf(valueAt(status.value, "headers")))
    reading.facts.add({ role: "header-sent", value: header.key, at: head(header), scope: { in: route } });
}

/** A parameter: a header that is read, or a key with its default, bounds and members. */
function addParameter(reading: ConfigReading, node: ConfigNode, within: string): void {
  const reference = /^#\/(?:components\/)?parameters\/(.+)$/.exec(scalarText(valueAt(node, "$ref")) ?? "")?.[1];
  const parameter =
    reference === undefined
      ? node
      : (valueAt(reading.root, "components", "parameters", reference) ??
        valueAt(reading.root, "parameters", reference));
  const name = scalarText(valueAt(parameter, "name"));
  if (!parameter || name === undefined) return;
  const schema = valueAt(parameter, "schema") ?? parameter;
  const place = scalarText(valueAt(parameter, "in"));
  if (place === "header")
    reading.facts.add({ role: "header-read", value: name, at: parameter.at, scope: { in: within } });
  const fallback = textOfConfig(valueAt(schema, "default"));
  reading.facts.add({
    role: "key-declared",
    value: name,
    at: parameter.at,
    scope: { in: within, type: textOfConfig(valueAt(schema, "type")) },
    default: fallback,
  });
  addLevel(reading, schema, { path: joinKeys("", name), depth: 2 });
}
