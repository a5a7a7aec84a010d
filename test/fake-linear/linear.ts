import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, graphql } from "graphql";
import type { GetJson } from "../../src/evidence/get-json.ts";
import { type Answer, fail } from "../../src/github/answer.ts";

const schema = buildSchema(readFileSync(join(import.meta.dirname, "schema.graphql"), "utf8"));

type Comment = { id: string; body: string; createdAt: string; by: string };

/** What goes wrong with one request: before the tracker carries it out, or after. */
export type LinearFault = { readonly when: "before" | "after"; readonly answer: Answer<unknown> };

/** A Linear with one ticket: it answers what its published schema allows, and nothing else. */
export type FakeLinear = {
  readonly getJson: GetJson;
  readonly comments: Comment[];
  /** Whose token asks. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Names of the operations, in order. */
  readonly asked: string[];
  /** Looked at before each request; undefined lets it through. */
  fault: (operation: string) => LinearFault | undefined;
};

/** Starts a Linear whose ticket has comments already; a page holds two, so that paging is always met. */
export function fakeLinear(ticket: string, comments: Comment[] = []): FakeLinear {
  const double: FakeLinear = {
    comments,
    tokens: { "comment-token": "docs-verdict", "read-token": "reader" },
    asked: [],
    fault: () => undefined,
    getJson: async ({ headers, body, url }) => {
      if (url !== "https://api.linear.app/graphql") return fail("network", "no such host");
      const me = double.tokens[headers.Authorization ?? ""];
      if (me === undefined) return fail("unauthorised", "HTTP 401");
      const { query, variables } = JSON.parse(body ?? "{}");
      const operation = /\b(commentCreate|commentUpdate|comments|issues|teams)\(/.exec(query)?.[1] ?? "unknown";
      double.asked.push(operation);
      const fault = double.fault(operation);
      if (fault?.when === "before") return fault.answer;
      const rootValue = rootOf({ ticket, comments, me });
      const { data, errors } = await graphql({ schema, source: query, variableValues: variables, rootValue });
      if (fault !== undefined) return fault.answer;
      if (errors !== undefined && data === undefined) return fail("unsupported", `HTTP 400 ${errors[0]?.message}`);
      return { ok: true, value: { data, ...(errors === undefined ? {} : { errors }) } };
    },
  };
  return double;
}

type Scene = { readonly ticket: string; readonly comments: Comment[]; readonly me: string };
type CreateInput = { readonly id?: string; readonly issueId: string; readonly body: string };
type Page = {
  readonly after?: string | null;
  readonly filter?: { readonly user?: { readonly isMe?: { eq?: boolean } } };
};

function rootOf({ ticket, comments, me }: Scene) {
  const shown = (one: Comment) => ({ ...one, user: { id: one.by, isMe: one.by === me } });
  const issue = {
    id: "issue-1",
    identifier: ticket,
    title: "Tokens",
    url: `https://linear.app/acme/issue/${ticket}`,
    state: { name: "Done", type: "completed" },
    attachments: { nodes: [] },
    comments: ({ after, filter }: Page) => {
      const own = filter?.user?.isMe?.eq;
      const all = comments.filter(({ by }) => own === undefined || (by === me) === own);
      const start = after == null ? 0 : Number(after);
      const nodes = all.slice(start, start + 2).map(shown);
      return { nodes, pageInfo: { hasNextPage: start + 2 < all.length, endCursor: String(start + 2) } };
    },
  };
  return {
    issue: ({ id }: { readonly id: string }) => {
      if (id !== ticket) throw new Error("Entity not found: Issue");
      return issue;
    },
    issues: () => ({ nodes: [issue] }),
    teams: () => ({ nodes: [{ key: ticket.split("-")[0] }] }),
    commentCreate: ({ input }: { readonly input: CreateInput }) => {
      if (input.issueId !== ticket) throw new Error("Entity not found: Issue");
      if (comments.some(({ id }) => id === input.id)) throw new Error("conflict on insert of Comment");
      if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(input.id ?? "")) {
        throw new Error("id must be a UUID");
      }
      const made = {
        id: input.id ?? "",
        body: rewritten(input.body),
        createdAt: `2026-05-0${comments.length + 1}`,
        by: me,
      };
      comments.push(made);
      return { success: true, comment: shown(made) };
    },
    commentUpdate: ({ id, input }: { readonly id: string; readonly input: { readonly body: string } }) => {
      const found = comments.find((one) => one.id === id && one.by === me);
      if (found === undefined) throw new Error("Entity not found: Comment");
      found.body = rewritten(input.body);
      return { success: true, comment: shown(found) };
    },
  };
}

/** Linear keeps a document and makes Markdown of it anew: what is no Markdown of its own is lost, lists look different. */
function rewritten(markdown: string): string {
  return markdown
    .replace(/<!--.*?-->/gs, "")
    .replace(/^- /gm, "* ")
    .replace(/^(\d+)\. {1,3}/gm, "$1. ")
    .trim();
}
