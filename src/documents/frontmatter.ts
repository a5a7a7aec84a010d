import { parse as parseToml } from "smol-toml";
import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import { UsageError } from "../errors.ts";
import { lineAt, nextLine, placeOf, spanInDocument } from "../place.ts";
import type { Entry, Problem } from "../types/index.ts";
import { parseYaml } from "../yaml-file.ts";
import type { Node } from "./node.ts";
import { addFragment, type MappedText, type Page, spanOf } from "./page.ts";
import { alignLines } from "./runs.ts";

/** What the frontmatter of a page says; both are absent for a page without it. */
export type Frontmatter = { readonly entry?: Entry; readonly problems: readonly Problem[] };

type Field = { readonly path: string; readonly text: string; readonly scalar?: Scalar };

/** Reads the frontmatter: adds its scalars as fragments, its `claims` as pins, and returns the entry. */
export function readFrontmatter(page: Page, nodes: readonly Node[]): Frontmatter {
  const [node] = nodes;
  if (node?.type !== "yaml" && node?.type !== "toml") return { problems: [] };
  const place = placeOf(page.lines, spanOf(node));
  const text = node.value ?? "";
  const content = { text, runs: alignLines(page, nextLine(page.lines, place.startOffset), text) };
  try {
    const fields = node.type === "yaml" ? yamlFields(page, content) : tomlFields(text);
    for (const field of fields) addField(page, content, field);
    return { entry: { ...entryOf(fields), place }, problems: [] };
  } catch (error) {
    return { entry: { fields: {}, place }, problems: problemsOf(page, error, place.startLine) };
  }
}

function yamlFields(page: Page, content: MappedText): Field[] {
  const { document } = parseYaml({ file: page.lines.path, text: content.text });
  return fieldsOf(document.contents, "");
}

function fieldsOf(node: unknown, path: string): Field[] {
  if (isScalar(node)) return [{ path, text: node.source ?? String(node.value ?? ""), scalar: node }];
  if (isSeq(node)) return node.items.flatMap((item, index) => fieldsOf(item, `${path}[${index}]`));
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    return fieldsOf(pair.value, path === "" ? key : `${path}.${key}`);
  });
}

function tomlFields(text: string): Field[] {
  const collect = (value: unknown, path: string): Field[] => {
    if (typeof value !== "object" || value === null) return [{ path, text: String(value) }];
    if (value instanceof Date) return [{ path, text: value.toISOString().slice(0, 10) }];
    if (Array.isArray(value)) return value.flatMap((item, index) => collect(item, `${path}[${index}]`));
    return Object.entries(value).flatMap(([key, item]) => collect(item, path === "" ? key : `${path}.${key}`));
  };
  return collect(parseToml(text), "");
}

function addField(page: Page, content: MappedText, { path, text, scalar }: Field): void {
  const range = scalar?.range;
  if (range === undefined || range === null) return;
  const written = content.text.slice(range[0], range[1]);
  const within = range[0] + Math.max(0, written.indexOf(text));
  const start = spanInDocument(content.runs, { start: within, end: within }).start;
  const mapped: MappedText = { text, runs: [[0, start]] };
  if (/^claims\[\d+\]$/.test(path)) {
    page.pins.push({ text: text.trim(), place: placeOf(page.lines, { start, end: start + text.length }) });
    return;
  }
  addFragment(page, mapped, {
    context: "frontmatter",
    owner: { headings: [], components: [] },
    name: { component: "frontmatter", attribute: path },
  });
}

function entryOf(fields: readonly Field[]): Omit<Entry, "place"> {
  const byPath = Object.fromEntries(fields.map(({ path, text }) => [path, text]));
  const { title, description, date, category, type } = byPath;
  return {
    fields: byPath,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(date === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date) ? {} : { date }),
    ...(category === undefined ? {} : { category }),
    ...(type === undefined ? {} : { type }),
  };
}

function problemsOf(page: Page, error: unknown, firstLine: number): Problem[] {
  const at = (line: number, column: number): Problem["place"] => {
    const start = Math.min((page.lines.starts[line - 1] ?? 0) + column - 1, page.text.length);
    return placeOf(page.lines, { start, end: start });
  };
  if (error instanceof UsageError) {
    return error.mistakes.map(({ message, place }) => ({
      code: "frontmatter",
      message,
      place: at(firstLine + (place?.line ?? 1), place?.column ?? 1),
    }));
  }
  if (!(error instanceof Error) || error.name !== "TomlError") throw error;
  const message = error.message.split("\n")[0] ?? "Unexpected TOML.";
  return [{ code: "frontmatter", message, place: at(lineAt(page.lines, 0) + firstLine, 1) }];
}
