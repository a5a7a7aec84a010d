import type { DocumentNode, FieldNode, SelectionSetNode } from "graphql";

type Variables = Readonly<Record<string, unknown>>;
type Query = { readonly document: DocumentNode; readonly variables: Variables };

/**
 * Points that a query costs: one request for each connection, times the sizes of the connections around it, divided by
 * 100 and rounded, at least 1 (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
export function pointsOf(document: DocumentNode, variables: Variables): number {
  const query = { document, variables };
  const requests = document.definitions.reduce(
    (sum, one) => sum + (one.kind === "OperationDefinition" ? requestsOf(one.selectionSet, query, 1) : 0),
    0,
  );
  return Math.max(1, Math.round(requests / 100));
}

function requestsOf(set: SelectionSetNode, query: Query, times: number): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === "InlineFragment") return sum + requestsOf(selection.selectionSet, query, times);
    if (selection.kind === "FragmentSpread") {
      const named = query.document.definitions.find(
        (one) => one.kind === "FragmentDefinition" && one.name.value === selection.name.value,
      );
      return sum + (named?.kind === "FragmentDefinition" ? requestsOf(named.selectionSet, query, times) : 0);
    }
    const size = sizeOf(selection, query.variables);
    const inner = selection.selectionSet;
    const below = inner === undefined ? 0 : requestsOf(inner, query, times * (size ?? 1));
    return sum + (size === undefined ? 0 : times) + below;
  }, 0);
}

/** How many entries a connection is asked for; undefined for another field. */
function sizeOf(field: FieldNode, variables: Variables): number | undefined {
  const argument = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  if (argument?.value.kind === "IntValue") return Number(argument.value.value);
  if (argument?.value.kind !== "Variable") return undefined;
  const value = variables[argument.value.name.value];
  return typeof value === "number" ? value : undefined;
}
