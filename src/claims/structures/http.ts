import { type Entry, hostOf } from "./structure.ts";

const request = /^(?<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+(?<url>\S+)(?:[ \t]+HTTP\/[\d.]+)?[ \t]*$/;
const status = /^HTTP\/[\d.]+[ \t]+(?<status>\d{3})\b/;
const header = /^(?<name>[!#$%&'*+.^_`|~\w-]+):[ \t]*(?<value>.*?)[ \t]*$/;

/** Entries of HTTP messages: `url` with its method, `status`, and every `header` line with its host. */
export function readHttp(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let inHead = true;
  let qualifiers: Record<string, string> = {};
  let offset = 0;
  for (const line of text.split("\n")) {
    const start = request.exec(line)?.groups;
    const answer = status.exec(line)?.groups?.status;
    if (start !== undefined) {
      const { method = "", url = "" } = start;
      const host = hostOf(url);
      qualifiers = { method, ...(host === undefined ? {} : { host }) };
      entries.push({ path: ["url"], value: spanIn(line, url, offset), qualifiers });
      inHead = true;
    } else if (answer !== undefined) {
      entries.push({ path: ["status"], value: spanIn(line, answer, offset), qualifiers });
      inHead = true;
    } else if (line.trim() === "") inHead = false;
    else if (inHead && header.test(line)) {
      const from = offset + line.search(/\S/);
      entries.push({ path: ["header"], value: { start: from, end: offset + line.trimEnd().length }, qualifiers });
    }
    offset += line.length + 1;
  }
  return entries;
}

function spanIn(line: string, part: string, offset: number): { start: number; end: number } {
  const start = offset + line.indexOf(part);
  return { start, end: start + part.length };
}
