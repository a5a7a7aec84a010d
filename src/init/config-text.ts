import type { RepositorySuggestion } from "./suggest.ts";

/** What the first configuration says; each list may be empty. */
export type ConfigDraft = {
  /** Version of this package, for the address of the schema. */
  readonly version: string;
  readonly framework: string;
  readonly pages: readonly string[];
  readonly entries: readonly string[];
  readonly repositories: readonly RepositorySuggestion[];
  readonly labels: Readonly<Partial<Record<string, string>>>;
};

/** JSON strings are YAML strings: names from a repository cannot break out of them. */
const quote = (text: string): string => JSON.stringify(text);

const list = (key: string, globs: readonly string[]): string[] => [
  `  ${key}:`,
  ...globs.map((glob) => `    - ${quote(glob)}`),
];

/** Text of the first `.github/docs-verdict.yml`: what was found, as settings; what is a guess, as comments. */
export function renderConfig(draft: ConfigDraft): string {
  return [
    ...heading(draft.version),
    "version: 1",
    "",
    ...documents(draft),
    "",
    ...engineering(draft.repositories),
    "",
    ...publish(draft.labels),
    "",
  ].join("\n");
}

function heading(version: string): string[] {
  const schema = `https://unpkg.com/docs-verdict@${version}/config.schema.json`;
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# $schema: ${schema}`,
    "#",
    "# Read from the base branch only: a pull request cannot change how it is judged.",
    "# Everything left out has a default; the address above lists all settings.",
  ];
}

function documents(draft: ConfigDraft): string[] {
  const found = draft.framework === "unknown" ? "No docs framework was recognised." : `Framework: ${draft.framework}.`;
  const noEntries = [
    "  # No changelog entries were found. Where pages announce changes, name them: they need an engineering reference.",
    "  # entries:",
    '  #   - "changelog/*.mdx"',
  ];
  const settings = [
    ...(draft.pages.length > 0 ? ["  # Pages to verify.", ...list("include", draft.pages)] : []),
    ...(draft.entries.length > 0
      ? ["  # Changelog entries: they need an engineering reference to become live.", ...list("entries", draft.entries)]
      : noEntries),
  ];
  if (draft.pages.length + draft.entries.length > 0) return [`# ${found}`, "documents:", ...settings];
  return [
    `# ${found} Pages and entries are found by the defaults:`,
    "# documents:",
    "#   entries:",
    '#     - "changelog/*.mdx"',
  ];
}

function engineering(repositories: readonly RepositorySuggestion[]): string[] {
  const suggested =
    repositories.length === 0
      ? [
          "  # repositories:",
          "  #   - repository: owner/name # a dot names this repository, where it holds the source as well",
          "  #     visibility: private",
        ]
      : [
          "  # Named by changelog entries; keep those that are right, and say who may read them:",
          "  # repositories:",
          ...repositories.flatMap(({ repository, count, firstIn }) => [
            `  #   - repository: ${repository} # named ${count} ${count === 1 ? "time" : "times"}, first in ${quote(firstIn)}`,
            "  #     visibility: private",
          ]),
        ];
  return [
    "engineering:",
    "  # Repositories whose source proves claims; the first is the default. Without one, no claim can be confirmed.",
    "  repositories: []",
    ...suggested,
  ];
}

function publish(labels: ConfigDraft["labels"]): string[] {
  const names = Object.entries(labels).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (names.length === 0) {
    return [
      "# The check that branch protection requires, once it has run:",
      "# publish:",
      "#   checkName: docs-verdict",
    ];
  }
  return [
    "publish:",
    "  # Labels that the repository has already, used as they are.",
    "  labels:",
    ...names.map(([meaning, name]) => `    ${meaning}: ${quote(name)}`),
  ];
}
