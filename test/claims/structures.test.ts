import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/claims/structures/canonical.ts";
import { readDotenv } from "../../src/claims/structures/dotenv.ts";
import { readHttp } from "../../src/claims/structures/http.ts";
import { readJson } from "../../src/claims/structures/json.ts";
import { readShell } from "../../src/claims/structures/shell.ts";
import { type Entry, fitsKeyPath, parseKeyPath, type Structure } from "../../src/claims/structures/structure.ts";
import { readToml } from "../../src/claims/structures/toml.ts";
import { readYamlEntries } from "../../src/claims/structures/yaml.ts";

/** Entries as `path key=value`, as they stand in the text. */
function shown(read: Structure, text: string): string[] {
  const cut = (span: Entry["key"]): string => (span === undefined ? "" : text.slice(span.start, span.end));
  return read(text)
    .filter(({ path }) => path.length > 0)
    .map(({ path, key, value }) => `${path.join(".")} ${cut(key)}=${cut(value)}`);
}

describe("structures", () => {
  it.each<[name: string, read: Structure, text: string, expected: string[]]>([
    [
      "JSON",
      readJson,
      '{ "a": { "b": "c" }, "d": [1, "e"] }',
      ['a a={ "b": "c" }', "a.b b=c", 'd d=[1, "e"]', "d.0 =1", "d.1 =e"],
    ],
    ["JSON with comments", readJson, '{ // x\n "a": "b", }', ["a a=b"]],
    ["JSON without braces", readJson, '"a": { "b": 1 }', ['a a={ "b": 1 }', "a.b b=1"]],
    ["no JSON", readJson, "kiln", []],
    ["a JSON bomb", readJson, "[".repeat(20_000), []],
    ["YAML", readYamlEntries, "a:\n  b: 'c' # x\nd:\n  - e\n", ["a a=", "a.b b=c", "d d=", "d.0 =e"]],
    ["no YAML", readYamlEntries, "a: [", []],
    [
      "TOML",
      readToml,
      '[a."b c"]\nd = "e" # x\nf = 7\ng = ["h"]\n',
      ["a.b c b c=", "a.b c.d d=e", "a.b c.f f=7", "a.b c.g g="],
    ],
    ["dotenv", readDotenv, "# x\nA=b\nexport C='d e' # f\nG = h # i\nJ=\n", ["A A=b", "C C=d e", "G G=h", "J J="]],
    [
      "HTTP",
      readHttp,
      "POST /v1 HTTP/1.1\nX-A: b\n\nX-C: d\n\nHTTP/1.1 201 Created\nX-E: f\n",
      ["url =/v1", "header =X-A: b", "status =201", "header =X-E: f"],
    ],
    [
      "curl",
      readShell,
      "curl -X PUT \\\n  -H 'X-A: b c' --header=\"X-D: e\" 'https://k.test/v1' # -H no",
      [
        "command =curl",
        "flag =-X",
        "flag =-H",
        "flag =--header",
        "header =X-A: b c",
        "header =X-D: e",
        "url =https://k.test/v1",
      ],
    ],
    [
      "httpie",
      readShell,
      "http GET https://k.test X-A:b c=d",
      ["command =http", "header =X-A:b", "url =https://k.test"],
    ],
    [
      "assignments",
      readShell,
      "A=b C='d' kiln fire && export E=f",
      ["env A=b", "env C=d", "command =kiln fire", "env E=f"],
    ],
    [
      "runners",
      readShell,
      "npx -y kiln fire --hot=1 | sudo tee x",
      ["command =kiln fire", "flag =--hot", "command =tee x"],
    ],
    [
      "assignments behind a runner",
      readShell,
      "env A=b kiln fire --hot; sudo -E C=d nohup kiln stop; sudo E=f",
      ["env A=b", "command =kiln fire", "flag =--hot", "env C=d", "command =kiln stop", "env E=f"],
    ],
    [
      "a transcript",
      readShell,
      "$ kiln list --all\nfiring --not-a-flag\n$ kiln stop",
      ["command =kiln list", "flag =--all", "command =kiln stop"],
    ],
    [
      "a substituted command",
      readShell,
      "kiln fire --at $(kiln cone --last (x) | head -1) --hot",
      ["command =kiln cone", "flag =--last", "command =head", "command =kiln fire", "flag =--at", "flag =--hot"],
    ],
    [
      "a substituted command without its end",
      readShell,
      `kiln fire --at $(kiln cone --last ${"$(".repeat(2000)}`,
      ["command =kiln fire", "flag =--at", "flag =--last"],
    ],
    ["a here-document", readShell, "cat <<EOF > x\ncurl --not\nEOF\nkiln stop", ["command =cat", "command =kiln stop"]],
  ])("reads %s", (_name, read, text, expected) => {
    expect(shown(read, text)).toEqual(expected);
  });

  it("knows the request that a header belongs to", () => {
    const [header] = readShell("curl -d x -H 'X-A: b' https://k.test/v1").filter(({ path }) => path[0] === "header");
    expect(header?.qualifiers).toEqual({ method: "POST", host: "k.test" });
  });

  it("makes one text of equal blocks", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    expect(readYamlEntries("b: 1\na: {d: x}\n")[0]?.text).toBe(readJson('{"a":{"d":"x"},"b":1}')[0]?.text);
  });

  it.each([
    ["**.headers.*", ["headers", "X-A"], true],
    ["**.headers.*", ["a", "b", "Headers", "X-A"], true],
    ["**.headers.*", ["headers"], false],
    ["**.*url", ["server", "baseUrl"], true],
    ["a.*.c", ["a", "b", "c"], true],
    ["a.*.c", ["a", "c"], false],
    [".", [], true],
    [".", ["a"], false],
  ])("path %s and %j: %s", (pattern, path, fits) => {
    expect(fitsKeyPath(parseKeyPath(pattern), path)).toBe(fits);
  });
});
