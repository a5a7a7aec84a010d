import type { Span } from "../../place.ts";
import type { StructureNode } from "./node.ts";

type Word = { readonly text: string; readonly span: Span };

/** Programs that send HTTP requests, with the flags that carry a header and a method. */
const clients: Readonly<Record<string, { header: RegExp; method: RegExp }>> = {
  curl: { header: /^(?:-H|--header)$/, method: /^(?:-X|--request)$/ },
  wget: { header: /^--header$/, method: /^--method$/ },
  http: { header: /^$/, method: /^$/ },
  https: { header: /^$/, method: /^$/ },
};
/** Words before the program that do not name it. */
const wrappers = new Set(["sudo", "npx", "bunx", "pnpm", "yarn", "bun", "exec", "dlx", "env", "time", "$", ">", "%"]);
const assignmentPattern = /^(?<name>[A-Za-z_]\w*)=(?<value>.*)$/s;

/**
 * Reads shell commands: environment assignments, the command with its subcommands, flags per command, and of HTTP
 * clients the headers, the method and the URL. Nothing is expanded and nothing is run.
 */
export function readShell(text: string): readonly StructureNode[] {
  return commandsOf(text).flatMap(nodesOf);
}

function nodesOf(words: readonly Word[]): readonly StructureNode[] {
  const start = words.findIndex(
    ({ text }) => !assignmentPattern.test(text) && !wrappers.has(text) && text !== "export",
  );
  const isExport = words.some(({ text }) => text === "export" || text === "env");
  const leading = start < 0 ? words : words.slice(0, start);
  const environment = leading.concat(isExport ? words.slice(leading.length) : []).flatMap(environmentNode);
  const [program, ...rest] = start < 0 ? [] : words.slice(start);
  if (program === undefined || isExport) return environment;
  const name = program.text.replace(/^.*\//, "");
  const client = clients[name];
  return [...environment, ...(client === undefined ? commandNodes(program, name, rest) : requestNodes(client, rest))];
}

function environmentNode(word: Word): readonly StructureNode[] {
  const groups = assignmentPattern.exec(word.text)?.groups;
  if (groups?.name === undefined) return [];
  const { start, end } = word.span;
  const key = { text: groups.name, span: { start, end: start + groups.name.length } };
  const value = { text: groups.value ?? "", span: { start: start + groups.name.length + 1, end } };
  return [{ path: "env", key, value, qualifiers: {} }];
}

function commandNodes(program: Word, name: string, rest: readonly Word[]): readonly StructureNode[] {
  const subcommands: Word[] = [];
  for (const word of rest) {
    if (!/^[a-z][\w:-]*$/.test(word.text)) break;
    subcommands.push(word);
  }
  const command = [name, ...subcommands.map(({ text }) => text)].join(" ");
  const end = subcommands.at(-1)?.span.end ?? program.span.end;
  const flags = rest.flatMap((word, index): readonly StructureNode[] => {
    const flag = /^(?<name>--?[A-Za-z][\w-]*)(?:=(?<value>.*))?$/s.exec(word.text)?.groups;
    if (flag?.name === undefined) return [];
    const { start } = word.span;
    const next = rest[index + 1];
    const value =
      flag.value !== undefined
        ? { text: flag.value, span: { start: start + flag.name.length + 1, end: word.span.end } }
        : next;
    return [
      {
        path: "flag",
        key: { text: flag.name, span: { start, end: start + flag.name.length } },
        ...(value === undefined ? {} : { value }),
        qualifiers: { command, program: name },
      },
    ];
  });
  return [
    {
      path: "command",
      value: { text: command, span: { start: program.span.start, end } },
      qualifiers: { program: name },
    },
    ...flags,
  ];
}

function requestNodes(client: { header: RegExp; method: RegExp }, rest: readonly Word[]): readonly StructureNode[] {
  const after = (flag: RegExp): readonly Word[] => rest.filter((_, index) => flag.test(rest[index - 1]?.text ?? ""));
  const method =
    after(client.method)[0]?.text ?? rest.find(({ text }) => /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(text))?.text;
  const headers = [
    ...after(client.header),
    ...rest.filter(({ text }) => client.header.source === "^$" && /^[A-Za-z-]+:/.test(text) && !/^https?:/.test(text)),
  ];
  const urls = rest.filter(({ text }) => /^(?:https?:\/\/|localhost[:/]|\/\w)/.test(text));
  const sendsBody = rest.some(({ text }) => /^(?:-d|--data.*|-F|--json)$/.test(text));
  const verb = method ?? (sendsBody ? "POST" : "GET");
  return [
    ...headers.flatMap(headerNode),
    ...urls.map((word): StructureNode => ({ path: "url", value: word, qualifiers: { method: verb } })),
  ];
}

function headerNode({ text, span }: Word): readonly StructureNode[] {
  const groups = /^(?<name>[A-Za-z][\w-]*):(?<gap>\s*)(?<value>.*)$/s.exec(text)?.groups;
  if (groups?.name === undefined) return [];
  const valueStart = span.start + groups.name.length + 1 + (groups.gap?.length ?? 0);
  const key = { text: groups.name, span: { start: span.start, end: span.start + groups.name.length } };
  return [
    {
      path: "header",
      key,
      value: { text: groups.value ?? "", span: { start: valueStart, end: span.end } },
      qualifiers: { header: groups.name },
    },
  ];
}

/** Splits a script into commands of words; quotes are removed, comments and prompts dropped, continued lines joined. */
function commandsOf(text: string): readonly (readonly Word[])[] {
  const commands: Word[][] = [];
  let words: Word[] = [];
  const token =
    /\\\r?\n|[^\S\n]+|\n|#[^\n]*|&&|\|\||[|;&()]|(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\|;&()#]|(?<=\S)#)+/g;
  for (const match of text.matchAll(token)) {
    const [raw] = match;
    if (/^\\\r?\n$|^[^\S\n]+$/.test(raw)) continue;
    if (/^(?:\n|&&|\|\||[|;&()])$/.test(raw) || raw.startsWith("#")) {
      commands.push(words);
      words = [];
      continue;
    }
    words.push(wordOf(raw, match.index));
  }
  return [...commands, words].filter((command) => command.length > 0);
}

function wordOf(raw: string, start: number): Word {
  const isQuoted = /^(["']).*\1$/s.test(raw);
  const inner = isQuoted ? raw.slice(1, -1) : raw;
  const text = inner.replace(/(?<==)["'](.*)["']$/s, "$1").replace(/\\(["'\\ ])/g, "$1");
  return {
    text,
    span: isQuoted ? { start: start + 1, end: start + raw.length - 1 } : { start, end: start + raw.length },
  };
}
