import { describe, expect, it } from "vitest";
import { levelOf, levels, mayGive } from "../../src/commands/authority.ts";
import { commandForms } from "../../src/commands/grammar.ts";

const kinds = Object.keys(commandForms).filter((kind): kind is keyof typeof commandForms => kind in commandForms);
const decisions = ["block", "release", "docs-only", "dismiss"];

describe("T143 who may give which command", () => {
  const rows = kinds.flatMap((kind) =>
    levels.flatMap((level) => [true, false].map((isAuthor) => ({ kind, level, isAuthor }))),
  );
  it.each(rows)("$kind by $level, author: $isAuthor", ({ kind, level, isAuthor }) => {
    const writes = ["write", "maintain", "admin"].includes(level);
    const expected = decisions.includes(kind) ? writes : writes || level === "triage" || isAuthor;
    expect(mayGive(kind, { level, isAuthor })).toBe(expected);
  });

  it.each([
    ["admin", "admin", "admin"],
    ["write", "maintain", "maintain"],
    ["write", "write", "write"],
    ["write", "docs-team", "write"],
    ["read", "triage", "triage"],
    ["read", "read", "read"],
    // A role may have any name: only GitHub's own word for what it allows counts.
    ["read", "admin", "read"],
    ["none", "admin", "none"],
    ["constructor", "constructor", "none"],
    ["", "", "none"],
  ])("permission %s with role %s is %s", (permission, role, level) => {
    expect(levelOf({ permission, role })).toBe(level);
  });
});
