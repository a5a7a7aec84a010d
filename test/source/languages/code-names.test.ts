import { describe, expect, it } from "vitest";
import { holdsNoMembers, holdsNoValue } from "../../../src/source/languages/typescript/code-names.ts";
import { loadCompiler } from "../../../src/source/languages/typescript/compiler.ts";
import { createModules, createOpenFiles } from "../../../src/source/languages/typescript/modules.ts";

const files: Readonly<Record<string, string>> = {
  "src/inner.ts": 'export const berth = "b"\nexport const retry = (times: number) => times\nexport class Dock {}\n',
};

async function look(declaration: string) {
  const { compiler, parse } = await loadCompiler();
  const parsed: string[] = [];
  const open = createOpenFiles((path, text) => {
    parsed.push(path);
    return parse(path, text);
  });
  const paths = new Set(["src/a.ts", ...Object.keys(files)]);
  const modules = createModules(open, { paths, textOf: (path) => files[path] });
  const module = open.open({ path: "src/a.ts", text: `${declaration}\nexport const other = 1\n` });
  const asked = [{ compiler, modules }, module, "it"] as const;
  return { noValue: holdsNoValue(...asked), noMembers: holdsNoMembers(...asked), parsed };
}

const code = [
  "export function it() {}",
  "export const it = () => 1",
  "export const it = async () => {}",
  "export const it: (name: string) => string = (name) => name",
  "export const it: { <A>(value: A): A; (): void } = function () {}",
  "export const it = <A>(value: A): A => value",
  "export const it = (value: string): string => value",
  "export const it = value => value",
  'export const it = create("a", 1)',
  'export const it = Schema.make({ a: "b" }).pipe(annotate())',
  "export const it = new Harbor({ berth: 1 });",
  "export const it = create(1 < 2)",
  "export declare const it: string",
  'export let it = "a"',
  'import * as inner from "./inner.ts"\nexport const it: Retry = inner.retry',
  'import { retry } from "./inner.ts"\nexport const it = retry',
];

const values = [
  'export const it = "a"',
  "export const it = 10 * 60",
  ["export const it = `a/$", "{b}`"].join(""),
  'export const it = ["a"]',
  'export const it = { a: "b" } as const',
  'export const it = ("a")',
  'export const it = Object.freeze({ a: "b" })',
  'export const it = String("a")',
  'export const it = ["a", "b"].join("/")',
  'export const it = base.path("a").toLowerCase()',
  'export const it = create() + "/v1"',
  'export const it = create() ?? "a"',
  'export const it = create() || "a"\n',
  'export const it = create()\n  ? "a"\n  : "b"',
  "export const it = /a(/.test(name)",
  'export const it = new URL("/a", base)',
  "export enum it { A }",
  'import * as inner from "./inner.ts"\nexport const it = inner.berth',
  'import { retry as berth } from "./inner.ts"\nexport const it = berth',
  "export const it = unknown.name",
  "const it = 1\nexport { it }",
  'export type it = "a"\nexport const it = "a"',
];

describe("names that hold no value, told by the text of their module", () => {
  it.each(code)("passes over %s", async (declaration) => {
    expect(await look(declaration)).toEqual({ noValue: true, noMembers: true, parsed: [] });
  });

  it.each(values)("looks into %s", async (declaration) => {
    expect(await look(declaration)).toEqual({ noValue: false, noMembers: false, parsed: [] });
  });

  it.each([
    "export class it {}",
    'import { Dock } from "./inner.ts"\nexport const it = Dock',
  ])("looks only for members of %s", async (declaration) => {
    expect(await look(declaration)).toMatchObject({ noValue: true, noMembers: false });
  });

  it("waits for a file that is not loaded yet", async () => {
    expect(await look('import * as far from "./far.ts"\nexport const it = far.name')).toMatchObject({ noValue: true });
  });
});
