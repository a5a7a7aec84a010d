import type { StructureNode, StructureReader } from "./node.ts";

/** A line of a line-based format: its text and where it begins in the block. */
type Line = { readonly text: string; readonly start: number };

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const here = { text: line.replace(/\r$/, ""), start };
    start += line.length + 1;
    return here;
  });
}

/** Assignments of a dotenv file, with or without `export`. */
export const readDotenv: StructureReader = (text) =>
  linesOf(text).flatMap((line) =>
    assignment(
      line,
      /^(?<lead>\s*(?:export\s+)?)(?<key>[A-Za-z_]\w*)(?<gap>\s*=\s*["']?)(?<value>[^"'#\n]*?)["']?\s*(?:#.*)?$/,
      "",
    ),
  );

/** Keys of TOML with the table they stand in; values as written, without quotes. */
export const readToml: StructureReader = (text) => {
  let table = "";
  return linesOf(text).flatMap((line) => {
    const header = /^\s*\[{1,2}\s*(?<name>[^\]]+?)\s*\]{1,2}\s*(?:#.*)?$/.exec(line.text)?.groups?.name;
    if (header !== undefined) {
      table = header.replace(/["']/g, "");
      return [];
    }
    return assignment(line, /^(?<lead>\s*["']?)(?<key>[\w.-]+)(?<gap>["']?\s*=\s*["']?)(?<value>.*?)["']?\s*$/, table);
  });
};

/** The request line and headers of an HTTP message. */
export const readHttp: StructureReader = (text) => {
  const isBody = { value: false };
  return linesOf(text).flatMap((line, index): readonly StructureNode[] => {
    if (line.text.trim() === "" && index > 0) isBody.value = true;
    if (isBody.value) return [];
    const request = /^(?<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?<url>\S+)/.exec(line.text)?.groups;
    if (request?.method !== undefined && request.url !== undefined) {
      const start = line.start + line.text.indexOf(request.url);
      return [
        {
          path: "url",
          value: { text: request.url, span: { start, end: start + request.url.length } },
          qualifiers: { method: request.method },
        },
      ];
    }
    const status = /^HTTP\/[\d.]+\s+(?<code>\d{3})/.exec(line.text)?.groups?.code;
    if (status !== undefined) {
      const start = line.start + line.text.indexOf(status);
      return [{ path: "status", value: { text: status, span: { start, end: start + 3 } }, qualifiers: {} }];
    }
    return assignment(line, /^(?<lead>)(?<key>[A-Za-z][\w-]*)(?<gap>:\s*)(?<value>.*)$/, "").map((node) => ({
      ...node,
      path: "header",
    }));
  });
};

function assignment(line: Line, pattern: RegExp, parent: string): readonly StructureNode[] {
  const groups = pattern.exec(line.text)?.groups;
  const { lead = "", key, gap = "", value = "" } = groups ?? {};
  if (key === undefined) return [];
  const path = parent === "" ? key : `${parent}.${key}`;
  const start = line.start + lead.length;
  const valueStart = start + key.length + gap.length;
  return [
    {
      path,
      key: { text: key, span: { start, end: start + key.length } },
      value: { text: value, span: { start: valueStart, end: valueStart + value.length } },
      qualifiers: { path },
    },
  ];
}
