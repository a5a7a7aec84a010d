import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  OperationTypeNode,
  GraphQLError as Problem,
  parse,
  validate,
} from "graphql";
import { z } from "zod";
import { type Call, ok, Refusal, type Reply } from "./call.ts";
import { pointsOf } from "./graphql-cost.ts";
import { mutationRoot } from "./graphql-mutations.ts";
import { queryRoot } from "./graphql-query.ts";

const request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });

let built: Promise<GraphQLSchema> | undefined;

/** GitHub's schema, built on first use: 1.4 s, once a process. Ask for it before a client that waits no longer. */
export function githubSchema(): Promise<GraphQLSchema> {
  built ??= import("@octokit/graphql-schema").then(({ schema }) => buildSchema(schema.idl, { assumeValid: true }));
  return built;
}

/** Points that a GraphQL request body costs; 1 for one that is no query. */
export function graphqlPoints(body: unknown): number {
  const read = request.safeParse(body);
  const document = read.success ? parsed(read.data.query) : undefined;
  return document === undefined ? 1 : pointsOf(document, read.data?.variables ?? {});
}

/** Whether a GraphQL request body holds a mutation. */
export function graphqlWrites(body: unknown): boolean {
  const read = request.safeParse(body);
  const document = read.success ? parsed(read.data.query) : undefined;
  return document !== undefined && hasMutation(document);
}

function hasMutation(document: DocumentNode): boolean {
  return document.definitions.some(
    (item) => item.kind === "OperationDefinition" && item.operation === OperationTypeNode.MUTATION,
  );
}

/** Queries by their text: clients ask the same few again and again. */
const documents = new Map<string, DocumentNode>();
const mistakesIn = new WeakMap<DocumentNode, readonly GraphQLError[]>();

function parsed(text: string): DocumentNode | undefined {
  const known = documents.get(text);
  if (known !== undefined) return known;
  try {
    const document = parse(text);
    if (documents.size > 1000) documents.clear();
    documents.set(text, document);
    return document;
  } catch {
    return undefined;
  }
}

function mistakesOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const found = mistakesIn.get(document) ?? validate(schema, document);
  mistakesIn.set(document, found);
  return found;
}

/** Executes a query on GitHub's schema; what is refused is in `errors` with GitHub's `type`, with status 200. */
export async function answerGraphql(call: Call, violations: string[]): Promise<Reply> {
  if (call.actor.kind === "anonymous") {
    return new Refusal(403, "API rate limit exceeded: this endpoint requires you to be authenticated.").reply;
  }
  const read = request.safeParse(call.body);
  if (!read.success) return new Refusal(400, "A query attribute must be specified and must be a string.").reply;
  const document = parsed(read.data.query);
  if (document === undefined) {
    violations.push("GraphQL: the query does not parse");
    return ok({ errors: [{ message: "Parse error" }] });
  }
  const schema = await githubSchema();
  const variables = read.data.variables ?? {};
  const mistakes = mistakesOf(schema, document);
  if (mistakes.length > 0) {
    violations.push(...mistakes.map((error) => `GraphQL: ${error.message}`));
    return ok({ errors: mistakes.map(worded) });
  }
  const result = await execute({
    schema,
    document,
    rootValue: hasMutation(document) ? mutationRoot(call) : queryRoot(call),
    variableValues: variables,
    fieldResolver: strictResolver,
  });
  for (const error of result.errors ?? []) {
    if (typeof error.extensions.type !== "string")
      violations.push(`GraphQL: ${error.message} at ${error.path?.join(".")}`);
  }
  return ok({
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors === undefined ? {} : { errors: result.errors.map(worded) }),
  });
}

/** A field that the double does not have is an error, never a silent null. */
const strictResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  if (typeof source !== "object" || source === null || !(info.fieldName in source)) {
    throw new Problem(`the double has no ${info.parentType.name}.${info.fieldName}`);
  }
  const value: unknown = Reflect.get(source, info.fieldName);
  return typeof value === "function" ? value.call(source, args, context, info) : value;
};

function worded(error: GraphQLError): Record<string, unknown> {
  const { type } = error.extensions;
  return {
    ...(typeof type === "string" ? { type } : {}),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}
