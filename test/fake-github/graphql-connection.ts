import { GraphQLError } from "graphql";

/** Arguments of every connection. */
export type PageArguments = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};

/** A refusal with the `type` that GitHub gives it. */
export function refusal(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** What GitHub answers for a thing that is not there or may not be seen. */
export function missing(what: string, name: string | number): GraphQLError {
  return refusal(
    "NOT_FOUND",
    `Could not resolve to a ${what} with the ${typeof name === "number" ? "number of" : "name"} ${name}.`,
  );
}

const cursor = (index: number): string => Buffer.from(`cursor:${index}`).toString("base64");

function indexOf(text: string | null | undefined): number | undefined {
  return text ? Number(Buffer.from(text, "base64").toString("utf8").split(":")[1]) : undefined;
}

/** A page of a connection: `first` or `last` is required and at most 100. @throws GraphQLError as GitHub does otherwise. */
export function connection<Item>(
  items: readonly Item[],
  args: PageArguments,
  render: (item: Item) => unknown,
): Record<string, unknown> {
  const size = args.first ?? args.last;
  if (size === undefined || size === null) {
    throw refusal(
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the connection.",
    );
  }
  if (size < 1 || size > 100) {
    throw refusal(
      "EXCESSIVE_PAGINATION",
      `Requesting ${size} records on the connection exceeds the \`first\` limit of 100 records.`,
    );
  }
  const from = (indexOf(args.after) ?? -1) + 1;
  const to = indexOf(args.before) ?? items.length;
  const start = args.first ? from : Math.max(from, to - size);
  const end = args.first ? Math.min(to, from + size) : to;
  const page = items.slice(start, end).map((item, index) => ({ node: render(item), cursor: cursor(start + index) }));
  return {
    totalCount: items.length,
    nodes: page.map((edge) => edge.node),
    edges: page,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}
