import type { InitFile, InitPlan } from "./plan.ts";

/** What became of a file of the plan. */
export type InitOutcome = "written" | "overwritten" | "kept" | "refused";

const words = {
  written: "wrote",
  overwritten: "overwrote",
  kept: "kept",
  refused: "refused",
} as const satisfies Record<InitOutcome, string>;

const because = {
  written: "",
  overwritten: "",
  kept: " (it exists; --force overwrites it)",
  refused: " (it is a link or no plain file)",
} as const satisfies Record<InitOutcome, string>;

/** Terminal text: every file with its purpose and its permissions, then what is left to do. */
export function explainInit(plan: InitPlan, outcomes: readonly InitOutcome[]): string {
  const files = plan.files.flatMap((file, index) => explainFile(file, outcomes[index] ?? "kept"));
  return [...files, "", "Next:", ...plan.notes.map((note) => `  - ${note}`), ""].join("\n");
}

function explainFile(file: InitFile, outcome: InitOutcome): string[] {
  const width = Math.max(0, ...file.permissions.map(({ scope }) => scope.length));
  return [
    `${words[outcome]} ${file.path}${because[outcome]}`,
    `    ${file.why}`,
    ...file.permissions.map(({ scope, reason }) => `    ${scope.padEnd(width)}  ${reason}`),
  ];
}
