import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { checkWiring } from "../src/wiring/check.ts";
import { defaultWiring } from "../src/wiring/config.ts";
import { generateSite, storyShape } from "../test/wiring/generated-site.ts";
import type { BenchResult } from "./result.ts";

const entryCount = 5_000;
const rounds = 9;
const memoryRounds = 5;

/** Measures the check of 5,000 entries: its time against that of parsing their frontmatter, its memory against their text. */
export async function benchWiring(): Promise<BenchResult[]> {
  const { files, entries } = generateSite({ ...storyShape, entries: entryCount });
  const blocks = entries.map(({ path }) => /^---\n([\s\S]*?)\n---\n/.exec(files.get(path) ?? "")?.[1] ?? "");
  const input = { paths: [...files.keys()], texts: files, config: defaultWiring };
  const [parsing, checking] = fastest([
    () => {
      for (const block of blocks) parse(block);
    },
    () => {
      checkWiring(input);
    },
  ]);
  const textBytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  const growths = Array.from({ length: memoryRounds }, () =>
    heapGrowth((look) => checkWiring({ ...input, texts: new WatchedTexts(files, look) })),
  );
  // Other things come and go in the process meanwhile; the middle one is the one to believe.
  const growth = growths.sort((a, b) => a.live - b.live)[Math.floor(memoryRounds / 2)] ?? { kept: 0, live: 0 };
  const ratio = checking / parsing;
  return [
    {
      name: `wire --check of ${entryCount} entries`,
      goal: "≤ 2 × the time to parse their frontmatter",
      figure: `${ratio.toFixed(2)} × (${Math.round(checking)} ms against ${Math.round(parsing)} ms)`,
      met: ratio <= 2,
    },
    {
      name: `memory kept by wire --check of ${entryCount} entries`,
      goal: "less than their text",
      figure: `${(growth.kept / 1e6).toFixed(1)} MB kept, at most ${(growth.live / 1e6).toFixed(1)} MB in use between its steps, of ${(textBytes / 1e6).toFixed(1)} MB text`,
      met: growth.kept < textBytes,
    },
  ];
}

/** Shortest time of each of two runs in milliseconds, in turns: what else the machine does only ever adds. */
function fastest(runs: readonly [() => void, () => void]): [number, number] {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of [0, 1] as const) {
      const start = performance.now();
      runs[turn]();
      best[turn] = Math.min(best[turn], performance.now() - start);
    }
  }
  return best;
}

/** Texts that are looked at now and then while they are read; they stay where they are, so that nothing is counted twice. */
class WatchedTexts extends Map<string, string> {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #look: () => void;
  #reads = 0;

  constructor(texts: ReadonlyMap<string, string>, look: () => void) {
    super();
    this.#texts = texts;
    this.#look = look;
  }

  override get(path: string): string | undefined {
    this.#reads += 1;
    // The pages that show entries are the last ones read, when everything else is held.
    if (this.#reads % 500 === 0 || !/\/\d{4}-/.test(path)) this.#look();
    return this.#texts.get(path);
  }

  override has(path: string): boolean {
    return this.#texts.has(path);
  }
}

/** Bytes in use beyond what was before, garbage collected: with the result held, and at the most while it was made. */
function heapGrowth(run: (look: () => void) => unknown): { kept: number; live: number } {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") return { kept: 0, live: 0 };
  const inUse = (): number => {
    // What the first collection frees can hold more.
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = inUse();
  let live = 0;
  const result = run(() => {
    live = Math.max(live, inUse() - before);
  });
  const kept = inUse() - before;
  return result === undefined ? { kept: 0, live: 0 } : { kept, live };
}
