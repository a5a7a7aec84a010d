// Trims GitHub's official OpenAPI description to the operations the test double answers.
// Usage: node scripts/refresh-openapi.mjs FOLDER, where FOLDER has @octokit/openapi installed (385 MB: never in this repository).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (folder === undefined) {
  console.error(
    "usage: node scripts/refresh-openapi.mjs FOLDER\nFOLDER is where `npm install @octokit/openapi` was run",
  );
  process.exit(2);
}

const here = new URL("../test/fake-github/", import.meta.url).pathname;
const from = join(folder, "node_modules/@octokit/openapi");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const source = read(join(from, "generated/api.github.com.json"));
const { version } = read(join(from, "package.json"));

const forPeople = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "default",
  "title",
  "tags",
]);
// Below these keys the names are data of the API ("description" is a field of a repository), not words about the schema.
const maps = new Set(["properties", "schemas", "responses", "paths", "patternProperties"]);
const operations = read(join(here, "operations.json"));

/** Drops what is for people and rewrites OpenAPI's `nullable` into JSON Schema. */
function slim(node, isMap) {
  if (Array.isArray(node)) return node.map((item) => slim(item, false));
  if (typeof node !== "object" || node === null) return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (!isMap && (forPeople.has(key) || key.startsWith("x-") || key === "discriminator" || key === "deprecated"))
      continue;
    out[key] = key === "enum" || key === "required" ? value : slim(value, !isMap && maps.has(key));
  }
  // An empty default is answered as it is, and is no address.
  if (!isMap && node.default === "") delete out.format;
  if (isMap || out.nullable !== true) return out;
  const { nullable, ...rest } = out;
  if (rest.type === undefined) return { anyOf: [rest, { type: "null" }] };
  const types = [rest.type, "null"].flat();
  return { ...rest, type: types, ...(rest.enum === undefined ? {} : { enum: [...new Set([...rest.enum, null])] }) };
}

/** An answer without its headers and links: only bodies are checked. */
const bodyOnly = ({ $ref, content }) =>
  $ref === undefined ? { ...(content === undefined ? {} : { content }) } : { $ref };

function operation(found) {
  const responses = {};
  for (const [status, answer] of Object.entries(found.responses)) responses[status] = bodyOnly(slim(answer, false));
  const body = found.requestBody?.content?.["application/json"]?.schema;
  const query = (found.parameters ?? [])
    .map((item) => (item.$ref ? resolve(item.$ref) : item))
    .filter((item) => item.in === "query");
  return {
    query: Object.fromEntries(query.map((item) => [item.name, slim(item.schema, false)])),
    ...(body === undefined ? {} : { body: slim(body, false), bodyRequired: found.requestBody.required === true }),
    responses,
  };
}

const resolve = (ref) =>
  ref
    .slice(2)
    .split("/")
    .reduce((node, key) => node[key.replace(/~1/g, "/").replace(/~0/g, "~")], source);

/** Adds every component that `node` points at, and those that they point at. */
function collect(node, components) {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, components);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  if (typeof node.$ref === "string") {
    const [, , group, name] = node.$ref.split("/");
    components[group] ??= {};
    if (!(name in components[group])) {
      const found = slim(resolve(node.$ref), false);
      components[group][name] = group === "responses" ? bodyOnly(found) : found;
      collect(components[group][name], components);
    }
  }
  for (const value of Object.values(node)) collect(value, components);
}

const trimmed = {};
for (const name of operations) {
  const [method, path] = name.split(" ");
  const found = source.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`the description has no ${name}`);
  trimmed[name] = operation(found);
}
const components = {};
collect(trimmed, components);
/** Fields that GitHub answers with null although its description does not say so, by schema. */
const nullable = {
  "pull-request": ["user", "head.repo", "head.user"],
  "pull-request-simple": ["head.repo", "head.user", "labels.items.description"],
};
for (const [name, paths] of Object.entries(nullable)) {
  for (const path of paths) {
    const keys = path.split(".");
    const last = keys.pop();
    const inside = (node, key) => (key === "items" ? node.items : node.properties[key]);
    const { properties } = keys.reduce(inside, components.schemas[name]);
    if (properties?.[last] === undefined) throw new Error(`${name} has no ${path}`);
    properties[last] = { anyOf: [properties[last], { type: "null" }] };
  }
}

const sorted = Object.fromEntries(
  Object.entries(components).map(([group, items]) => [
    group,
    Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1))),
  ]),
);
const text = `${JSON.stringify({ source: `@octokit/openapi@${version}`, license: "MIT", operations: trimmed, components: sorted })}\n`;
writeFileSync(join(here, "openapi.json"), text);
console.log(
  `${operations.length} operations, ${Object.keys(components.schemas).length} schemas, ${Math.round(text.length / 1000)} kB`,
);
