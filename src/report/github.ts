import type { Outcome, Report, TruthReport } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";

const commands: Partial<Record<Outcome, "error" | "warning">> = { contradicted: "error", ambiguous: "warning" };

/** Workflow commands that show findings on the lines of the docs; values are escaped, so that no text becomes a command. */
export function renderGitHub(report: TruthReport | Report): string {
  const view = viewForOwner();
  return report.findings
    .flatMap((finding) => {
      const { claim, outcome } = finding;
      const command = commands[outcome];
      if (command === undefined) return [];
      const { path, startLine, endLine } = claim.place;
      const properties = {
        file: path,
        line: String(startLine),
        endLine: String(endLine),
        title: `${claim.kind}: ${outcome}`,
      };
      const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
      return [`::${command} ${listed.join(",")}::${data(plainText(view.why(finding)))}\n`];
    })
    .join("");
}

/** Escapes a message (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
