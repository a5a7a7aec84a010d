import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileFacts, Language } from "../../../src/source/languages/language.ts";
import type { Fact, FactRole, Strength } from "../../../src/types/index.ts";

/** Where the fixtures of all languages lie. */
const fixtures = join(import.meta.dirname, "fixtures");

/** Reads one file of a language's fixture tree; every other file of that tree can be followed to. */
export async function readFixture(language: Language, path: string, strength: Strength = "code"): Promise<FileFacts> {
  const folder = join(fixtures, language.id);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = new Set(entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort());
  const read = await language.load();
  const textOf = (name: string) => (paths.has(name) ? readFileSync(join(folder, name), "utf8") : undefined);
  return read({ path, blob: "b".repeat(40), text: textOf(path) ?? "", strength }, { paths, textOf });
}

/** Reads a text as a file that stands alone. */
export async function readText(language: Language, path: string, text: string): Promise<FileFacts> {
  const read = await language.load();
  return read(
    { path, blob: "b".repeat(40), text, strength: "code" },
    { paths: new Set([path]), textOf: () => undefined },
  );
}

/** One line a fact: line, role, value, scope, default, strength where it is not code, and how it was followed. */
export function compact({ facts, closedLists }: FileFacts): string {
  const lines = facts.map((fact) =>
    [
      fact.place.startLine,
      fact.role,
      JSON.stringify(fact.value),
      inBraces(fact.scope),
      fact.default === undefined ? "" : `= ${fact.default}`,
      fact.strength === "code" ? "" : `(${fact.strength})`,
      fact.via.length > 0 ? `via ${fact.via.join(", ")}` : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
  const lists = closedLists.map((list) => `closed ${list.role} ${inBraces(list.scope)}: ${list.members.join(", ")}`);
  return [...lines, ...lists, ""].join("\n");
}

function inBraces(scope: Readonly<Record<string, string>>): string {
  const entries = Object.entries(scope).map(([name, value]) => `${name}: ${value}`);
  return entries.length > 0 ? `{${entries.join(", ")}}` : "";
}

/** Values of all facts of a role, in the order of the file, each once. */
export function valuesOf({ facts }: FileFacts, role: FactRole): string[] {
  return [...new Set(facts.filter((fact) => fact.role === role).map(({ value }) => value))];
}

/** Facts of a role about a value. */
export function factsOf({ facts }: FileFacts, role: FactRole, value: string): Fact[] {
  return facts.filter((fact) => fact.role === role && fact.value === value);
}
