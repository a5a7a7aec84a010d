import type { Outcome, Report, TruthReport, WiringFinding } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";
import { visibleLine } from "./visible-text.ts";

const commands: Partial<Record<Outcome, "error" | "warning">> = { contradicted: "error", ambiguous: "warning" };

/** Workflow commands that show findings on the lines of the docs; values are escaped, so that no text becomes a command. */
export function renderGitHub(report: TruthReport | Report): string {
  const view = viewForOwner();
  const wiring = "verdict" in report ? (report.wiring ?? []).map(wiringCommand) : [];
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
      return [commandLine(command, properties, plainText(view.why(finding)))];
    })
    .concat(wiring)
    .join("");
}

/** A difference in the wiring as a workflow command. */
export function wiringCommand({ place, code, message, fix }: WiringFinding): string {
  const { path, startLine, endLine } = place;
  const properties = {
    file: path,
    line: String(startLine),
    endLine: String(endLine),
    title: `changelog wiring: ${code}`,
  };
  return commandLine("error", properties, visibleLine(`${message} ${fix}`, 500));
}

function commandLine(command: "error" | "warning", properties: Readonly<Record<string, string>>, text: string): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${command} ${listed.join(",")}::${data(text)}\n`;
}

/** Escapes a message (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
