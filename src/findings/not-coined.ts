import { differingWords, editDistance, tellingWords, wordsOf } from "../names.ts";

/**
 * Headers of standards, from the field name registry of IANA and the Fetch, WebSocket and Trace Context specifications;
 * a trailing dash stands for any ending. None of them is a misspelt header of a project.
 */
const registeredHeaders =
  "accept accept- access-control- age allow alt-svc authorization cache-control connection content- cookie date dnt etag expect expires forwarded from host if- keep-alive last-event-id last-modified link location max-forwards origin permissions-policy pragma prefer priority proxy- range referer referrer-policy retry-after sec- server server-timing service-worker set-cookie strict-transport-security te trailer transfer-encoding traceparent tracestate upgrade upgrade-insecure-requests user-agent vary via warning www-authenticate x-content-type-options x-forwarded- x-frame-options x-powered-by x-real-ip x-requested-with x-xss-protection".split(
    " ",
  );

/** True for a header that a standard names. */
export function isRegisteredHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return registeredHeaders.some((header) => lower === header || (header.endsWith("-") && lower.startsWith(header)));
}

/** True for what a program counts or measures, in three words or more: products coin these names themselves. */
export function isMeasured(name: string): boolean {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+_(?:total|seconds|milliseconds|bytes|ratio)$/.test(name);
}

/** Names of several words that Python and JavaScript give to every program, from their references. */
const builtIn = new Set(
  "AbortController AbortSignal AggregateError ArrayBuffer AsyncGenerator AsyncIterable AsyncIterator BaseException BaseExceptionGroup BroadcastChannel ConnectionError CustomEvent DataView DeprecationWarning ErrorEvent EventEmitter EventSource EventTarget ExceptionGroup FileNotFoundError FormData GeneratorExit ImportError IndexError IntersectionObserver KeyError KeyboardInterrupt MessageChannel MessageEvent ModuleNotFoundError MutationObserver NotImplementedError PermissionError PromiseLike RangeError ReadableStream RecursionError ReferenceError ResizeObserver RuntimeError SharedWorker StopAsyncIteration StopIteration SyntaxError SystemExit TextDecoder TextEncoder TimeoutError TransformStream TypeError URLSearchParams UnicodeDecodeError UserWarning ValueError WeakMap WeakRef WeakSet WebSocket WritableStream ZeroDivisionError".split(
    " ",
  ),
);

/** Functions that stand in the reference of C, and in those of many languages after it. */
const sinceC =
  /^(?:[fsv]|vs|sn|vsn)?(?:printf|scanf)$|^(?:str|mem)(?:cmp|cpy|len|str|dup|chr)$|^(?:strftime|strptime|getenv)$/;

/** True for names that languages give themselves: `__proto__`, `__init__`, `ExceptionGroup`, `printf`. */
export function isOfLanguage(name: string): boolean {
  return /^__\w+__$/.test(name) || builtIn.has(name) || sinceC.test(name);
}

/** First words of variables that every product has, or that belong to what it runs on. */
const shared = new Set(
  "admin api app auth aws base ci client cors database db debug default docker email env git host http https jwt log mail max min mongo mysql next node nuxt password pg port postgres public react redis s3 secret server session site smtp sqlite test token url user vite web".split(
    " ",
  ),
);

/** True for a name that begins with a word of the product's own. */
export function beginsWithOwnWord(name: string): boolean {
  return !shared.has(tellingWords(name)[0] ?? "");
}

/** Words that examples put into the names that they make up. */
const madeUp = new Set("my your our custom example foo bar baz qux hello some dummy fake".split(" "));

/** True for names that an example makes up: `toBeFoo`, `myPlugin`, `myresolver`, `packageA`, `lid.B.yaml`, `feature_name`, `--flags`. */
export function isMadeUp(name: string): boolean {
  if (/^(?:feature|module|package|function|class|component|plugin)_?[nN]ame$/.test(name)) return true;
  if (/^--(?:flag|option|arg|switch)s?$/.test(name)) return true;
  if (/^[a-z]{3,}[ABCXYZ]$/.test(name) || /^[a-z]+[._-][ABCXYZ](?:[._-][a-z]+)?$/.test(name)) return true;
  return (
    /^[\w$]+$/.test(name) && wordsOf(name).some((word) => madeUp.has(word) || /^(?:my(?!sql)|your)\w{3}/.test(word))
  );
}

/**
 * True when one name is the other in another form of a word or in other letter case: `styles` and `style`, `KilnClosed`
 * and `KilnClose`, `lowerCase` and `lowercase`, or with another word of one other letter: `smart` and `start`. Nobody can
 * tell whether one is the other written wrongly.
 */
export function isOtherForm(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return !isBrokenByCase(one, other) && !isOfManyWords(one, other);
  const [only, ...more] = differingWords(one, other) ?? [];
  if (only === undefined || more.length > 0) return false;
  const [short, long] = only[0].length <= only[1].length ? only : [only[1], only[0]];
  const ending = long.startsWith(short) ? long.slice(short.length) : "";
  const isEnding = ending.length > 1 || (short.length > 2 && /^[sdrn]$/.test(ending));
  return isEnding || isOtherForms(short, long) || isOtherShortWord(short, long);
}

/** True for a name that has a second capital letter where the other goes on in small ones: `openSHelf`, `openShelf`. */
function isBrokenByCase(one: string, other: string): boolean {
  const at = /[a-z][A-Z]{2}[a-z]{3}/.exec(one)?.index;
  return at !== undefined && /^[a-z][A-Z][a-z]{4}/.test(other.slice(at));
}

/** Words of a name that no other program is likely to have in other letter case. */
const manyWords = 3;

/** True for names of three words and more that differ in letter case behind the first letter: `CheckListItem`, `ChecklistItem`. */
function isOfManyWords(one: string, other: string): boolean {
  const counts = [one, other].map((name) => (/^[a-z\d]+$/i.test(name) ? wordsOf(name).length : 0));
  return one[0] === other[0] && Math.max(...counts) >= manyWords && Math.min(...counts) > 1;
}

/** True for two sides of one thing, `inviterEmail` and `inviteeEmail`, and for two things done with one, `useLid` and `setLid`. */
export function isCounterpart(one: string, other: string): boolean {
  const stem = (word: string): string => word.replace(/(?:ee|er|or)$/, "");
  const pairs = differingWords(one, other) ?? [];
  const isTwoSided = pairs.length > 0 && pairs.every(([left, right]) => stem(left) === stem(right));
  return isTwoSided || isOtherDeed(one, other) || isOtherSort(one, other);
}

/** Last words of types that say what they are to a function: what it takes, what it gives, the function itself. */
const sorts: readonly string[][] = [
  ["options", "params", "parameters", "props", "args", "arguments", "config", "settings", "input", "request"],
  ["function", "fn", "callback", "handler"],
  ["result", "response", "output", "return"],
];

/** What a function takes or gives, beside the function: `FireKilnOptions`, `FireKilnFunction`. */
function isOtherSort(one: string, other: string): boolean {
  const [[left = "", right = ""] = [], ...more] = differingWords(one, other) ?? [];
  if (more.length > 0 || wordsOf(one).at(-1) !== left || wordsOf(other).at(-1) !== right) return false;
  const [first, second] = [left, right].map((word) => sorts.findIndex((sort) => sort.includes(word)));
  return first !== second && first !== -1 && second !== -1;
}

/** Words before a name that say what is done with it. */
const verb = /^(?:use|get|set|create|update|delete|remove|add|list|find|has|is|on|with)$/;

/** The hook `useKilnLid` and the function `setKilnLid`. */
function isOtherDeed(one: string, other: string): boolean {
  const [[first = "", ...rest], [second = "", ...others]] = [wordsOf(one), wordsOf(other)];
  if (first === second || rest.join(" ") !== others.join(" ") || rest.length === 0) return false;
  return first === "use" || second === "use" || (verb.test(first) && verb.test(second));
}

/** True for names of three words or more of which one has another form: `lid_relational_field` and `lid_related_field`. */
export function isInflected(one: string, other: string): boolean {
  const stem = (word: string): string => word.replace(/(?:ionals?|ions?|al|ed|ing|e)$/, "");
  const [only, ...more] = differingWords(one, other) ?? [];
  if (only === undefined || more.length > 0 || wordsOf(one).length < 3) return false;
  return only[0].length > 4 && stem(only[0]) === stem(only[1]);
}

/** Words of a name that only one product has, whatever form one of them takes. */
const wordsOfLong = 4;

/** True for names of four words or more of which one has another form: `find_lid_on_fails` and `find_lid_on_failed`. */
export function isFormOfLong(one: string, other: string): boolean {
  const [only, ...more] = differingWords(one, other) ?? [];
  if (only === undefined || more.length > 0 || tellingWords(one).length < wordsOfLong) return false;
  const [short, long] = only[0].length <= only[1].length ? only : [only[1], only[0]];
  return long === `${short}s` || isOtherForms(short, long);
}

/** Two forms of one word: `glaze` and `glazing`, `closed` and `closing`. */
function isOtherForms(one: string, other: string): boolean {
  const stem = (word: string): string => word.replace(/(?:e|ed|es|is|s|ing|ion|er|or)$/, "");
  // No word has a form that lacks nothing but its last `e`.
  return stem(one).length >= 4 && stem(one) === stem(other) && other !== `${one}e`;
}

/** Longest word of which another letter is as likely to make another word as a mistake. */
const longestShort = 6;

/** Words of as many letters that differ in one; fingers slip to the keys beside, and not from the `s` of a plural. */
function isOtherShortWord(one: string, other: string): boolean {
  if (one.length !== other.length || one.length > longestShort) return false;
  const places = [...one].flatMap((letter, at) => (letter === other[at] ? [] : [at]));
  const [only, ...more] = places;
  if (only === undefined || more.length > 0) return false;
  const [left = "", right = ""] = [one[only], other[only]];
  const isPlural = only === one.length - 1 && (left === "s" || right === "s");
  return isPlural || !keyRows.some((row) => row.includes(left + right) || row.includes(right + left));
}

/** Letters that lie beside each other on most keyboards, by rows. */
const keyRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** True for an option that nearly every library of command lines adds by itself. */
export function isGivenByLibraries(option: string): boolean {
  return option === "--help" || option === "--version";
}

/** True where one name is what the other one takes or is made of: `KilnOptions` of a `Kiln`. */
export function isPartOfType(one: string, other: string): boolean {
  return (
    one.startsWith(other) &&
    /^(?:Options?|Props|Params|Parameters|Args|Config|Settings|Type)$/.test(one.slice(other.length))
  );
}

/** Names of several words that are shorter have too many neighbours. */
const leastPlural = 9;

/** Names of several words of which one has an `s` too many or too few: of one word, both forms are words of their own. */
export function isPluralOfMore(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (wordsOf(short).length < 2 || short.length < leastPlural || long.length !== short.length + 1) return false;
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  return long[at] === "s" && `${long.slice(0, at)}${long.slice(at + 1)}` === short;
}

/** Shortest word in which a letter too few or too many, or two in the wrong order, make no other word. */
const leastTyped = 6;

/**
 * True where one of several words of a name has a letter too few or too many within it, or two that are swapped: nobody
 * ever called anything so.
 */
export function isMistyped(one: string, other: string): boolean {
  const [only, ...more] = differingWords(one, other) ?? [];
  if (only === undefined || more.length > 0 || wordsOf(one).length < 2 || isOtherForm(one, other)) return false;
  const [left, right] = only;
  const isSwapped = left.length === right.length && [...left].sort().join("") === [...right].sort().join("");
  if (Math.min(left.length, right.length) < leastTyped || left[0] !== right[0]) return false;
  return (isSwapped || Math.abs(left.length - right.length) === 1) && editDistance(left, right) === 1;
}
