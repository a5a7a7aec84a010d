import type { LogEntry } from "../fake-github/server.ts";
import { type Bench, docs, platform } from "./bench.ts";

/** How many open docs pull requests there are, and pieces of merged work that they name, two each. */
export type SweepSize = { readonly docs: number; readonly engineering: number };

/** A sweep of all open docs pull requests of the example world, in one job, that publishes. */
export const wholeSweep = {
  repository: docs,
  configPath: ".github/docs-verdict.yml",
  shard: { index: 1, count: 1 },
  writes: "publish",
} as const;

/** Adds docs pull requests and engineering work to the example world, until there are as many as asked for. */
export function growWorld(bench: Bench, size: SweepSize): void {
  const engineering = bench.server.repository(platform);
  const work = Array.from({ length: size.engineering }, (_, index) => {
    const files = { [`src/part-${index}.ts`]: `export const part = ${index};\n` };
    const number = engineering.pull({ title: `Part ${index}`, files, by: "engineer" });
    engineering.merge(number);
    return number;
  });
  const repository = bench.server.repository(docs);
  const { issues } = repository.repository;
  const open = issues.filter(({ pull, state }) => pull !== undefined && state === "open").length;
  for (let index = open; index < size.docs; index += 1) {
    const named = [index, index * 7].map((at) => `- Eng PR: ${platform}#${work[at % work.length]}`);
    const files = { [`docs/part-${index}.md`]: `# Part ${index}\n\nSend the \`X-Part-${index}\` header.\n` };
    repository.pull({ title: `docs: part ${index}`, body: named.join("\n"), files, by: "docs-author" });
  }
}

/** What a run asked of GitHub. */
export type Asked = {
  /** Points of GraphQL. */
  readonly points: number;
  /** Requests of REST, by operation. */
  readonly rest: Readonly<Record<string, number>>;
  /** Pull requests whose state was asked for, each as often as it was. */
  readonly states: readonly string[];
};

/** Counts what requests asked. */
export function askedIn(log: readonly LogEntry[]): Asked {
  const rest: Record<string, number> = {};
  for (const { path, operation } of log) if (path !== "/graphql") rest[operation] = (rest[operation] ?? 0) + 1;
  const queries = log.filter(({ path }) => path === "/graphql");
  return { points: queries.reduce((sum, { points }) => sum + points, 0), rest, states: queries.flatMap(statesIn) };
}

function statesIn({ body }: LogEntry): readonly string[] {
  const text = JSON.stringify(body);
  const values = new Map([...text.matchAll(/"(\w+)":("[^"]*"|\d+)/g)].map(([, name, value]) => [name, value]));
  return [...text.matchAll(/issueOrPullRequest\(number: \$number(\d+)\)/g)].map(([, index]) =>
    [`owner${index}`, `name${index}`, `number${index}`].map((name) => values.get(name)).join(" "),
  );
}
