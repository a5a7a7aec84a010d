import { type ImportedNames, importedNames, isKept } from "./imports.ts";
import type { Entry } from "./structure.ts";

/** What a bracket opens: the list of a call, an object or a list that a known call is given, or anything else. */
type Frame = {
  readonly opens: "call" | "object" | "list" | "other";
  /** The function that is given it, then the keys around; undefined where no known function is. */
  readonly path?: readonly string[];
  readonly module: string;
  /** Place among what the call is given. */
  argument: number;
  /** The key whose value is being read. */
  key?: string;
  /** True where a key may stand. */
  atKey: boolean;
};

const word = /[A-Za-z_$][\w$]*/y;
const typeArguments = /\s*<[^<>()]{0,120}(?:<[^<>()]{0,80}>[^<>()]{0,80})?>(?=\s*\()/y;
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/y;
const passedOver = /\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
/** Words before the name of a method. */
const ofMethod = /^(?:async|get|set|static)$/;

/**
 * Entries of sample code in TypeScript or JavaScript: `given` and every key of an object that a function is given which the
 * sample imports, or another one of the page does, with the keys around it. `oven({ lid: { angle: 30 } })` gives `oven()` a
 * `lid`, and this an `angle`.
 */
export function readScriptCalls(text: string, onPage: ImportedNames = new Map()): readonly Entry[] {
  const own = importedNames(text);
  const imported = new Map([...withoutDeclared(onPage, text), ...own]);
  return imported.size === 0 ? [] : new CallReader(text, imported).entries();
}

/** Names that a sample declares itself are not those which another one imports. */
function withoutDeclared(names: ImportedNames, text: string): ImportedNames {
  const declared = new Set(
    [...text.matchAll(/\b(?:const|let|var|function|class)\s+([\w$]+)|import\s+\{([^{}]*)\}/g)].flatMap(
      ([, name = "", list = ""]) => [name, ...list.split(",").map((one) => one.trim())],
    ),
  );
  return new Map([...names].filter(([name]) => !declared.has(name)));
}

class CallReader {
  private at = 0;
  /** The last sign or word that is no blank and no comment. */
  private before = "";
  private readonly frames: Frame[] = [];
  private readonly found: Entry[] = [];

  private readonly text: string;
  private readonly imported: ImportedNames;

  public constructor(text: string, imported: ImportedNames) {
    this.text = text;
    this.imported = imported;
  }

  public entries(): readonly Entry[] {
    while (this.at < this.text.length) this.step();
    return this.found;
  }

  private step(): void {
    if (this.taken(passedOver) !== undefined) return;
    const start = this.at;
    const token = this.taken(word) ?? this.taken(quoted);
    if (token === undefined) this.readSign(this.text[this.at] ?? "");
    else this.readName(token, start);
  }

  private taken(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [match] = pattern.exec(this.text) ?? [];
    if (match === undefined || match === "") return undefined;
    this.at += match.length;
    return match;
  }

  private readSign(sign: string): void {
    this.at += 1;
    const frame = this.frames.at(-1);
    if ("([{".includes(sign)) this.open(sign, frame);
    else if (")]}".includes(sign)) this.frames.pop();
    else if (sign === "," && frame !== undefined) {
      frame.argument += 1;
      frame.atKey = frame.opens === "object";
      delete frame.key;
    }
    this.before = sign;
  }

  private open(sign: string, frame: Frame | undefined): void {
    const path = frame === undefined || sign === "(" ? undefined : this.pathInside(frame);
    const opens = path === undefined ? "other" : sign === "{" ? "object" : "list";
    const inside = path === undefined ? {} : { path };
    this.frames.push({ opens, ...inside, module: frame?.module ?? "", argument: 0, atKey: opens === "object" });
  }

  /** The function and the keys around what begins here; undefined where it is no whole value. */
  private pathInside({ opens, path, key, argument }: Frame): readonly string[] | undefined {
    if (path === undefined) return undefined;
    if (opens === "object") return key !== undefined && this.before === ":" ? [...path, key] : undefined;
    if (!["(", "[", ","].includes(this.before)) return undefined;
    return opens === "call" && argument > 0
      ? [`${path[0] ?? ""}(${argument})`]
      : opens === "call"
        ? [`${path[0]}()`]
        : path;
  }

  private readName(token: string, start: number): void {
    const frame = this.frames.at(-1);
    const isMember = this.before === "." && !this.text.slice(0, start).endsWith("...");
    if (frame?.atKey === true && this.before !== ".") this.readKey(token, start, frame);
    else if (!isMember && this.readCallee(token)) return;
    this.before = token;
  }

  private readKey(token: string, start: number, frame: Frame): void {
    const [next = ""] = /^\s*\??[:,}(\n]?/.exec(this.text.slice(this.at, this.at + 40)) ?? [];
    if (ofMethod.test(token) && !/[:,(}]/.test(next)) return;
    frame.atKey = false;
    if (!/[:,}(]/.test(next) || !isKept(this.text, start)) return;
    const isQuoted = /^["'`]/.test(token);
    const name = isQuoted ? token.slice(1, -1) : token;
    frame.key = name;
    this.found.push({
      path: ["given", name],
      key: isQuoted ? { start: start + 1, end: this.at - 1 } : { start, end: this.at },
      qualifiers: { path: [...(frame.path ?? []), name].join("."), package: frame.module },
    });
  }

  /** A function that the sample imports is called: what it is given is its own. */
  private readCallee(token: string): boolean {
    const origin = this.imported.get(token);
    this.taken(typeArguments);
    if (origin === undefined || !/^\s*\(/.test(this.text.slice(this.at, this.at + 40))) return false;
    this.at = this.text.indexOf("(", this.at) + 1;
    this.frames.push({ opens: "call", path: [origin.name], module: origin.module, argument: 0, atKey: false });
    this.before = "(";
    return true;
  }
}
