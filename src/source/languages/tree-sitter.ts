import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TreeCursor } from "web-tree-sitter";
import { packageRoot } from "../../package-root.ts";
import type { SourceText, SyntaxNode } from "./syntax/node.ts";
import { lineStartsOf } from "./syntax/node.ts";

/** Package and file of each grammar; the build copies the files into `dist/grammars/`. */
const grammars = {
  python: { package: "tree-sitter-python", file: "tree-sitter-python.wasm" },
  go: { package: "tree-sitter-go", file: "tree-sitter-go.wasm" },
  rust: { package: "tree-sitter-rust", file: "tree-sitter-rust.wasm" },
  java: { package: "tree-sitter-java", file: "tree-sitter-java.wasm" },
  ruby: { package: "tree-sitter-ruby", file: "tree-sitter-ruby.wasm" },
  csharp: { package: "tree-sitter-c-sharp", file: "tree-sitter-c_sharp.wasm" },
  php: { package: "tree-sitter-php", file: "tree-sitter-php.wasm" },
} as const;

/** Name of a grammar that ships with the tool. */
export type GrammarName = keyof typeof grammars;

/** Text to the root of its tree; broken source gives the tree of what could be read. */
export type Parse = (text: string) => SyntaxNode;

/** Below this many levels a tree is cut: such nesting is generated or hostile, and recursion must end. */
const deepest = 300;

const opened = new Map<GrammarName, Promise<Parse>>();
let runtime: Promise<typeof import("web-tree-sitter")> | undefined;

/** Loads the runtime and one grammar, each once a process; throws when the installation lacks the file. */
export function openGrammar(name: GrammarName): Promise<Parse> {
  const known = opened.get(name);
  if (known) return known;
  const opening = loadGrammar(name);
  opened.set(name, opening);
  return opening;
}

async function loadGrammar(name: GrammarName): Promise<Parse> {
  runtime ??= loadRuntime();
  const { Language, Parser } = await runtime;
  const grammar = grammars[name];
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammarFile(grammar.package, grammar.file))));
  return (text) => {
    const source = { text, lineStarts: lineStartsOf(text) };
    const tree = parser.parse(text);
    if (!tree) return emptyRoot(source);
    const cursor = tree.walk();
    try {
      return copyTree(cursor, source);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

async function loadRuntime(): Promise<typeof import("web-tree-sitter")> {
  const runtimeModule = await import("web-tree-sitter");
  await runtimeModule.Parser.init({ locateFile: () => grammarFile("web-tree-sitter", "web-tree-sitter.wasm") });
  return runtimeModule;
}

function grammarFile(packageName: string, file: string): string {
  const shipped = join(packageRoot(), "dist", "grammars", file);
  return existsSync(shipped) ? shipped : join(packageRoot(), "node_modules", packageName, file);
}

function emptyRoot(source: SourceText): SyntaxNode {
  return { type: "empty", named: true, field: undefined, start: 0, end: 0, children: [], parent: undefined, source };
}

/** Copies the tree out of the parser's memory, so that it can be freed at once and nothing can leak. */
function copyTree(cursor: TreeCursor, source: SourceText): SyntaxNode {
  const root = copyNode(cursor, source, undefined);
  let parent: SyntaxNode | undefined = root;
  let depth = 0;
  let more = cursor.gotoFirstChild();
  while (parent && more) {
    const node = copyNode(cursor, source, parent);
    parent.children.push(node);
    if (depth < deepest && cursor.gotoFirstChild()) {
      parent = node;
      depth += 1;
      continue;
    }
    more = cursor.gotoNextSibling();
    while (!more && depth > 0) {
      cursor.gotoParent();
      parent = parent?.parent;
      depth -= 1;
      more = cursor.gotoNextSibling();
    }
  }
  return root;
}

function copyNode(cursor: TreeCursor, source: SourceText, parent: SyntaxNode | undefined): SyntaxNode {
  return {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
    parent,
    source,
  };
}
