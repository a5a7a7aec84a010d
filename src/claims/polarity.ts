import type { Span } from "../place.ts";
import type { Polarity } from "../types/index.ts";
import { renameOf } from "./rename.ts";

/** What a sentence says of a value; `from` is the old name of a renamed one, a mention says no more than that it is there. */
export type Stance = { readonly polarity: Polarity; readonly from?: string; readonly isMention?: boolean };

/** A value in the words around it, with the other values of the same kind there. */
export type Mention = {
  readonly around: string;
  readonly value: Span;
  readonly others: readonly Span[];
  /** Headings above, nearest last. */
  readonly headings: readonly string[];
};

/** Words on either side that are read for the stance, in UTF-16 units: longer sentences hold other things too. */
const reach = 300;

const clauseEnd =
  /[;.!?](?=\s|$)|\s[—–]\s|\s-\s(?=Default)|\||,?\s+(?:but|however|whereas|while|although|though)\s+|,?\s+(?:and|then)\s+(?=(?:now|instead|then|no longer|accepts?|accepted|requires?|required|supports?|uses?|reads?|sends?|add(?:s|ed)?|introduce[sd]?|removes?|removed|drops?|dropped|renamed?)\b)|,?\s+so\s+(?:that\s+)?(?=(?:[A-Z]|the\s|an?\s|it\s|you\s|they\s|your\s))|,\s+(?=(?:use|pass|send|set|switch|migrate|added|adds|accepts|now|so)\b)/gi;

const goneVerb =
  "accept|support|read|recogni[sz]|honou?r|us(?=e|ing)|sen[dt]|return|allow|includ|expos|provid|emit|check|look|fall|tries|try|tak(?=e|ing)|work|exist|appl(?=y|ies)|available|valid|works";
const needVerb = "need|requir|necessary|mandatory";

const goneBefore = new RegExp(
  [
    `\\bno longer\\s+(?:be\\s+)?(?:${goneVerb})\\w*`,
    "\\bno longer\\s+(?:the\\s+|an?\\s+)?[\"'“(]*$",
    `\\b(?:do|does|did|can|could|is|are)(?:\\s+not|n['’]t)\\s+(?:yet\\s+|currently\\s+)?(?:${goneVerb})\\w*`,
    `\\b(?:cannot|never)\\s+(?:${goneVerb})\\w*`,
    "\\b(?:(?<!\\bto be\\s)(?:removed|dropped)|removing|removal of|drops|dropping|discontinued|retired)\\b",
    "\\bremoves\\s+(?:the\\s+|all\\s+|any\\s+)?support\\b",
    "\\b(?:version|release|update|v?\\d+(?:\\.\\d+)*)\\s+(?:also\\s+)?removes\\b",
    "\\b(?:stopped|stops)\\s+\\w+ing\\b",
    "\\bdeleted\\b",
    "\\bdeletes\\s+(?:the\\s+|an?\\s+|all\\s+)?(?:[\\w-]+\\s+)?[\"'“(]*$",
    "\\bunsupported:?\\s+(?:the\\s+)?[\"'“(]*$",
    "\\bthere (?:is|are) no\\s+$",
    "\\bnot\\s+(?:an?\\s+|the\\s+|via\\s+|in\\s+|through\\s+)?[\"'“‘(]*$",
  ].join("|"),
  "i",
);
/** "Notice that we have removed X from the command" tells of a sample. */
const ownDeed =
  /\b(?:notice|note|see)\b[^.;]*\b(?:we|you|I)(?:['’]ve| have)?\s+(?:just\s+|now\s+)?(?:removed|dropped|deleted)\b/i;
/** "Removed `A` from X" leaves X; "removed support for X" does not. */
const removedFromIt =
  /\b(?:remov(?:e|ed|es|ing)|removal of|drop(?:s|ped|ping)?|delet(?:e|ed|es|ing)|discontinued|retired)\s+(?!(?:the\s+|all\s+|any\s+)?support\s+(?:for|of)\b)(?:[^;.]*\s)?(?:for|from|in|of|on|to|with|by|when|inside|within)\s+(?:the\s+|an?\s+)?["'“(]*$/i;
const unclearBefore = new RegExp(
  `\\b(?:not(?! only)|without|nor|neither|unless|cannot|never|avoid|don['’]t|doesn['’]t|didn['’]t|won['’]t|isn['’]t|aren['’]t)\\b|\\bno\\s+$|\\bno longer\\s+(?:${needVerb})|\\b(?:^|[.:]\\s*)(?:remove|delete|drop)\\b|\\bremoves\\b`,
  "i",
);

const predicate =
  /^(?<gap>[\s\S]*?)\b(?<verb>is|are|was|were|has been|have been|had been|will be|gets?|does|do|did|can|will|no longer)(?<not>n['’]t|\s+not|not)?\b(?<rest>[\s\S]*)$/i;
const goneAfter =
  /^\s*(?:also\s+|now\s+|both\s+|all\s+|being\s+|been\s+|fully\s+)*(?:removed|dropped|deleted|discontinued|gone|unsupported|retired)\b/i;
/** What a program takes out of something, or takes out at times, is what it does. */
const removedAtWork =
  /^\s*removed\s+(?:when|if|after|once|whenever|before|while|during|on|by)\b|^\s*removed\s+from\s+(?:[\w-]+\s+){0,3}(?:environment|output|list|queue|cache|response|request|headers?|string|text|path|url|disk|memory|payload|body|logs?|message)\b/i;
/** The same before the words that say how it is taken out: "removed with the container", "not removed by", "removed on exit". */
const removedBefore =
  /\b(?:removed|dropped|deleted)\s+(?:automatically\s+|together\s+|too\s+)*(?:along|by|via|using|through|when|whenever|if|once|except|unless|on exit|with)\b(?!\s+(?:the\s+)?(?:versions?|releases?|v?\d))/gi;
const notAfter = new RegExp(`^\\s*(?:yet\\s+|currently\\s+|be\\s+|been\\s+|being\\s+)*(?:${goneVerb})`, "i");
/** "No longer sent to X" says what is done with it, not that it is gone. */
const otherUse =
  /^\s*(?:forwarded|passed|handed|sent|written|copied|shown|printed|logged|called|added|stored|set)\s+(?:on|to|in|into|by|from|for|with|when|as)\b/i;
const needAfter = new RegExp(`^\\s*(?:be\\s+)?(?:${needVerb})`, "i");
/** "Requests that carry X are …": what follows speaks of the requests. */
const objectOfRelative = /\b(?:that|which|who)\s+\w+\s+(?:the\s+|an?\s+)?["'“‘]?$/i;
/** An entry that tells the type of its option, and then what it does: `"lid"` (`boolean`) does not open it. */
const typeInBrackets = /^["'”’]*\s+[({](?!\s*(?:removed|dropped|unsupported|no longer)\b)[^(){}]{1,60}[)}]/i;
const subordinate = /\b(?:that|which|who|when|if|because|since|so|where|unless|until|after|before)\b/i;
const goneLabel =
  /^\W*(?:removed|dropped|discontinued|retired|no longer (?:supported|accepted|available)|unsupported|not supported)\b/i;

/**
 * What the words around a value say of it: that it is there, that it is gone, or that it was renamed. Undefined where
 * they negate in a way that states neither ("not required", "without X"): such words are no claim.
 */
export function stanceOf(mention: Mention): Stance | undefined {
  const stance = statedStance(mention);
  if (stance === "unclear") return undefined;
  // "If it is not given, X is not read" says that X is read at other times.
  if (stance?.polarity === "absent" && conditional.test(mention.around) && !gone.test(mention.around))
    return { polarity: "present" };
  return stance;
}

/**
 * True where the words negate something about a name, and thereby say that it is there: "do not set X without Y". They say
 * too little to hold anything against the name.
 */
export function isMentioned(mention: Mention): boolean {
  return (
    statedStance(mention) === "unclear" &&
    !/\b(?:no|not an?|there (?:is|are) no)\s*$/i.test(clauseAround(cut(mention)).before)
  );
}

/** "It is not read, unlike X" says that X is read. */
const unlike = /\bunlike\s+(?:the\s+|an?\s+)?["'“(]*$/i;
/** "When the file is not found" negates something else than a value that follows. */
const otherNegated =
  /\b(?:when|if|where|while)\s+(?:(?:[\w'’-]+\s+){1,6}?(?:is|are|was|were|do|does|did)(?:\s+not|n['’]t)|not)\s+\w+/gi;
/** What one gives up by a choice is there for whoever chooses otherwise. */
const givenUp = /\b(?:downside|drawback|disadvantage|trade-?off|caveat)s?\b/i;
/** "Not supported on X" says that it is elsewhere, and nothing of what follows. */
const deniedOfSome =
  /(?:\b(?:is|are|was|were)(?:\s+not|n['’]t)|^)\s+(?:supported|accepted|allowed|available)\s+(?:on|for|with)\s+(?=\S)/gi;
const conditional = /\b(?:if|when|unless|whether|can be)\b/i;
const gone = /\bno longer\b|\b(?:was|were|is|are|has been|have been)\s+(?:removed|dropped|retired|discontinued)\b/i;

function statedStance(mention: Mention): Stance | "unclear" | undefined {
  const near = cut(mention);
  const rename = renameOf(near);
  if (rename === "old") return undefined;
  if (rename !== undefined) return { polarity: "renamed", from: rename.from };
  const clause = clauseAround(near);
  if (removedFromIt.test(clause.before)) return undefined;
  if (isUnderGoneLabel(near)) return { polarity: "absent" };
  const isHead = /^\W*$/.test(near.around.slice(0, near.value.start)) && typeInBrackets.test(clause.after);
  const after = objectOfRelative.test(clause.before) || isHead ? undefined : stanceAfter(ownWords(clause));
  if (after === "unclear") return "unclear";
  if (givenUp.test(clause.before)) return after === "gone" ? "unclear" : { polarity: "present" };
  if (after === "gone") return { polarity: "absent" };
  if (/\bnot only\b/i.test(clause.before) || unlike.test(clause.before)) return { polarity: "present" };
  const told = clause.before.replace(deniedOfSome, " ").replace(removedBefore, " ");
  if (ownDeed.test(told)) return "unclear";
  if (goneBefore.test(told)) return { polarity: "absent" };
  return unclearBefore.test(clause.before.replace(otherNegated, " ")) ? "unclear" : { polarity: "present" };
}

/** "When using X, some others are no longer available", "With X, it no longer …": what follows the opening words speaks of others. */
function ownWords({ before, after }: { readonly before: string; readonly after: string }): string {
  return /\b(?:when|while|if)\b[^,]*$|^\W*with\s+(?:the\s+)?\W*$/i.test(before)
    ? after.replace(/,[\s\S]*$/, "")
    : after;
}

/** The mention with at most {@link reach} units on either side. */
function cut(mention: Mention): Mention {
  const start = Math.max(0, mention.value.start - reach);
  const end = Math.min(mention.around.length, mention.value.end + reach);
  if (start === 0 && end === mention.around.length) return mention;
  const move = (span: Span): Span => ({ start: span.start - start, end: span.end - start });
  return {
    ...mention,
    around: mention.around.slice(start, end),
    value: move(mention.value),
    others: mention.others.filter((other) => other.start >= start && other.end <= end).map(move),
  };
}

/** The words of the value's own clause, before and after it. */
function clauseAround({ around, value }: Mention): { before: string; after: string } {
  let start = 0;
  let end = around.length;
  for (const match of around.matchAll(clauseEnd)) {
    if (match.index + match[0].length <= value.start) start = match.index + match[0].length;
    else if (match.index >= value.end) {
      end = match.index;
      break;
    }
  }
  // What stands in closed brackets speaks of what it follows, not of this value.
  const aside = /\([^()]*\)/g;
  const before = around.slice(start, value.start).replace(aside, " ");
  return {
    // Before a path it is the method of a request.
    before: around[value.start] === "/" ? before.replace(/\bdelete\s+$/i, " ") : before,
    after: withinAside(around.slice(0, value.start), around.slice(value.end, end)),
  };
}

/** What follows a bracket around the value and other words speaks of what stands before it: "X (without Y) no longer …". */
function withinAside(before: string, after: string): string {
  return /\((?:[^()]*\w[^()]*|\s+)$/.test(before) ? after.replace(/\)[\s\S]*$/, ")") : after;
}

function isOtherwise(longer: string): boolean {
  return needAfter.test(longer) || otherUse.test(longer);
}

/** A note right behind a name: "(removed)", "— no longer supported". */
const goneNote =
  /^["'”’)]*\s*(?:\w+\s+)?[(—–:-]+\s*(?:removed|dropped|unsupported|no longer (?:supported|accepted))\b/i;
/** "--no-lid - Do not close it" says what the option does, "`0` (= do not wait)" what the value means. */
const meaningAfter = /^["'”’)]*(?:\s+<[^<>]*>)?(?:\s+-\s|:\s)|^["'”’]*\s*\(\s*(?:=|i\.e\.)/;

function stanceAfter(after: string): "gone" | "unclear" | undefined {
  if (goneNote.test(after)) return "gone";
  return meaningAfter.test(after) ? undefined : stanceOfPredicate(after);
}

function stanceOfPredicate(after: string): "gone" | "unclear" | undefined {
  const relative = /^["'”’)]*,?\s+(?:which|that)\s+(?<rest>(?:is|are|was|were|has|have)\b[\s\S]*)$/i.exec(after)?.groups
    ?.rest;
  const main = relative ?? after.slice(0, after.search(subordinate) < 0 ? undefined : after.search(subordinate));
  const { gap = "", verb = "", not, rest = "" } = predicate.exec(main)?.groups ?? {};
  // "X, and the kiln does not use it" speaks of the kiln.
  if (/\band\s+(?:the\s+)?[A-Za-z]\w*\s*$/.test(gap)) return undefined;
  const future = /^will/i.test(verb);
  if (/^no longer$/i.test(verb)) return needAfter.test(rest) ? "unclear" : "gone";
  const longer = /^\s*(?:also\s+)?no longer\s+(?<what>[\s\S]*)$/i.exec(rest)?.groups?.what;
  if (longer !== undefined) return isOtherwise(longer) ? "unclear" : "gone";
  const negated = not !== undefined || /^\s*never\b/i.test(rest);
  if (!negated && /^(?:is|are|gets?)$/i.test(verb) && removedAtWork.test(rest)) return "unclear";
  if (!negated) return !future && goneAfter.test(rest) ? "gone" : undefined;
  if (/^\s*(?:only|just|limited|case)\b/i.test(rest)) return undefined;
  return notAfter.test(rest.replace(/^\s*never\b/i, "").replace(deniedOfSome, "")) ? "gone" : "unclear";
}

/** True under a heading "Removed", after such a label, or in a row where another cell starts with one. */
function isUnderGoneLabel({ around, value, headings }: Mention): boolean {
  if (/^\W*(?:removed|removals)\W*$/i.test(headings.at(-1) ?? "")) return true;
  const label = /^(?<label>[^:|]{3,30})\s*:\s/.exec(around)?.groups?.label;
  if (label !== undefined && label.length < value.start && goneLabel.test(label)) return true;
  if (!around.includes(" | ")) return false;
  let at = 0;
  for (const cell of around.split(" | ")) {
    const holds = value.start >= at && value.end <= at + cell.length;
    if (!holds && goneLabel.test(cell)) return true;
    at += cell.length + 3;
  }
  return false;
}
