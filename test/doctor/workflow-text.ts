import { stringify } from "yaml";

/** What of a workflow that publishes is to be otherwise. */
export type Otherwise = {
  readonly uses?: string;
  readonly permissions?: unknown;
  readonly on?: unknown;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs?: unknown;
  readonly comment?: string;
};

const enough = { contents: "read", "pull-requests": "write", issues: "write", checks: "write" };

/** A workflow that runs the action with all that the tests' configuration needs, but for what is said. */
export function workflowText(otherwise: Otherwise): string {
  const step = {
    uses: otherwise.uses ?? "acme/docs-verdict@0000000000000000000000000000000000000000",
    env: otherwise.env ?? { FLAG_TOKEN: "a", LINEAR_TOKEN: "b" },
    with: otherwise.with ?? {},
  };
  const permissions = "permissions" in otherwise ? otherwise.permissions : enough;
  const text = stringify({
    on: otherwise.on ?? { pull_request_target: {} },
    jobs: otherwise.jobs ?? { publish: { ...(permissions === undefined ? {} : { permissions }), steps: [step] } },
  });
  return `${text}# ${otherwise.comment ?? "as init writes it"}\n`;
}
