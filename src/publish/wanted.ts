import type { LabelNames } from "../config.ts";
import type {
  Annotation,
  CheckSpec,
  CommentSpec,
  NoticeSpec,
  Report,
  Suggestion,
  VerdictValue,
  Wanted,
} from "../types/index.ts";
import { labelNamed, labelOf } from "./label-looks.ts";

/** What the verdict and its rendering say about publishing. */
export type Shown = {
  readonly report: Report;
  /** Absent when comments are turned off. */
  readonly comment?: CommentSpec;
  readonly summary: string;
  readonly title: string;
  readonly annotations: readonly Annotation[];
  readonly suggestions: readonly Suggestion[];
  /** Names of the labels that the docs pull request should carry, one for each axis. */
  readonly axisLabels: readonly string[];
  /** Names of all labels that are ours to remove. */
  readonly ownLabels: readonly string[];
  /** True when the pull request touches a changelog entry. */
  readonly hasEntry: boolean;
  readonly names: LabelNames;
  readonly checkName: string;
  /** Absent when nobody is to be told of a change. */
  readonly notice?: NoticeSpec | undefined;
  /** Words before the title while the pull request must not merge; empty when titles are left alone. */
  readonly titlePrefix: string;
  readonly draft: "asked" | "left-alone";
  /** The ledger for its ref; absent when it is kept on none. */
  readonly ledger?: string | undefined;
};

/** A waiting state never passes, and "could not tell" is no pass either (RFC of check conclusions: `neutral` satisfies a required check). */
export const conclusions = {
  live: "success",
  staged: "failure",
  pending: "failure",
  blocked: "failure",
  unknown: "action_required",
} as const satisfies Record<VerdictValue, CheckSpec["conclusion"]>;

/** Longest summary of a check, in UTF-16 units (https://docs.github.com/rest/checks/runs: 65,535 characters). */
const maxSummary = 60_000;

/** What the docs pull request should show for a report. */
export function wantedFor(shown: Shown): Wanted {
  const { report, comment, names } = shown;
  const labels = shown.axisLabels.flatMap((name) => labelNamed(name, names) ?? []);
  return {
    ...(comment === undefined ? {} : { comment }),
    labels,
    ownLabels: shown.ownLabels,
    additiveLabels: shown.hasEntry ? [labelOf("changelog", names)] : [],
    check: {
      name: shown.checkName,
      headCommit: report.pull.headCommit,
      conclusion: conclusions[report.verdict.value],
      title: shown.title,
      summary:
        shown.summary.length <= maxSummary
          ? shown.summary
          : `${shown.title}\n\nThe full report is in the comment and in the job summary.`,
      annotations: shown.annotations,
    },
    suggestions: shown.suggestions,
    ...(shown.ledger === undefined ? {} : { ledger: shown.ledger }),
    ...mannersFor(shown),
    stricter: report.verdict.value !== "live",
  };
}

function mannersFor({ report, notice, titlePrefix, draft }: Shown): Pick<Wanted, "title" | "draft" | "notice"> {
  const isHeld = report.verdict.value !== "live";
  return {
    ...(titlePrefix === "" ? {} : { title: titleWith(report.pull.title, titlePrefix, isHeld ? "held" : "live") }),
    ...(draft === "asked" ? { draft: isHeld ? ("draft" as const) : ("ready" as const) } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The title with the prefix exactly once while held, and without it once live. */
export function titleWith(title: string, prefix: string, state: "held" | "live"): string {
  const words = prefix.trim();
  if (words === "") return title;
  let bare = title.trim();
  while (bare.toLowerCase().startsWith(words.toLowerCase())) bare = bare.slice(words.length).trim();
  if (bare === "") return title;
  if (state === "live") return bare === title.trim() ? title : bare;
  return title.startsWith(`${words} `) && title === `${words} ${bare}` ? title : `${words} ${bare}`;
}
