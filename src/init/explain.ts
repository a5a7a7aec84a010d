import { type InitFile, type InitPlan, namesNoAction } from "./plan.ts";

/** What became of a file of the plan. */
export type InitOutcome = "written" | "overwritten" | "pinned" | "kept" | "refused";

const words = {
  written: "wrote",
  overwritten: "overwrote",
  pinned: "pinned",
  kept: "kept",
  refused: "refused",
} as const satisfies Record<InitOutcome, string>;

const because = {
  written: "",
  overwritten: "",
  pinned: " (it named OWNER/docs-verdict; the rest is as it was)",
  kept: " (it exists; --force overwrites it)",
  refused: " (it is a link or no plain file)",
} as const satisfies Record<InitOutcome, string>;

/** Terminal text: every file with its purpose and what its jobs may do, why they may, then what is left to do. */
export function explainInit(plan: InitPlan, outcomes: readonly InitOutcome[]): string {
  const files = plan.files.flatMap((file, index) => explainFile(file, outcomes[index] ?? "kept"));
  const made = plan.files.filter((_, index) => isMade(outcomes[index]));
  const notes = plan.notes.filter((note) => note !== namesNoAction || made.length > 0);
  const next = ["", "Next:", ...notes.map((note) => `  - ${note}`), ""];
  return [...files, ...explainPermissions(made), ...next].join("\n");
}

function isMade(outcome: InitOutcome | undefined): boolean {
  return outcome === "written" || outcome === "overwritten";
}

function explainFile(file: InitFile, outcome: InitOutcome): string[] {
  const line = `${words[outcome]} ${file.path}${because[outcome]}`;
  if (!isMade(outcome)) return [line];
  const scopes = [...new Set(file.permissions.map(({ scope }) => scope))];
  return [line, `    ${file.why}`, ...(scopes.length === 0 ? [] : [`    May: ${scopes.join(", ")}`])];
}

/** Every permission once, with the first reason that a workflow gives for it. */
function explainPermissions(files: readonly InitFile[]): string[] {
  const reasons = new Map<string, string>();
  for (const { scope, reason } of files.flatMap(({ permissions }) => permissions)) {
    if (!reasons.has(scope)) reasons.set(scope, reason);
  }
  if (reasons.size === 0) return [];
  const width = Math.max(...[...reasons.keys()].map((scope) => scope.length));
  return ["", "Why they may:", ...[...reasons].map(([scope, reason]) => `  ${scope.padEnd(width)}  ${reason}`)];
}
