import type { Document, Fragment, FragmentContext, FragmentOwner, Pin } from "../types/index.ts";

const noOwner: FragmentOwner = { headings: [], components: [] };

/**
 * The document that an example of a rule stands for. It reads a sentence with inline code, a table, a fenced block with
 * a sentence before it, or one component: enough for examples, without the parser of whole pages.
 */
export function exampleDocument(text: string): Document {
  const pins = pinsIn(text);
  if (pins.length > 0)
    return { path: "example.md", text, framework: "unknown", isEntry: false, fragments: [], pins, problems: [] };
  const fragments = fence(text) ?? table(text) ?? component(text) ?? sentence(text, 0);
  return { path: "example.md", text, framework: "unknown", isEntry: false, fragments, pins: [], problems: [] };
}

/** The comments of an example that state a pin. */
function pinsIn(text: string): Pin[] {
  return [...text.matchAll(/\{\/\*\s*verify:\s*(?<pin>.*?)\s*\*\/\}/g)].map(({ groups, index, 0: comment }) => {
    const pin = groups?.pin ?? "";
    return { text: pin, place: fragment(pin, "pin", { at: index + comment.indexOf(pin), owner: noOwner }).place };
  });
}

function fence(text: string): Fragment[] | undefined {
  const match =
    /^(?<lead>[\s\S]*?)(?<open>```(?<language>[\w-]*)[ \t]*(?<title>[^\n]*)\n)(?<body>[\s\S]*?)\n?```\s*$/.exec(text);
  if (match?.groups === undefined) return undefined;
  const { lead = "", open = "", language = "", title = "", body = "" } = match.groups;
  const owner = title === "" ? noOwner : { ...noOwner, codeTitle: title };
  const around = lead.trim() === "" ? body : lead.trim();
  const code = fragment(body, "code", { at: lead.length + open.length, owner });
  return [...sentence(lead.trimEnd(), 0), { ...code, around, ...(language === "" ? {} : { language }) }];
}

function table(text: string): Fragment[] | undefined {
  const [head = "", rule = "", ...rows] = text.split("\n");
  if (!/^\|[\s|:-]+\|\s*$/.test(rule)) return undefined;
  const tableHeaders = cells(head).map((cell) => cell.text);
  let offset = head.length + rule.length + 2;
  return rows.flatMap((row) => {
    const rowCells = cells(row);
    const tableRow = rowCells.map((cell) => cell.text.replaceAll("`", ""));
    const around = tableRow.join(" | ");
    let at = 0;
    const fragments = rowCells.flatMap((cell, index) => {
      const owner = { ...noOwner, tableHeader: tableHeaders[index] ?? "", tableRow, tableHeaders };
      const inner = sentence(cell.text, offset + cell.start).map(
        (each): Fragment => ({
          ...each,
          context: each.context === "prose" ? "table-cell" : each.context,
          owner,
          around,
          at: at + (each.at ?? 0),
        }),
      );
      at += (tableRow[index]?.length ?? 0) + 3;
      return inner;
    });
    offset += row.length + 1;
    return fragments;
  });
}

function cells(row: string): { text: string; start: number }[] {
  return [...row.matchAll(/(?<=\|)[^|]+(?=\|)/g)].map((match) => ({
    text: match[0].trim(),
    start: match.index + match[0].search(/\S|$/),
  }));
}

function component(text: string): Fragment[] | undefined {
  const name = /^<(?<name>[A-Z][\w.]*)[\s/>]/.exec(text)?.groups?.name;
  if (name === undefined) return undefined;
  return [...text.matchAll(/(?<attribute>[\w-]+)="(?<value>[^"]*)"/g)].map((match) => {
    const { attribute = "", value = "" } = match.groups ?? {};
    const each = fragment(value, "jsx-attribute", { at: match.index + attribute.length + 2, owner: noOwner });
    return { ...each, name: { component: name, attribute } };
  });
}

/** A sentence whose code is in backticks, as one fragment of prose and one for each piece of code. */
function sentence(text: string, at: number): Fragment[] {
  if (text === "") return [];
  const plain = text.replaceAll("`", "");
  const runs: [number, number][] = [[0, at]];
  for (const match of text.matchAll(/`/g)) {
    const before = runs.length - 1;
    runs.push([match.index - before, at + match.index + 1]);
  }
  const codes = [...text.matchAll(/`([^`]+)`/g)].map((match) => {
    const offset = text.slice(0, match.index).replaceAll("`", "").length;
    const code = fragment(match[1] ?? "", "inline-code", { at: at + match.index + 1, owner: noOwner });
    return { ...code, around: plain, at: offset };
  });
  return [{ ...fragment(plain, "prose", { at, owner: noOwner }), runs }, ...codes];
}

function fragment(
  text: string,
  context: FragmentContext,
  { at, owner }: { readonly at: number; readonly owner: FragmentOwner },
): Fragment {
  const end = at + text.length;
  const place = { path: "example.md", startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return { text, context, around: text, owner, place: { ...place, startOffset: at, endOffset: end } };
}
