import { csharp } from "../../../src/source/languages/csharp.ts";
import { json } from "../../../src/source/languages/json.ts";
import { python } from "../../../src/source/languages/python.ts";
import { toml } from "../../../src/source/languages/toml.ts";
import { yaml } from "../../../src/source/languages/yaml.ts";

const cases = [
  [python, "a.py", 'import os\nos.getenv("LAMP_OIL")\n'],
  [csharp, "a.cs", 'var x = Environment.GetEnvironmentVariable("LAMP_OIL");\n'],
  [json, "a.json", '{"lamp": {"oil": 1}}'],
  [yaml, "a.yaml", "lamp:\n  oil: 1\n"],
  [toml, "a.toml", "[lamp]\noil = 1\n"],
] as const;

/** Run as a bundle of its own: prints, one line a language, the values it read. */
for (const [language, path, text] of cases) {
  const read = await language.load();
  const { facts } = read({ path, blob: "", text, strength: "code" }, { paths: new Set(), textOf: () => undefined });
  process.stdout.write(`${language.id}: ${[...new Set(facts.map(({ value }) => value))].sort().join(" ")}\n`);
}
