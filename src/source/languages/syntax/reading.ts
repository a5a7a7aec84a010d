import type { FactList } from "../facts.ts";
import { createFactList } from "../facts.ts";
import type { FileText, Reader } from "../language.ts";
import { type GrammarName, openGrammar } from "../tree-sitter.ts";
import { createEvaluator, type Evaluator } from "./evaluate.ts";
import { type Dialect, readModule, type SourceModule } from "./module.ts";
import type { Loader } from "./names.ts";
import { createTextCache } from "./text-cache.ts";
import { createWordLookup } from "./text-words.ts";

/** Everything a step needs that turns the shapes of one file into facts. */
export type Reading = {
  readonly file: FileText;
  readonly module: SourceModule;
  readonly evaluator: Evaluator;
  readonly facts: FactList;
  readonly loader: Loader;
  /** The evaluator of another module of the tree. */
  readonly evaluatorOf: (module: SourceModule) => Evaluator;
};

/** One step: adds the facts it knows how to see. */
export type Step = (reading: Reading) => void;

/**
 * Text of the parsed modules that are kept from file to file, those used last, so that a file of constants is parsed once
 * and not once for each user; in UTF-16 units. A tree takes about a hundred times its text.
 */
const mostText = 400_000;

/** Makes the reader of a language from its grammar, its syntax and the steps that look for facts. */
export async function loadReader(grammar: GrammarName, dialect: Dialect, steps: readonly Step[]): Promise<Reader> {
  const parse = await openGrammar(grammar);
  const moduleOf = createTextCache(mostText, (path, text) => readModule(path, parse(text), dialect));
  const holdsWord = createWordLookup();
  return (file, context) => {
    const module = moduleOf(file.path, file.text);
    const facts = createFactList(file, module.tests);
    const loader: Loader = {
      paths: context.paths,
      load: (path) => {
        if (path === file.path) return module;
        if (!context.paths.has(path)) return undefined;
        const text = context.textOf(path);
        return text === undefined ? undefined : moduleOf(path, text);
      },
      mayHold: (path, word) => {
        const text = path === file.path || !context.paths.has(path) ? undefined : context.textOf(path);
        return text === undefined || holdsWord(path, text, word);
      },
    };
    const evaluatorOf = (module: SourceModule) => createEvaluator(module, { dialect, loader });
    const reading: Reading = { file, module, evaluator: evaluatorOf(module), facts, loader, evaluatorOf };
    for (const step of steps) step(reading);
    return facts.result();
  };
}
