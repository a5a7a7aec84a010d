import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import type { Comparison } from "../draft.ts";
import { quantitiesOf } from "../normalise.ts";
import { isBound } from "./bounds.ts";
import { isInOtherWords, isNumber } from "./in-other-words.ts";
import { isOfOwnTools } from "./paths.ts";
import { isRivalVersion } from "./rival-version.ts";
import { isDefaultOf } from "./setting-name.ts";
import { holdsWord } from "./written-in.ts";

/** Longest text whose difference is one of value, in words: longer ones are prose that the page may shorten. */
const mostWords = 4;

/** Whether another value in this place speaks against the claim: it is of the same setting, of the same sort and in the same unit. */
export function isRival(fact: Fact, value: string, { claim, proof }: Comparison): boolean {
  if (!isOfSubject(fact, claim.qualifiers.subject ?? "")) return false;
  if (proof.confirms.includes("package-declared")) return isRivalVersion(fact, value, claim);
  if (isOfOtherKit(fact, claim) || isSetBelow(fact, claim) || isOfOtherFlags(fact, claim)) return false;
  if (isSaidToo(value, claim) || (claim.kind === "limit" && !isBound(fact, value, claim))) return false;
  return !isOfAnything(fact, claim) && holdsUnasked(fact, value, claim) && isOfOneSort(fact, value, claim);
}

/** Files of code by the names of folders and pages that are about a kit in their language. */
const kits: Readonly<Record<string, RegExp>> = {
  csharp: /\.cs$/,
  dotnet: /\.cs$/,
  go: /\.go$/,
  golang: /\.go$/,
  java: /\.java$/,
  javascript: /\.[cm]?[jt]sx?$/,
  node: /\.[cm]?[jt]sx?$/,
  nodejs: /\.[cm]?[jt]sx?$/,
  php: /\.php$/,
  python: /\.pyi?$/,
  ruby: /\.rb$/,
  rust: /\.rs$/,
  typescript: /\.[cm]?[jt]sx?$/,
};

/** The page is about the kit in one language, and the value stands in code of another. */
function isOfOtherKit({ place, strength }: Fact, claim: Claim): boolean {
  const segments = claim.place.path.toLowerCase().split(/[/.]/);
  const own = segments.flatMap((segment) => (Object.hasOwn(kits, segment) ? [kits[segment]] : []));
  return strength === "code" && own.length > 0 && !own.some((ending) => ending?.test(place.path));
}

/** Files of settings for one machine or one try, by a word in their names. */
const forOneMachine = /(?:^|[-_./])(?:local|dev|demo|docker|sandbox|playground)(?:[-_.][\w.-]*)?\.(?:ya?ml|json|toml)$/;

/**
 * What a file of settings gives to a key below others is set for one deployment, and so is all of a file for one machine: of
 * a key that the page names alone it says nothing.
 */
function isSetBelow({ place: { path }, scope, value }: Fact, { qualifiers: { subject = "" } }: Claim): boolean {
  const depth = (name: string): number => name.split(/[.#]/).length;
  if (forOneMachine.test(path)) return true;
  return /\.ya?ml$/.test(path) && depth(scope.subject ?? value) > Math.max(depth(subject), 2);
}

/** `--kiln.lid` is an option of another program than `kiln-lid`. */
function isOfOtherFlags({ scope, value, role }: Fact, { qualifiers: { subject = "" } }: Claim): boolean {
  const named = scope.subject ?? (role === "option-declared" ? value : "");
  return /^-.*\w\.\w/.test(named) && /\w[-_]\w/.test(subject) && !subject.includes(".");
}

/** What many functions take one of, too. */
const ofMuch =
  /^(?:name|title|description|label|message|content|text|body|value|key|id|slug|url|uri|path|email|type|status|offset|page|count|index|order|source|target)$/;

/** A `name` that some function of code takes is not that of the thing which the page describes. */
function isOfAnything({ role, strength }: Fact, { kind, qualifiers: { subject = "" } }: Claim): boolean {
  return kind === "default-value" && role === "default" && strength === "code" && ofMuch.test(subject);
}

/** Words before a default or a bound. */
const statesValue = /\b(?:defaults?|up to|at most|at least|max(?:imum)?|min(?:imum)?|limit(?:ed)?)\b[^.;|\d]{0,25}$/i;

/** A sentence that states the other value as well speaks of both: "the default of `0.5` is ours, the library defaults to `0.7`". */
function isSaidToo(value: string, { sentence, value: claimed }: Claim): boolean {
  const said = value.replace(/^["'`]|["'`]$/g, "");
  if (sortOf(value) !== "plain" || said === "") return false;
  const rest = sentence.replace(claimed, " ".repeat(claimed.length));
  for (let at = rest.indexOf(said); at >= 0; at = rest.indexOf(said, at + 1))
    if (statesValue.test(rest.slice(0, at)) && holdsWord(rest.slice(at, at + said.length + 1), said)) return true;
  return false;
}

/** The value is the setting's own where nothing else is said: not under a condition, and not that of another setting. */
function holdsUnasked(fact: Fact, value: string, { qualifiers: { subject = "" }, sentence }: Claim): boolean {
  if (/^(?:given|conditional|unset|sibling)$/.test(fact.scope.type ?? "") || isZeroOfGo(fact, value)) return false;
  if (isEmptyOfRust(fact, value)) return false;
  // A limit of nothing is none.
  if (/^limit$/i.test(subject) && value === "0") return false;
  if (/(?:^|\/)testing\//.test(fact.place.path) || isOfOwnTools(fact.place.path)) return false;
  // `DEFAULT_TIMEOUT` may be the default of any `timeout`.
  const isOfAny = fact.role === "constant" && isDefaultOf(fact.scope.subject ?? "", subject);
  if (!isOwnSubject(fact, subject) || (isOfAny && wordsOf(subject).length < 2)) return false;
  if (isWordOfAny(fact, value, subject)) return false;
  // A page that lists the choices speaks of another setting than a place that takes none of them.
  return !/\bone of\b/i.test(sentence) || sentence.includes(value);
}

/**
 * Much code has a variable of one common word, and a text in it is the more likely to be that of another one; functions of
 * Ruby and PHP take arguments of such names.
 */
function isWordOfAny({ role, place, scope }: Fact, value: string, subject: string): boolean {
  const isPlain = /^(?:true|false|null|-?\d[\d_.]*)$/.test(value);
  if (role === "default" && /\.(?:rb|php)$/.test(place.path) && /^[a-z]+$/.test(subject)) return true;
  const isOfNothing = place.path.endsWith(".rs") || (scope.in === undefined && /\.[cm]?jsx?$/.test(place.path));
  return role === "default" && isOfNothing && !isPlain && wordsOf(subject).length === 1;
}

function isOfOneSort(fact: Fact, value: string, claim: Claim): boolean {
  if (sortOf(value) !== sortOf(claim.value) || value.includes("://") !== claim.value.includes("://")) return false;
  if (isNameOf(value, claim) || (isEmpty(value) && isEmpty(claim.value))) return false;
  if (isInOtherWords(claim.value, value)) return false;
  // A level by its number and one by its name are those of two settings.
  if (isNumberAndName(claim.value, value) || isNumberAndName(value, claim.value)) return false;
  if (/^[\d\s_,.]+$/.test(value) !== /^\d/.test(claim.value)) return isSimple(value) && isSimple(claim.value);
  if (/^\d/.test(claim.value) && !isOneMeasure(fact, value, claim)) return false;
  return value.split(/\s+/).length <= mostWords && claim.value.split(/\s+/).length <= mostWords;
}

/** Words that stand where a number could. */
const insteadOfNumber =
  /^(?:auto|default|disabled|enabled|false|inf|infinite|infinity|never|nil|none|null|off|on|true|unbounded|undefined|unlimited)$/i;

function isNumberAndName(one: string, other: string): boolean {
  return isNumber(one) && /^[A-Za-z_][\w.]{2,}$/.test(other) && !insteadOfNumber.test(other);
}

/** A constant that holds the name of the setting, in any spelling, says nothing of its value. */
function isNameOf(value: string, { qualifiers: { subject = "" } }: Claim): boolean {
  const words = (name: string): string => wordsOf(name).join(" ");
  return /^[\w.-]+$/.test(value) && words(value) === words(subject) && words(value) !== "";
}

/** An empty list, object or text: each language and format has its own. */
function isEmpty(value: string): boolean {
  return /^(?:\w+)?(?:\{\s*\}|\[\s*\]|\(\s*\))$/.test(value.trim());
}

/** Flags of Go must be given a default: zero is that of a setting whose default is worked out elsewhere. */
function isZeroOfGo({ role, scope, place }: Fact, value: string): boolean {
  const isFlag = role === "option-declared" || scope.subject?.startsWith("-") === true;
  return isFlag && place.path.endsWith(".go") && /^0(?:s|ms)?$/.test(value);
}

/** A constant that merely bears the name may be anything, and a flag or variable is declared as one. */
function isOfSubject({ role, scope, place, value }: Fact, subject: string): boolean {
  if (role === "constant" && !isDefaultName(scope.subject ?? "") && !isWholeDefault(scope.subject ?? "", subject))
    return false;
  // "Limit: 1000 requests" names nothing, and `limit: 100` stands in calls of all sorts; all settings have a `version`.
  if (
    /^(?:[Dd]efaults?|(?:Rate )?Limits?|Max(?:imum)?|Min(?:imum)?|[Ss]ize|[Cc]ount|Number|Value|[Vv]ersion)$/.test(
      subject,
    )
  )
    return false;
  if (subject.startsWith("-") && role !== "option-declared" && !scope.subject?.startsWith("-")) return false;
  // A key of a file is no option of a command line.
  const isOption = role === "option-declared" || scope.subject?.startsWith("--") === true;
  if (isOption && /^[a-z][a-z0-9]*(?:(?:_[a-z0-9]+)+|(?:[A-Z][a-z0-9]*)+)$/.test(subject)) return false;
  // A setting that has dashes or underscores in its name is no parameter of a function that has capitals in it.
  if (role === "default" && /^[a-z]+(?:[-_][a-z]+)+$/.test(subject) && /[A-Z]/.test(scope.subject ?? "")) return false;
  const named = scope.subject ?? (place.path.endsWith(".rb") ? value : "");
  if (isOfOtherLanguage(named, place.path, subject)) return false;
  const isVariable = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(subject);
  return !isVariable || role === "env-read" || isSetting(scope.subject ?? "", subject);
}

/** One product in two languages has a setting of its own in each: `lid_angle` of Python is not the `lidAngle` of TypeScript. */
export function isOfOtherLanguage(named: string, path: string, subject: string): boolean {
  const [snake, camel] = [/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/, /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/];
  if (/\.[cm]?[jt]sx?$/.test(path)) return snake.test(subject) && camel.test(named);
  const isPascal = /^(?:[A-Z][a-z0-9]*){2,}$/.test(subject);
  return /\.(?:py|rb)$/.test(path) && (camel.test(subject) || isPascal) && snake.test(named);
}

/** `KILN_LID` itself, or in a table of defaults: `DEFAULTS.KILN_LID`. */
function isSetting(named: string, subject: string): boolean {
  return named === subject || (/default/i.test(named) && named.endsWith(`.${subject}`));
}

/** How a sentence says what its bare numbers count. */
const unitWords: Readonly<Record<string, RegExp>> = {
  ms: /\b(?:in|as)\s+(?:milliseconds|ms)\b|\((?:milliseconds|ms)\)/i,
  s: /\b(?:in|as)\s+(?:seconds|secs?)\b|\((?:seconds|secs?|s)\)/i,
};

/** Both numbers have a unit or none has; bytes and milliseconds are what numbers without a unit count. */
function isOneMeasure({ scope }: Fact, value: string, claim: Claim): boolean {
  // Nothing is nothing in every unit.
  if (claim.value.trim() === "0" && /[1-9]/.test(value)) return true;
  if (/^\d[\d_,.]*\s?(?:bytes?|ms|milliseconds?)$/i.test(claim.value) && /^\d[\d_]*$/.test(value)) return true;
  if (/^\d[\d_]*$/.test(claim.value) && unitWords[scope.unit ?? ""]?.test(claim.sentence)) return true;
  const hasUnit = (text: string, stated: string | undefined): boolean =>
    stated !== undefined || quantitiesOf(text).length > 0;
  return hasUnit(claim.value, claim.qualifiers.unit) === hasUnit(value, scope.unit);
}

/**
 * `kiln.fire` is not every `fire`: where the page says what a name belongs to, another value speaks against it only in a
 * place that says so too.
 */
function isOwnSubject({ scope, value, place }: Fact, subject: string): boolean {
  const [last = "", ...owners] = subject.split(/[.#]/).reverse();
  const named = scope.subject ?? value;
  if (owners.length === 0 || wordsOf(last).join(" ") !== wordsOf(named).join(" ")) return true;
  // A type of Go is named with its package.
  const folder = place.path.endsWith(".go") ? (place.path.split("/").at(-2) ?? "") : "";
  const within = [...wordsOf(scope.in ?? ""), ...wordsOf(folder)];
  // In a table of tables the key around it is named in full.
  if (scope.in?.includes(".") === true && /default/i.test(scope.in))
    return owners.some((owner) => wordsOf(owner).every((word) => within.includes(word)));
  const [nearest = ""] = owners.filter((owner) => !/^(?:config(?:uration)?|options|settings|\d+|)$/i.test(owner));
  return wordsOf(nearest).some((word) => within.includes(word));
}

/** A truth value beside a number says that the thing is on, a list beside a truth value that it is given: no two values of one sort. */
function sortOf(value: string): "truth" | "list" | "object" | "nothing" | "plain" {
  if (/^(?:null|undefined|none|nil|["']{2})$/i.test(value)) return "nothing";
  if (/^["']?(?:true|false)["']?$/i.test(value)) return "truth";
  if (value.trim().startsWith("{")) return "object";
  return /^[[(]/.test(value.trim()) ? "list" : "plain";
}

/** Of a path only its end says what is set: `services.rateLimit.labels.burst` is no limit. */
function isDefaultName(name: string): boolean {
  return wordsOf(name.split(".").slice(-2).join(".")).some((word) => /^(?:default|max|min|limit)/.test(word));
}

/** All of a path of names stands in an object of defaults: `default_config.lid.angle` for `lid.angle`. */
function isWholeDefault(path: string, subject: string): boolean {
  const [object = "", ...rest] = path.split(".");
  const words = (name: string): string => wordsOf(name).join(" ");
  return /default/i.test(object) && rest.length > 1 && words(rest.join(".")) === words(subject);
}

/** Rust must state a value of every field: nothing in a list says that the default is worked out elsewhere. */
function isEmptyOfRust({ place }: Fact, value: string): boolean {
  return place.path.endsWith(".rs") && /^(?:vec!)?\[\s*\]$|^\w*Default::default\(\)$/.test(value.trim());
}

/** A number, a truth value or one word: values that are written one way. */
function isSimple(value: string): boolean {
  return /^["']?[\w.@/-]+["']?$/.test(value) && !/[({]/.test(value);
}
