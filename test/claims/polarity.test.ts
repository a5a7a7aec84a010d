import { describe, expect, it } from "vitest";
import { stanceOf } from "../../src/claims/polarity.ts";

/** `[x]` marks the value that is asked about, `{x}` another value of the same kind. */
function ask(marked: string, headings: readonly string[] = []) {
  const others: { start: number; end: number }[] = [];
  let value = { start: 0, end: 0 };
  let around = "";
  for (const part of marked.split(/([[{][^\]}]+[\]}])/)) {
    const plain = /^[[{]/.test(part) ? part.slice(1, -1) : part;
    const span = { start: around.length, end: around.length + plain.length };
    if (part.startsWith("[")) value = span;
    if (part.startsWith("{")) others.push(span);
    around += plain;
  }
  const stance = stanceOf({ around, value, others, headings });
  return stance === undefined
    ? "unclear"
    : stance.from === undefined
      ? stance.polarity
      : `${stance.polarity} from ${stance.from}`;
}

describe("stanceOf", () => {
  it.each([
    ["The server accepts [X-Kiln].", "present"],
    ["Every request requires the [X-Kiln] header.", "present"],
    ["[X-Kiln] is still accepted but deprecated.", "present"],
    ["[X-Kiln] is not only read by the gateway.", "present"],
    ["The server no longer accepts cookies; send [X-Kiln].", "present"],
    ["The server no longer accepts cookies and now requires [X-Kiln].", "present"],
    ["Cookies are not supported. Send [X-Kiln].", "present"],
    ["Send [X-Kiln], which is logged, to every route.", "present"],
    ["Missing [X-Kiln] gives 401.", "present"],
    ["Requests that carry [X-Kiln] are not cached.", "present"],
    ["[X-Kiln] | string | The key", "present"],
    ["[X-Kiln] is removed from the task environment when it is cold.", "unclear"],
    ["[X-Kiln] is removed once the request ends.", "unclear"],
    ["[X-Kiln] is removed from the API.", "absent"],
    ["It is not used for decisions, unlike [X-Kiln], which is.", "present"],
    ["It reads [X-Kiln] when no cookie is set.", "present"],
    ["[X-Kiln] as an alternative to OAuth", "present"],
    ["It accepts a token (not a key) in the [X-Kiln] header.", "present"],
    ["[X-Kiln] is deprecated.", "present"],
    ["Say what happens when the oven is not found with [X-Kiln].", "present"],
    ["[X-Kiln] will be removed in the next release.", "present"],
    ["It accepts not only [X-Kiln] but also cookies.", "present"],
    ["The server no longer accepts cookies, use [X-Kiln].", "present"],
    ["Removed {X-Old} and added [X-Kiln].", "present"],
    ["[X-Kiln] is accepted and {X-Old} is not supported.", "present"],
    ["Use [API tokens] instead of OAuth.", "present"],
    ["The server no longer accepts [X-Kiln].", "absent"],
    ["The server no longer accepts {X-Old} or [X-Kiln].", "absent"],
    ["It accepts {X-New} but no longer [X-Kiln].", "absent"],
    ["[X-Kiln] is no longer accepted.", "absent"],
    ["[X-Kiln] and {X-Old} are no longer supported.", "absent"],
    ["The [X-Kiln] header was removed.", "absent"],
    ["The [X-Kiln] header has been removed in 2.0.", "absent"],
    ["We removed [X-Kiln].", "absent"],
    ["2.0 removes support for [X-Kiln].", "absent"],
    ["Version 2 removes [X-Kiln].", "absent"],
    ["Header strip. Removes reserved headers of clients, including [X-Kiln].", "unclear"],
    ["Dropped support for [X-Kiln].", "absent"],
    ["The gateway drops [X-Kiln].", "absent"],
    ["The server does not accept [X-Kiln].", "absent"],
    ["The server doesn't support [X-Kiln].", "absent"],
    ["[X-Kiln] isn't supported.", "absent"],
    ["[X-Kiln] is not yet available.", "absent"],
    ["[X-Kiln] no longer works.", "absent"],
    ["The server stopped reading [X-Kiln].", "absent"],
    ["Send {X-New}, not [X-Kiln].", "absent"],
    ["It is an {API token}, not an [API key].", "absent"],
    ["Accepts an API token (not an [API key]).", "absent"],
    ["Send {X-New}, but [X-Kiln] was dropped.", "absent"],
    ["Removed: [X-Kiln]", "absent"],
    ["[X-Kiln] (removed)", "absent"],
    ["[X-Kiln], which was removed in May", "absent"],
    ["[X-Kiln] | string | Removed in 2.0", "absent"],
    ["There is no [X-Kiln].", "absent"],
    ["[X-Kiln] is unsupported.", "absent"],
    ["[X-Kiln] is not required.", "unclear"],
    ["[--no-lid] - Do not use the lid.", "present"],
    ["[X-Kiln]: Do not send it twice.", "present"],
    ["[X-Kiln] is no longer required.", "unclear"],
    ["The server does not require [X-Kiln].", "unclear"],
    ["Requests without [X-Kiln] get 401.", "unclear"],
    ["Do not log [X-Kiln].", "unclear"],
    ["Remove [X-Kiln] from your client.", "unclear"],
    ["The value does not change when [X-Kiln] is set.", "unclear"],
    ["Renamed {X-Old} to [X-Kiln].", "renamed from X-Old"],
    ["Renamed [X-Old] to {X-Kiln}.", "unclear"],
    ["The header was renamed from {X-Old} to [X-Kiln].", "renamed from X-Old"],
    ["{X-Old} has been renamed to [X-Kiln].", "renamed from X-Old"],
    ["[X-Old] has been renamed to {X-Kiln}.", "unclear"],
    ["{X-Old} is now [X-Kiln].", "renamed from X-Old"],
    ["{X-Old} was replaced by [X-Kiln].", "renamed from X-Old"],
    ["[X-Old] was replaced by {X-Kiln}.", "unclear"],
    ["[X-Kiln] replaces the {X-Old} header.", "renamed from X-Old"],
    ["{X-Kiln} replaces the [X-Old] header.", "unclear"],
    ["Use [X-Kiln] instead of {X-Old}.", "renamed from X-Old"],
    ["Use {X-Kiln} instead of [X-Old].", "unclear"],
    ["[X-Kiln] (formerly X-Old) names the kiln.", "renamed from X-Old"],
    ["{X-Old} → [X-Kiln]", "renamed from X-Old"],
    ["{cold}=True → [heat]='none'", "present"],
    ["{Kiln} is now a [Shelf].", "present"],
    ["When using the [X-Kiln] header, some others are no longer available.", "present"],
    ["When the [X-Kiln] header is no longer accepted, send another.", "absent"],
    ["The {Kiln}s are now [Shelf]s.", "present"],
    ["The {Kiln}s are now called [Shelf]s.", "renamed from Kiln"],
    ["The server is now [X-Kiln].", "present"],
  ])("%s is %s", (sentence, expected) => expect(ask(sentence)).toBe(expected));

  it.each([
    [["1.2.0", "Removed"], "absent"],
    [["1.2.0", "Deprecated"], "present"],
    [["Removed", "Headers"], "present"],
  ])("under %j it is %s", (headings, expected) => expect(ask("The [X-Kiln] header", headings)).toBe(expected));

  it("reads only the words nearby", () => {
    const far = `No longer accepted things ${"are many and ".repeat(200)}`;
    expect(ask(`${far}[X-Kiln] too`)).toBe("present");
  });
});
