import { conclusions } from "../../src/publish/wanted.ts";
import { nextSentence, reasonSentence } from "../../src/report/message.ts";
import { plainText } from "../../src/report/phrase.ts";
import { nextSentences, reasonSentences } from "../../src/report/verdict-sentences.ts";
import { verdictWords } from "../../src/report/words.ts";
import { verdicts } from "../../src/types/index.ts";
import { policyTable, reasonCodes, ruleOf } from "../../src/verdict/policy.ts";

const checks = { success: "passes", failure: "fails", action_required: "action required" } as const;

/** The verdicts as the README shows them: most severe first, each with its meaning, its check and the reasons that make it. */
export function verdictTable(): string {
  const rows = verdicts.map((verdict) => {
    const { icon, meaning } = verdictWords[verdict];
    const codes = Object.entries(policyTable).flatMap(([code, rule]) => (rule.verdict === verdict ? [code] : []));
    const made = verdict === "live" ? "everything that is required is proven, and nothing above holds" : listed(codes);
    return `| ${icon} \`${verdict}\` | ${meaning} | ${checks[conclusions[verdict]]} | ${made} |`;
  });
  return ["| Verdict | Meaning | Check | Made by |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** The whole policy as a page: every reason, most severe first, with its sentence and its next step. */
export function policyPage(): string {
  const rows = reasonCodes.flatMap((code) => {
    const rule = ruleOf(code);
    if (rule === undefined) return [];
    const subject = "…";
    const said = plainText(reasonSentence({ code, data: sample(reasonSentences[code] ?? []), subject }));
    const data = sample(nextSentences[rule.next] ?? []);
    const next = plainText(nextSentence({ next: { code: rule.next, data }, subject }));
    return [`| \`${code}\` | ${verdictWords[rule.verdict].icon} \`${rule.verdict}\` | ${said} | ${next} |`];
  });
  return `${[
    "# The policy",
    "",
    "This page is generated from `src/verdict/policy.ts`. A verdict is a pure function of evidence: every reason that holds is listed, the most severe",
    "first, and the first one is the verdict. `live` needs every required fact proven by something that was found, and no reason above it.",
    "",
    "| Reason | Makes | Says | Next step |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n")}\n`;
}

/** The values that the shortest form of a sentence needs, each as an ellipsis. */
function sample(templates: readonly string[]): Readonly<Record<string, string>> {
  const names = (templates.at(-1) ?? "").matchAll(/\{(\w+)\}/g);
  return Object.fromEntries([...names].map(([, name = ""]) => [name, "…"]));
}

function listed(codes: readonly string[]): string {
  const named = codes.slice(0, 8).map((code) => `\`${code}\``);
  return [...named, ...(codes.length > 8 ? [`${codes.length - 8} more`] : [])].join(", ");
}
