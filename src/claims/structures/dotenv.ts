import type { Entry } from "./structure.ts";

const assignment = /^(?<lead>[ \t]*(?:export[ \t]+)?)(?<name>[A-Za-z_]\w*)[ \t]*=(?<gap>[ \t]*)(?<value>[^\n\r]*)/gm;

/** Entries of a dotenv file: every name with its value, quotes and a trailing comment left out. */
export function readDotenv(text: string): readonly Entry[] {
  return [...text.matchAll(assignment)].map((match) => {
    const { lead = "", name = "", value = "" } = match.groups ?? {};
    const start = match.index + lead.length;
    const valueStart = match.index + match[0].length - value.length;
    const quoted = /^(["'])(?<inner>.*?)\1/.exec(value)?.groups?.inner;
    const written = quoted ?? value.replace(/\s+#.*$/, "").trimEnd();
    const from = valueStart + (quoted === undefined ? 0 : 1);
    return {
      path: [name],
      key: { start, end: start + name.length },
      ...(written === "" ? {} : { value: { start: from, end: from + written.length } }),
      qualifiers: { subject: name },
    };
  });
}
