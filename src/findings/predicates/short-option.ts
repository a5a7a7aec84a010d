import { likeness } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { type Comparison, contradicted, type Draft, strong } from "../draft.ts";

/** What stands between two spellings of one option and never between two options. */
const joint = "\\s*[|/(]\\s*";
/** What may stand between two options as well: "`-q`, `--quiet`" in an entry of its own, "`-q` or `--quiet`". */
const loose = "\\s*(?:,\\s*or\\b|,|or\\b)\\s*";
/** Likeness of the option that the short form stands for, before two options in one sentence are taken for one. */
const leastLike = 0.5;

/**
 * The page calls an option by its short form, too, and every place that declares it does so by another one, or the short form
 * is that of one other option of the same command.
 */
export function shortenedOtherwise({ claim, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  const { short, isLoose } = shortOf(claim) ?? {};
  if (short === undefined || source.skipped.length > 0 || claim.qualifiers.type === "example") return undefined;
  const declared = strong(source.facts).filter(({ role }) => role === "option-declared");
  // "`--silent` (`-ls`)" gives two options of one letter at once.
  if (short.length > 2 && !declared.some(({ value }) => isShort(value) && value.length === short.length))
    return undefined;
  const found = proven.map((long) => otherThan(short, long, declared));
  const [first] = found;
  if (first === undefined || found.some((one) => one?.value !== first.value)) return undefined;
  if (isLoose === true && (isShort(first.value) || likeness(claim.value, first.value) < leastLike)) return undefined;
  return contradicted("slot-holds-other", [first], first.value, first.value);
}

/** The option that the short form stands for, or the short form that the option has; undefined where the page may be right. */
function otherThan(short: string, long: Fact, declared: readonly Fact[]): Fact | undefined {
  // Programs in Go take `-lid` for `--lid`.
  const isTwin = ({ value }: Fact): boolean => value === long.value.slice(1) || value === `-${short}`;
  const here = declared.filter((fact) => isOfOneCommand(fact, long) && !isTwin(fact));
  const [shorts, longs] = [here.filter((fact) => isShort(fact.value)), here.filter((fact) => !isShort(fact.value))];
  // Options that are declared in one line cannot be told apart.
  if (longs.some((fact) => fact.value !== long.value && isOnePlace(fact, long))) return undefined;
  const own = shorts.filter((fact) => isOnePlace(fact, long));
  const [holder, ...holders] = shorts.filter(({ value }) => value === short);
  if (own.some(({ value }) => value === short) || holders.length > 0) return undefined;
  if (holder === undefined) return own.length === 1 ? own[0] : undefined;
  const [only, ...more] = longs.filter((fact) => isOnePlace(fact, holder));
  return more.length > 0 ? undefined : only;
}

type Short = { readonly short: string; readonly isLoose: boolean };

/** The short form beside the option, as the page writes it; undefined where it writes none. */
function shortOf({ kind, value, sentence }: Claim): Short | undefined {
  if (kind !== "cli-flag" || !/^--[\w-]+$/.test(value)) return undefined;
  const find = (pattern: string): string | undefined => new RegExp(pattern).exec(sentence)?.[1];
  const [option, letter] = [`${value}(?![\\w-])`, "(?<![\\w-])(-[A-Za-z\\d]{1,2})(?![\\w-])"];
  const short =
    find(`${letter}${joint}${option}`) ??
    find(`(?<![\\w-])${option}${joint}${letter}`) ??
    find(`^\\W*${letter}\\s*,\\s*${option}`);
  if (short !== undefined) return { short, isLoose: false };
  const other = find(`${letter}${loose}${option}`);
  return other === undefined ? undefined : { short: other, isLoose: true };
}

function isShort(option: string): boolean {
  return /^-[^-]/.test(option);
}

function isOfOneCommand(one: Fact, other: Fact): boolean {
  return one.place.path === other.place.path && one.scope.command === other.scope.command;
}

function isOnePlace(one: Fact, other: Fact): boolean {
  return one.place.startLine === other.place.startLine && one.place.endLine === other.place.endLine;
}
