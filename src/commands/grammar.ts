/** What a person asks for. */
export type Command =
  | { readonly kind: "verify" }
  | { readonly kind: "help" }
  | { readonly kind: "explain"; readonly claim: string }
  | { readonly kind: "block"; readonly reference: string; readonly reason: string }
  | { readonly kind: "release"; readonly reference: string; readonly reason: string }
  | { readonly kind: "docs-only"; readonly reason: string }
  | { readonly kind: "dismiss"; readonly claim: string; readonly reason: string };

/** What a comment holds: no command at all, one that cannot be read with the form it should have, or a command. */
export type ReadCommand =
  | { readonly kind: "none" }
  | { readonly kind: "mistake"; readonly expected: string }
  | { readonly kind: "command"; readonly command: Command };

/** Characters of the first line that a command may take. */
export const maxCommandLength = 1000;

/** The forms of the commands, as help shows them, by their word. */
export const commandForms = {
  verify: "/verify",
  help: "/verify help",
  explain: "/verify explain <claim>",
  block: "/verify block <reference> <reason>",
  release: "/verify release <reference> <reason>",
  "docs-only": "/verify docs-only <reason>",
  dismiss: "/verify dismiss <claim> <reason>",
} as const satisfies Record<Command["kind"], string>;

/** What each command does, for help; `<claim>` and `<reference>` are explained by {@link argumentNotes}. */
export const commandPurposes = {
  verify: "looks at everything again",
  help: "lists the commands",
  explain: "tells why a claim has its outcome",
  block: "holds this pull request until the reference is merged, or a word like `announcement` is released",
  release: "stops waiting for a reference or a word",
  "docs-only": "says that this pull request rests on no engineering work",
  dismiss: "sets one contradiction aside",
} as const satisfies Record<Command["kind"], string>;

/** How to write the arguments that stand between angle brackets. */
export const argumentNotes: readonly string[] = [
  '`<claim>`: its id from the table, such as `1a2b3c4d`, or its value in quotes, such as `"X-Api-Key"`.',
  "`<reference>`: `owner/repository#1`, the address of a pull request, `flag:name`, or `#1` where only one can be meant.",
];

/**
 * Reads the command of a comment on pull request `number`. Only the first line counts and the command must start it, so
 * that quoted, indented and fenced text is never one; whatever follows on other lines is for people.
 */
export function readCommand(body: string, number: number): ReadCommand {
  const line = body.slice(0, maxCommandLength + 2).split(/\r\n|\r|\n/, 1)[0] ?? "";
  const match = /^\/verify(?:-docs-pr)?(?=\s|$)(.*)$/su.exec(line);
  if (match === null) return { kind: "none" };
  if (line.length > maxCommandLength) return mistake("verify");
  const words = (match[1] ?? "").trim();
  if (words === "") return { kind: "command", command: { kind: "verify" } };
  const named = /^#?(\d{1,9})$/.exec(words)?.[1];
  if (named !== undefined) {
    return Number(named) === number ? { kind: "command", command: { kind: "verify" } } : mistake("verify");
  }
  const [word = "", rest = ""] = split(words);
  return Object.hasOwn(readers, word) ? read(word, rest) : mistake("help");
}

/** Readers of what follows the word of a command; undefined for what cannot be read. */
const readers: Readonly<Record<string, (rest: string) => Command | undefined>> = {
  help: (rest) => (rest === "" ? { kind: "help" } : undefined),
  explain: (rest) => {
    const claim = unquoted(rest);
    return claim === "" ? undefined : { kind: "explain", claim };
  },
  block: (rest) => about(rest, (reference, reason) => ({ kind: "block", reference, reason })),
  release: (rest) => about(rest, (reference, reason) => ({ kind: "release", reference, reason })),
  "docs-only": (rest) => (rest === "" ? undefined : { kind: "docs-only", reason: unquoted(rest) }),
  dismiss: (rest) => about(rest, (claim, reason) => ({ kind: "dismiss", claim, reason })),
};

function read(word: string, rest: string): ReadCommand {
  const command = readers[word]?.(rest);
  return command === undefined ? mistake(word) : { kind: "command", command };
}

function about(rest: string, make: (subject: string, reason: string) => Command): Command | undefined {
  const [subject, reason] = split(rest);
  return subject === undefined || subject === "" || reason === undefined || reason === ""
    ? undefined
    : make(subject, unquoted(reason));
}

/** The first word, which may be quoted to hold blanks, and what follows it. */
function split(text: string): readonly [string?, string?] {
  const match = /^(?:`([^`]+)`|"([^"]+)"|(\S+))(?:\s+(.*))?$/su.exec(text.trim());
  return match === null ? [] : [(match[1] ?? match[2] ?? match[3] ?? "").trim(), (match[4] ?? "").trim()];
}

function unquoted(text: string): string {
  const match = /^(?:`([^`]+)`|"([^"]+)")$/su.exec(text.trim());
  return (match?.[1] ?? match?.[2] ?? text).trim();
}

function mistake(word: string): ReadCommand {
  const forms: Readonly<Record<string, string>> = commandForms;
  return { kind: "mistake", expected: forms[word] ?? commandForms.help };
}
