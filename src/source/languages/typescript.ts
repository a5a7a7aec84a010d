import type ts from "typescript";
import { createFactList } from "./facts.ts";
import type { FileFacts, Language, Reader } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";
import { observeBlocks } from "./typescript/blocks.ts";
import { createCallObserver } from "./typescript/calls.ts";
import { type Compiler, loadCompiler } from "./typescript/compiler.ts";
import { observeEnvironment } from "./typescript/environment.ts";
import { observeDeclarations, reportExports } from "./typescript/exports.ts";
import { reportFileRoutes } from "./typescript/file-routes.ts";
import { observeHeaders } from "./typescript/headers.ts";
import { observeJsonSchemas } from "./typescript/json-schemas.ts";
import { createModules, createOpenFiles, importedPaths } from "./typescript/modules.ts";
import { observeCommandClasses } from "./typescript/oclif.ts";
import { observeOptionTables } from "./typescript/option-tables.ts";
import { observeOptions } from "./typescript/options.ts";
import { observeProcedures } from "./typescript/procedures.ts";
import { createResolver } from "./typescript/resolver.ts";
import { observeRoutes } from "./typescript/routes.ts";
import type { Observer, Scene } from "./typescript/scene.ts";
import { observeSchemas } from "./typescript/schemas.ts";
import { observeSchemes } from "./typescript/schemes.ts";
import { observeStatuses } from "./typescript/statuses.ts";
import { mayHoldText, observeNames, observeTexts, reportComments } from "./typescript/texts.ts";
import { observeTruthDefaults } from "./typescript/truth-defaults.ts";
import { observeValues } from "./typescript/values.ts";
import { observeWrappers } from "./typescript/wrappers.ts";
import { observeCommandModules } from "./typescript/yargs.ts";

/** TypeScript and JavaScript, by the compiler's own trees; constants are followed through the files of the tree. */
export const typescript: Language = {
  id: "typescript",
  files: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
  named: importedPaths,
  load: async () => {
    const { compiler, parse } = await loadCompiler();
    const files = createOpenFiles(parse);
    const read: Reader = (file, context) => {
      files.trim();
      const modules = createModules(files, context);
      const { source } = files.open(file);
      const resolver = createResolver(compiler, modules);
      const text = { text: file.text, lineStarts: lineStartsOf(file.text) };
      return readScene({
        compiler,
        resolver,
        file,
        source,
        text,
        facts: createFactList(file),
        taken: new Set(),
        values: new Map(),
        named: new Set(),
      });
    };
    return read;
  },
};

/** Who looks at every node: those who give a text its role come before those who take what is left. */
const observers: readonly Observer[] = [
  observeHeaders,
  observeSchemes,
  observeEnvironment,
  observeWrappers,
  observeStatuses,
  observeRoutes,
  observeProcedures,
  observeOptions,
  observeCommandModules,
  observeOptionTables,
  observeCommandClasses,
  observeSchemas,
  observeJsonSchemas,
  observeDeclarations,
  observeValues,
  observeTruthDefaults,
  observeBlocks,
  observeNames,
];

/** Who looks at single words, which most nodes of a file are; everything else is more than one. */
const observersOfWords: readonly Observer[] = [observeSchemes, observeNames];

/** Deepest tree that is walked, in nodes: deeper ones are no hand-written code, and the stack is finite. */
const deepest = 400;

function readScene(scene: Scene): FileFacts {
  const { compiler, source } = scene;
  const observeCall = createCallObserver();
  const literals: ts.Node[] = [];
  const texts: ts.Node[] = [];
  const visit = (node: ts.Node, depth: number): void => {
    if (depth > deepest) return;
    const isWord = node.kind <= compiler.SyntaxKind.LastToken;
    for (const observe of isWord ? observersOfWords : observers) observe(node, scene);
    if (isLiteral(compiler, node) && marks.test(node.text)) literals.push(node);
    if (mayHoldText(compiler, node)) texts.push(node);
    compiler.forEachChild(node, (child) => visit(child, depth + 1));
    observeCall(node, scene);
  };
  visit(source, 0);
  for (const node of texts) observeTexts(node, scene);
  reportExports(scene);
  reportFileRoutes(scene);
  reportComments(scene, literals);
  const { facts, closedLists } = scene.facts.result();
  return { facts, closedLists: isWhole(source) ? closedLists : [] };
}

/** True when the file parsed without a mistake: only then a list was read completely. */
function isWhole(source: ts.SourceFile): boolean {
  const mistakes: unknown = Reflect.get(source, "parseDiagnostics");
  return !Array.isArray(mistakes) || mistakes.length === 0;
}

/** Nodes in which `//` and `/*` are no comments. */
function isLiteral(compiler: Compiler, node: ts.Node): node is ts.LiteralLikeNode {
  return (
    compiler.isStringLiteralLike(node) ||
    compiler.isTemplateHead(node) ||
    compiler.isTemplateMiddleOrTemplateTail(node) ||
    compiler.isRegularExpressionLiteral(node) ||
    compiler.isJsxText(node)
  );
}

/** What would begin a comment outside of a literal. */
const marks = /\/[/*]/;
