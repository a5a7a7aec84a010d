import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parseDocument } from "../src/documents/parse.ts";
import { parseTree } from "../src/documents/tree.ts";
import { type BenchResult, median } from "./result.ts";

const goalRatio = 15;
/** Rounds that do not count: V8 translates what has run often enough. */
const warmUps = 3;

/** Measures the reading of pages: goals 13 and 14. */
export function benchMdx(rounds: number): BenchResult[] {
  return [benchPages(rounds), benchExpression(rounds)];
}

/** Trees are compared with trees; the goal in ms is for the whole reading, with every fragment and its place. */
function benchPages(rounds: number): BenchResult {
  const texts = Array.from({ length: pages }, (_, index) => pageOf(index));
  const reference = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMdx).freeze();
  const eachPage = (read: (text: string) => unknown) => () => {
    for (const text of texts) read(text);
  };
  const [theirs, tree, whole = 0] = inTurns(
    [
      eachPage((text) => reference.parse(text)),
      eachPage((text) => parseTree(text, "mdx")),
      eachPage((text) => parse("page.mdx", text)),
    ],
    rounds,
  );
  const bytes = texts.reduce((sum, text) => sum + text.length, 0) / pages;
  const perPage = (ms: number): string => (ms / pages).toFixed(2);
  return {
    name: `13. an MDX page, ${(bytes / 1024).toFixed(1)} KB in the mean`,
    goal: `read whole in ≤ 2 ms; tree ≥ ${goalRatio} × faster than remark-parse + remark-mdx`,
    figure: `${perPage(whole)} ms; tree ${perPage(tree)} ms against ${perPage(theirs)} ms, ${(theirs / tree).toFixed(1)} × as fast (whole ${(theirs / whole).toFixed(1)} ×)`,
    met: whole / pages <= 2 && theirs / tree >= goalRatio,
  };
}

function benchExpression(rounds: number): BenchResult {
  const sizes = [16, 32, 64, 128];
  // As many times as it takes for every size to come to the same number of bytes: a moment's pause weighs the same in all.
  const repeats = sizes.map((size) => 2048 / size);
  const times = inTurns(
    sizes.map((size, index) => {
      const text = `<Table rows={[\n${expressionOf(size * 1024)}]} />\n`;
      return () => {
        for (let repeat = 0; repeat < (repeats[index] ?? 1); repeat += 1) parse("long.mdx", text);
      };
    }),
    rounds,
    quickest,
  ).map((time, index) => time / (repeats[index] ?? 1));
  const worst = Math.max(...times.slice(1).map((time, index) => time / (times[index] ?? 1)));
  const longest = times.at(-1) ?? 0;
  return {
    name: `14. one expression doubles (${sizes.join(", ")} KB)`,
    goal: "≤ 2.3 × the time, 128 KB ≤ 100 ms",
    figure: `${worst.toFixed(2)} ×, 128 KB in ${longest.toFixed(1)} ms (quickest rounds)`,
    met: worst <= 2.3 && longest <= 100,
  };
}

function parse(path: string, text: string): unknown {
  return parseDocument({ path, text }, { framework: "mintlify", isEntry: false });
}

/** How time grows shows where nothing else took time. */
const quickest = (times: readonly number[]): number => Math.min(...times);

/** Times in ms of a processor, which are the same whatever else the machine does: nothing here waits. */
function inTurns(
  runs: readonly (() => unknown)[],
  rounds: number,
  ofRounds = median,
): readonly [number, number, ...number[]] {
  const times = runs.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) times[index]?.push((user + system) / 1000);
    }
  const [first = 0, second = 0, ...rest] = times.map(ofRounds);
  return [first, second, ...rest];
}

/**
 * Pages as a public documentation site has them. Of the 227 pages of Terminal49's (November 2026), without three of more than
 * 100 KB, the tenths have 0.4, 0.5, 1.3, 4.9 and 13 KB, one in thirty has 34 KB, and 4.2 KB are the mean; one page in a hundred
 * is a module of data. The reference takes as long for a KB of these pages as for a KB of those.
 */
const sectionsOfPages = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7, 8, 12, 27];
const pages = 3 * sectionsOfPages.length;

function pageOf(index: number): string {
  const head = `---\ntitle: Berths ${index}\ndescription: "Which berths a harbour has."\n---\n\n`;
  if (index === 0) return `${head}${moduleOf(5 * 1024)}\n<Berths />\n`;
  const count = sectionsOfPages[index % sectionsOfPages.length] ?? 0;
  const sections = Array.from({ length: count }, (_, at) => sectionOf(index, at));
  return `${head}import { Note } from "./note.mdx";\n\nA harbour has **berths**, see \`GET /berths\`.\n\n${sections.join("\n")}`;
}

function sectionOf(index: number, at: number): string {
  const component = `<ParamField header="X-Harbor-${at}" type="string">
  The berth, as it is returned when the list of berths is asked for.
</ParamField>

`;
  const code = `\`\`\`json
{
  "id": "berth_${at}",
  "harbor": { "id": "harbor_${index}", "name": "North", "country": "NO", "time_zone": "Europe/Oslo" },
  "limit": ${at},
  "depth": 12.5,
  "services": ["water", "power", "waste"],
  "created_at": "2026-04-08T09:30:00Z",
  "updated_at": "2026-04-09T11:00:00Z"
}
\`\`\`

`;
  const row = (line: number): string =>
    `| \`limit_${line}\` | number | The most berths of harbour ${line}, ${line * 10} by default. |\n`;
  const table = `| Name | Type | Meaning |\n| --- | --- | --- |\n${row(1)}${row(2)}${row(3)}\n`;
  return `## Berth ${at}

Send the \`X-Harbor-Berth-${at}\` header with every request, see [the guide](/guide/${index}-${at}). A berth that is taken
answers with a conflict, and the next free one is named in its body. Ask for it within the hour, or it goes to the next in
line; what was asked for before counts for nothing then, and the whole list has to be read again from its first page.

- Berths are counted from **north** to south, and those of the old harbour come last.
- A berth without depth is closed for the winter; it cannot be asked for before the ice has gone.

${at % 2 === 0 ? component : ""}${code}${at % 2 === 0 ? table : ""}`;
}

/** Data that pages share, which sites keep in modules of MDX. */
function moduleOf(bytes: number): string {
  return `export const berths = [\n${expressionOf(bytes)}];\n`;
}

function expressionOf(bytes: number): string {
  const line = '  { name: "berth", type: "string", meaning: "The berth." },\n';
  return line.repeat(Math.ceil(bytes / line.length));
}
