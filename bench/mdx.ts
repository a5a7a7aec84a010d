import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parseDocument } from "../src/documents/parse.ts";
import { type BenchResult, median } from "./result.ts";

const pages = 60;
const goalRatio = 15;

/** Measures the parsing of pages: goals 13 and 14. */
export function benchMdx(rounds: number): BenchResult[] {
  const texts = Array.from({ length: pages }, (_, index) => pageOf(index));
  const reference = unified().use(remarkParse).use(remarkMdx);
  const ours = () => {
    for (const [index, text] of texts.entries()) parse(`page-${index}.mdx`, text);
  };
  const theirs = () => {
    for (const text of texts) reference.parse(text);
  };
  const [mine, other] = inTurns([ours, theirs], rounds);
  const perPage = mine / pages;
  const sizes = [16, 32, 64, 128];
  const times = inTurns(
    sizes.map((size) => {
      const text = `<Table rows={[\n${expressionOf(size * 1024)}]} />\n`;
      return () => parse("long.mdx", text);
    }),
    rounds,
  );
  const worst = Math.max(...times.slice(1).map((time, index) => time / (times[index] ?? 1)));
  const longest = times.at(-1) ?? 0;
  const bytes = texts.reduce((sum, text) => sum + text.length, 0) / pages;
  return [
    {
      name: `13. an MDX page of ${Math.round(bytes / 1024)} KB`,
      goal: `≤ 2 ms, ≥ ${goalRatio} × faster than remark-parse + remark-mdx`,
      figure: `${perPage.toFixed(2)} ms, ${(other / mine).toFixed(2)} × as fast`,
      met: perPage <= 2 && other / mine >= goalRatio,
    },
    {
      name: `14. one expression doubles (${sizes.join(", ")} KB)`,
      goal: "≤ 2.3 × the time, 128 KB ≤ 100 ms",
      figure: `${worst.toFixed(2)} ×, 128 KB in ${longest.toFixed(1)} ms`,
      met: worst <= 2.3 && longest <= 100,
    },
  ];
}

function parse(path: string, text: string): unknown {
  return parseDocument({ path, text }, { framework: "mintlify", isEntry: false });
}

function inTurns(runs: readonly (() => unknown)[], rounds: number): readonly [number, number, ...number[]] {
  const times = runs.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      run();
      if (round > 0) times[index]?.push(performance.now() - start);
    }
  const [first = 0, second = 0, ...rest] = times.map(median);
  return [first, second, ...rest];
}

/** A page as reference documentation has it: prose, a component, a table, code, a small expression. */
function pageOf(index: number): string {
  const row = (at: number) =>
    `| \`limit_${at}\` | number | The most berths of harbour ${at}, ${at * 10} by default. |\n`;
  const section = (at: number) => `## Berth ${at}

Send the \`X-Harbor-Berth-${at}\` header with **every** request, see [the guide](/guide/${index}-${at}).

<ParamField header="X-Harbor-${at}" type="string" default={${at}}>
  The berth, as \`GET /berths/${at}\` returns it.
</ParamField>

\`\`\`ts
const berth = await harbor.berths.get("${at}", { limit: ${at} });
\`\`\`

| Name | Type | Meaning |
| --- | --- | --- |
${Array.from({ length: 6 }, (_, line) => row(line)).join("")}
`;
  const sections = Array.from({ length: 8 }, (_, at) => section(at)).join("\n");
  return `---\ntitle: Berths ${index}\n---\n\nimport { Note } from "./note.mdx";\n\n${sections}`;
}

function expressionOf(bytes: number): string {
  const line = '  { name: "berth", type: "string", meaning: "The berth." },\n';
  return line.repeat(Math.ceil(bytes / line.length));
}
