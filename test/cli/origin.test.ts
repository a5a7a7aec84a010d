import { describe, expect, it } from "vitest";
import { originOf, repositoryIn } from "../../src/cli/origin.ts";

describe("the repository of a remote", () => {
  const rows: readonly (readonly [remote: string, expected: string | undefined, server?: string])[] = [
    ["git@github.com:acme/docs.git\n", "acme/docs"],
    ["https://github.com/acme/docs", "acme/docs"],
    ["https://github.com/acme/docs.git/", "acme/docs"],
    ["https://ada:secret@github.com/acme/docs.js.git", "acme/docs.js"],
    ["ssh://git@github.com:22/acme/docs.git", "acme/docs"],
    ["https://gitlab.com/acme/docs.git", undefined],
    ["https://github.com.evil.example/acme/docs.git", undefined],
    ["git@github.example.com:acme/docs.git", "acme/docs", "https://github.example.com"],
    ["/srv/git/docs.git", undefined],
    ["../docs", undefined],
    ["https://github.com/acme", undefined],
    ["", undefined],
  ];
  it.each(rows.map(([remote, expected, server]) => ({ remote, expected, server })))("$remote is $expected", (row) => {
    const { remote, expected, server } = row;
    expect(repositoryIn(remote, server)).toBe(expected);
  });

  it("is unknown where there is no repository", () => {
    expect(originOf("/")).toBeUndefined();
  });
});
