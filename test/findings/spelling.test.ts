import { describe, expect, it } from "vitest";
import { withTree } from "../source/repository.ts";
import { judgeIn, lineOf } from "./judge-page.ts";

const nfc = "CAF\u00c9_URL";
const nfd = "CAFE\u0301_URL";
const files = {
  "src/plain.ts": 'export const key = (request) => request.headers["x-harbor-key"];\n',
  "src/crlf.ts": '\ufeffexport const berth =\r\n  (request) => request.headers["x-harbor-berth"];\r\n',
  "src/env.py": `import os\nurl = os.environ["${nfc}"]\nplain = os.environ["HARBOR_URL"]\n`,
};

/**
 * Which ways to write the same thing are equal. What a reader types by copying is equal; what only looks the same is not,
 * because the copied words would not work.
 */
const table: readonly (readonly [way: string, page: string, expected: readonly string[]])[] = [
  [
    "line ends of Windows",
    "Send `X-Harbor-Key`.\r\n\r\nThe header `X-Harbor-Key`.\r\n",
    ["X-Harbor-Key confirmed confirmed"],
  ],
  ["a byte order mark", "\ufeffThe header `X-Harbor-Key`.\n", ["X-Harbor-Key confirmed confirmed"]],
  ["a source with both", "The header `X-Harbor-Berth`.\n", ["X-Harbor-Berth confirmed confirmed"]],
  ["blanks within the code", "The header ` X-Harbor-Key  `.\n", ["X-Harbor-Key confirmed confirmed"]],
  [
    "blanks at the end of lines",
    "The header `X-Harbor-Key`.   \nIt is sent.  \n",
    ["X-Harbor-Key confirmed confirmed"],
  ],
  ["another case of a header", "The header `x-harbor-KEY`.\n", ["x-harbor-KEY confirmed confirmed"]],
  ["curly quotes around it", "The header \u201c`X-Harbor-Key`\u201d.\n", ["X-Harbor-Key confirmed confirmed"]],
  [
    "a variable of the same letters",
    "Set the environment variable `HARBOR_URL`.\n",
    ["HARBOR_URL confirmed confirmed"],
  ],
];

/** Ways to write it that are never taken for the same. */
const unequal: readonly (readonly [way: string, page: string])[] = [
  ["a hyphen that does not break", "The header `X\u2011Harbor\u2011Key`.\n"],
  ["full width letters", "The header `\uff38-Harbor-Key`.\n"],
  ["a Cyrillic letter", "The header `X-H\u0430rbor-Key`.\n"],
  ["a blank of no width", "The header `X-Harbor\u200b-Key`.\n"],
  ["another case of a variable", "Set the environment variable `harbor_url`.\n"],
  ["the same accent, put together otherwise", `Set the environment variable \`${nfd}\`.\n`],
];

describe("T119 the ways to write the same thing", () => {
  it("are equal or not as the table says", async () => {
    const rules = ["http-header", "env-var"];
    await withTree(files, async (tree) => {
      for (const [way, page, expected] of table) {
        const found = (await judgeIn(tree, { page }, rules)).map(lineOf);
        expect([way, ...new Set(found)]).toEqual([way, ...expected]);
      }
      for (const [way, page] of unequal) {
        const outcomes = (await judgeIn(tree, { page }, rules)).map(({ outcome }) => outcome);
        expect([way, outcomes.includes("confirmed")]).toEqual([way, false]);
      }
    });
  });
});
