import { describe, expect, it } from "vitest";
import { python } from "../../../src/source/languages/python.ts";
import { typescript } from "../../../src/source/languages/typescript.ts";
import { readText, valuesOf } from "./read-fixture.ts";

describe("tables of options", () => {
  it("reads entries that name their option", async () => {
    const read = await readText(
      typescript,
      "lib/options.js",
      `module.exports = make({ options: [
        { heading: "Heat" },
        { option: "max-heat", alias: "m", type: "Int", default: "900", description: "Upper limit" },
        { option: "no description" },
      ] });`,
    );
    expect(valuesOf(read, "option-declared")).toEqual(["--max-heat", "-m"]);
  });

  it("reads a program's own table, with the options below an option", async () => {
    const read = await readText(
      typescript,
      "src/cli-config.ts",
      `export const cliOptions: KilnCLIOptions = {
        glaze: { shorthand: "g", description: "Colour", argument: "<name>" },
        lid: { description: "The lid", subcommands: { angle: { description: "How far" } } },
        shelf: null,
      };
      export const colours = { red: { description: "A colour" } };`,
    );
    expect(valuesOf(read, "option-declared")).toEqual(["--glaze", "-g", "--lid", "--lid.angle"]);
  });

  it("reads the options of cleo and the version that setup asks for", async () => {
    const read = await readText(
      python,
      "kiln/commands/fire.py",
      `from cleo.helpers import option
class FireCommand(Command):
    name = "fire"
    options = [option("max-heat", "m", "Upper limit.", flag=False), option("dry-run", None, "Nothing burns.")]
`,
    );
    expect(valuesOf(read, "option-declared")).toEqual(["--dry-run", "--max-heat", "-m"]);
    const manifest = await readText(python, "setup.py", `setup(name="kiln", python_requires=">=3.7")\n`);
    expect(valuesOf(manifest, "package-declared")).toEqual([">=3.7"]);
  });
});
