import { spanOfWord, splitCommands, type Word, type Words } from "./shell-words.ts";
import { type Entry, hostOf } from "./structure.ts";

/** Programs that run the command after them. */
const runners = /^(?:sudo|time|env|npx|bunx|uvx|pipx|exec|command|nohup|php|python3?|node|ruby)$/;
const runnerPairs: readonly (readonly [string, string])[] = [
  ["pnpm", "dlx"],
  ["pnpm", "exec"],
  ["yarn", "dlx"],
  ["npm", "exec"],
  ["bun", "x"],
  ["uv", "run"],
  ["poetry", "run"],
  ["bundle", "exec"],
  ["pipx", "run"],
];

/** `npx kiln@latest`: which release of a package is run. */
const packageVersion = /(?<=\w)@(?:latest|next|beta|alpha|canary|rc|[\^~]?\d[\w.-]*)$/;

const assignment = /^(?<name>[A-Za-z_]\w*)=(?<value>[\s\S]*)$/;

/** Entries of shell commands: `env`, `command`, `flag`, and for HTTP clients `header`, `url` and `method`. */
export function readShell(text: string): readonly Entry[] {
  return splitCommands(text).flatMap(readCommand);
}

function readCommand(words: Words): Entry[] {
  const exported = ["export", "set", "setenv"].includes(words[0]?.text ?? "");
  const rest = exported ? words.slice(1) : words;
  const count = rest.findIndex((word) => !assignment.test(word.text));
  const leading = count < 0 ? rest : rest.slice(0, count);
  const run = exported || count < 0 ? [] : withoutRunners(rest.slice(count));
  const start = run.findIndex((word) => !assignment.test(word.text));
  // `sudo KILN_HEAT=900 kiln`: what a runner is given first goes into the environment too.
  const given = start < 0 ? run : run.slice(0, start);
  const environment = [...leading, ...given].map(assignmentEntry);
  const [program, ...args] = start < 0 ? [] : withoutRunners(run.slice(start));
  if (program === undefined) return environment;
  return [...environment, ...commandEntries(program, args)];
}

function assignmentEntry(word: Word): Entry {
  const { name = "", value = "" } = assignment.exec(word.text)?.groups ?? {};
  return {
    path: ["env"],
    key: spanOfWord(word, 0, name.length),
    ...(value === "" ? {} : { value: spanOfWord(word, name.length + 1) }),
    qualifiers: { subject: name },
  };
}

function withoutRunners(words: Words): Words {
  const [first, second] = words;
  if (first === undefined) return words;
  if (runnerPairs.some(([program, verb]) => program === first.text && verb === second?.text)) {
    return withoutRunners(words.slice(2));
  }
  return runners.test(first.text) ? withoutRunners(words.slice(1).filter(isNoRunnerFlag)) : words;
}

/** `npx -y tool`: the flag belongs to the runner. */
function isNoRunnerFlag(word: Word, index: number): boolean {
  return index > 0 || !word.text.startsWith("-");
}

function commandEntries(program: Word, words: Words): Entry[] {
  const name = (program.text.split("/").at(-1) ?? "").replace(packageVersion, "");
  const subcommands = words.slice(0, subcommandCount(words)).map((word) => word.text);
  const command = [name, ...subcommands].join(" ");
  const last = words[subcommands.length - 1] ?? program;
  const entries: Entry[] = [
    {
      path: ["command"],
      value: { start: spanOfWord(program).start, end: spanOfWord(last).end },
      text: command,
      qualifiers: { program: name },
    },
    ...words.filter((word) => /^--?[A-Za-z]/.test(word.text)).map((word) => flagEntry(word, command)),
  ];
  return isHttpClient(name) ? [...entries, ...requestEntries(name, words)] : entries;
}

/** Bare words right after the program are its subcommands, as far as they look like words. */
function subcommandCount(words: Words): number {
  const count = words.findIndex((word) => !/^[a-z][a-z\d:-]*$/.test(word.text));
  return Math.min(count < 0 ? words.length : count, 3);
}

function flagEntry(word: Word, command: string): Entry {
  const length = word.text.indexOf("=") < 0 ? word.text.length : word.text.indexOf("=");
  return {
    path: ["flag"],
    value: spanOfWord(word, 0, length),
    qualifiers: { command },
  };
}

function isHttpClient(name: string): boolean {
  return ["curl", "http", "https", "xh", "wget"].includes(name);
}

/** What stands for the address of the service: `$KILN_URL/shelves`, `KILN_URL/shelves`, `<address>/shelves`. */
const hostToFillIn = /^(\$\{?\w+\}?|<[^<>\s]+>|\{[\w-]+\}|[A-Z][A-Z0-9]*_(?:URL|HOST|ADDRESS|ENDPOINT|DOMAIN))\//;

function requestEntries(program: string, words: Words): Entry[] {
  const valueAfter = (pattern: RegExp): Word[] =>
    words.filter((_word, index) => pattern.test(words[index - 1]?.text ?? ""));
  const headers =
    program === "curl" || program === "wget"
      ? [...valueAfter(/^(?:-H|--header)$/), ...words.filter((word) => /^--header=/.test(word.text)).map(afterEquals)]
      : words.filter((word) => /^[A-Za-z][\w-]*:(?!\/\/)/.test(word.text));
  const urls = words.filter((word) => /^[a-z][a-z\d+.-]*:\/\//i.test(word.text) || hostToFillIn.test(word.text));
  const stated =
    valueAfter(/^(?:-X|--request)$/)[0] ?? words.find((word) => /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/.test(word.text));
  const sendsBody = words.some((word) => /^(?:-d|--data(?:-\w+)?|--json|-F|--form)$/.test(word.text));
  const host = hostOf(urls[0]?.text ?? "") ?? hostToFillIn.exec(urls[0]?.text ?? "")?.[1];
  const qualifiers = {
    ...(program === "curl" || stated !== undefined ? { method: stated?.text ?? (sendsBody ? "POST" : "GET") } : {}),
    ...(host === undefined ? {} : { host }),
  };
  return [
    ...headers.map((word): Entry => ({ path: ["header"], value: spanOfWord(word), qualifiers })),
    ...urls.map((word): Entry => ({ path: ["url"], value: spanOfWord(word), qualifiers })),
  ];
}

function afterEquals(word: Word): Word {
  const at = word.text.indexOf("=") + 1;
  return { text: word.text.slice(at), offsets: word.offsets.slice(at) };
}
