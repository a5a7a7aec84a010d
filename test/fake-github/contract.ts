import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import description from "./openapi.json" with { type: "json" };

type Operation = {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly bodyRequired?: boolean;
  readonly responses: Readonly<Record<string, unknown>>;
};

const operations: Readonly<Record<string, Operation>> = description.operations;

/** Limits of GitHub that its description states: going over is answered with 422, it is no break of the contract. */
const limitKeywords = new Set(["maxItems", "maxLength"]);

/** Names of the operations that are described. */
export const operationNames: readonly string[] = Object.keys(operations);

/** What the description says about a request. */
export type RequestCheck = { readonly overLimit: readonly string[]; readonly broken: readonly string[] };

let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  if (ajv === undefined) {
    ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false, coerceTypes: false });
    formats.default(ajv);
    for (const name of ["timestamp", "repo.nwo", "uri-template"]) ajv.addFormat(name, true);
    ajv.addSchema({ $id: "gh", ...description });
  }
  const made = ajv.compile({ $ref: `gh#${pointer}` });
  compiled.set(pointer, made);
  return made;
}

const escaped = (part: string): string =>
  encodeURIComponent(part.replace(/~/g, "~0").replace(/\//g, "~1")).replace(/%7E/gi, "~");

function pointerTo(...parts: string[]): string {
  return parts.map((part) => `/${escaped(part)}`).join("");
}

function problems(pointer: string, value: unknown): { readonly keyword: string; readonly text: string }[] {
  const check = validator(pointer);
  if (check(value)) return [];
  return (check.errors ?? []).slice(0, 8).map((error) => ({
    keyword: error.keyword,
    text: `${error.instancePath || "/"} ${error.message ?? ""} ${JSON.stringify(error.params)}`,
  }));
}

/** Checks body and query of a request; empty lists when it is right. */
export function checkRequest(name: string, query: URLSearchParams, body: unknown): RequestCheck {
  const operation = operations[name];
  if (operation === undefined) return { overLimit: [], broken: [`${name} is not described`] };
  const unknown = [...query.keys()].filter((key) => !(key in operation.query));
  const broken = unknown.map((key) => `${name}: unknown query parameter ${key}`);
  for (const [key, text] of query) {
    if (!(key in operation.query)) continue;
    const pointer = pointerTo("operations", name, "query", key);
    const bad = [text, ...readings(text)].every((value) => problems(pointer, value).length > 0);
    if (bad) broken.push(`${name}: query parameter ${key} may not be ${text}`);
  }
  if (body === undefined && operation.bodyRequired === true) broken.push(`${name}: a body is required`);
  if (operation.body === undefined || body === undefined) return { overLimit: [], broken };
  const found = problems(pointerTo("operations", name, "body"), body);
  const isLimit = (item: { keyword: string }): boolean => limitKeywords.has(item.keyword);
  const hard = found.filter((item) => !isLimit(item) && !["anyOf", "oneOf"].includes(item.keyword));
  const over = found.filter(isLimit).map((item) => item.text);
  const wrong = over.length > 0 ? hard : found;
  return { overLimit: over, broken: [...broken, ...wrong.map((item) => `${name}: body ${item.text}`)] };
}

function readings(text: string): unknown[] {
  if (/^-?\d+$/.test(text)) return [Number(text)];
  return text === "true" || text === "false" ? [text === "true"] : [];
}

/** Breaks of the description in an answer; empty when it is right. Refusals that are not described need only a message. */
export function checkReply(name: string, status: number, body: unknown): string[] {
  const responses = operations[name]?.responses ?? {};
  const found = responses[String(status)];
  if (found === undefined) {
    const worded = typeof body === "object" && body !== null && "message" in body;
    return status >= 400 && worded ? [] : [`${name}: status ${status} is not described`];
  }
  const base = responsePointer(name, status, found);
  if (base === undefined) {
    return body === undefined || status >= 400 ? [] : [`${name}: ${status} is described without a body`];
  }
  return problems(base, body).map((item) => `${name}: answer ${status} ${item.text}`);
}

function responsePointer(name: string, status: number, found: unknown): string | undefined {
  if (typeof found !== "object" || found === null) return undefined;
  const shared = "$ref" in found && typeof found.$ref === "string" ? found.$ref.split("/").at(-1) : undefined;
  const holder: unknown = shared === undefined ? found : Reflect.get(description.components.responses, shared);
  if (typeof holder !== "object" || holder === null || !("content" in holder)) return undefined;
  const content = holder.content;
  if (typeof content !== "object" || content === null || !("application/json" in content)) return undefined;
  const start =
    shared === undefined ? ["operations", name, "responses", String(status)] : ["components", "responses", shared];
  return pointerTo(...start, "content", "application/json", "schema");
}
