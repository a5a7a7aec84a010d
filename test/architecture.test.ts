import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../src");

/** What each part of `src/` may import beside its own files, `types/` and `errors.ts`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  types: [],
  "errors.ts": [],
  "package-root.ts": [],
  "version.ts": ["package-root.ts"],
  "yaml-file.ts": [],
  "memory.ts": [],
  "place.ts": [],
  "remember.ts": [],
  "names.ts": ["remember.ts"],
  "amounts.ts": ["names.ts"],
  "page-subject.ts": ["names.ts"],
  "url-path.ts": ["names.ts"],
  "reference-key.ts": [],
  "transition-cause.ts": [],
  "config-publish.ts": [],
  "glob.ts": [],
  "config-systems.ts": ["glob.ts"],
  "config.ts": ["config-publish.ts", "config-systems.ts", "glob.ts", "yaml-file.ts", "wiring"],
  documents: ["memory.ts", "package-root.ts", "place.ts", "yaml-file.ts"],
  claims: ["amounts.ts", "names.ts", "yaml-file.ts", "package-root.ts", "place.ts"],
  source: ["amounts.ts", "memory.ts", "package-root.ts", "remember.ts", "names.ts", "page-subject.ts", "url-path.ts"],
  findings: ["amounts.ts", "names.ts", "page-subject.ts", "url-path.ts"],
  verdict: ["config.ts", "reference-key.ts", "transition-cause.ts"],
  report: ["config.ts", "transition-cause.ts"],
  publish: ["config.ts", "github"],
  wiring: ["glob.ts", "yaml-file.ts"],
  commands: ["reference-key.ts"],
  init: ["config.ts"],
  doctor: ["config.ts", "github"],
  github: ["reference-key.ts"],
  evidence: ["amounts.ts", "config.ts", "names.ts", "reference-key.ts", "github", "source"],
};

/** Shells know every part; parts never know them. */
const shells = [
  "open.ts",
  "prepare.ts",
  "keep-ledger.ts",
  "observe.ts",
  "observe-sources.ts",
  "search-tree.ts",
  "entry-dates.ts",
  "entry-wiring.ts",
  "observe-wiring.ts",
  "clients.ts",
  "action.ts",
  "cli.ts",
  "cli",
  "verify.ts",
  "check.ts",
  "sweep.ts",
  "sweep-order.ts",
  "tickets.ts",
  "event.ts",
  "command.ts",
  "merge-group.ts",
  "assess.ts",
  "doctor.ts",
  "init.ts",
];

/** Parts that compute from their arguments alone: no disk, no process, no clock. */
const pure = [
  "types",
  "reference-key.ts",
  "transition-cause.ts",
  "place.ts",
  "names.ts",
  "amounts.ts",
  "remember.ts",
  "wiring",
  "claims",
  "findings",
  "verdict",
  "report",
  "commands",
  "publish/plan.ts",
  "documents/parse.ts",
  "doctor",
  "init/plan.ts",
  "init/suggest.ts",
  "init/config-text.ts",
  "init/workflow-text.ts",
  "init/explain.ts",
];

/** Packages that only one place may know. */
const ownedPackages: Readonly<Record<string, string>> = {
  "@octokit": "github",
  typescript: "source",
  "web-tree-sitter": "source",
  "@actions/core": "action.ts",
  commander: "cli",
};

/** Files that read the disk although their part is pure, each for one stated reason. */
const readsDisk: Readonly<Record<string, string>> = {
  "claims/built-in-files.ts": "reads the rules that ship with the tool",
};

type SourceFile = { readonly path: string; readonly part: string; readonly text: string; readonly ast: ts.SourceFile };

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return {
      path,
      part: path.split("/")[0] ?? path,
      text,
      ast: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true),
    };
  });

/** Module names that a file imports, statically or on demand. */
function importsOf(file: SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteral(node.moduleSpecifier)) names.push(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteral(first)) names.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file.ast);
  return names;
}

/** Line counts of every function of a file, without blank lines. */
function functionLengths(file: SourceFile): { name: string; lines: number }[] {
  const found: { name: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const name = node.name?.getText() ?? "anonymous";
      found.push({ name: `${file.path}:${name}`, lines: nonBlank(node.getText()) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file.ast);
  return found;
}

const nonBlank = (text: string): number => text.split("\n").filter((line) => line.trim() !== "").length;
const isShell = (file: SourceFile): boolean => shells.includes(file.part);

describe("architecture", () => {
  it("imports run one way", () => {
    const wrong = files
      .filter((file) => !isShell(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith("."))
          .map((name) => relative(root, resolve(root, dirname(file.path), name)))
          .filter((target) => {
            const part = target.split("/")[0] ?? target;
            const allowed = [file.part, "types", "errors.ts", ...(mayImport[file.part] ?? [])];
            return !allowed.includes(part);
          })
          .map((target) => `${file.path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it("knows every part", () => {
    const unknown = files.filter((file) => !isShell(file) && !(file.part in mayImport)).map((file) => file.path);
    expect(unknown).toEqual([]);
  });

  it("keeps packages in their place", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((name) =>
          Object.entries(ownedPackages).some(([owned, part]) => name.startsWith(owned) && file.part !== part),
        )
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps pure parts pure", () => {
    const wrong = files
      .filter((file) => pure.some((part) => file.path === part || file.path.startsWith(`${part}/`)))
      .filter((file) => !(file.path in readsDisk))
      .flatMap((file) => [
        ...importsOf(file)
          .filter((name) => name.startsWith("node:") && name !== "node:crypto" && name !== "node:path")
          .map((name) => `${file.path} imports ${name}`),
        ...(/\bDate\.now\(|new Date\(\)|\bprocess\.|Math\.random\(/.test(file.text)
          ? [`${file.path} reads the clock or the process`]
          : []),
      ]);
    expect(wrong).toEqual([]);
  });

  it("never evaluates code", () => {
    const wrong = files.filter((file) => /\beval\(|new Function\(|node:vm/.test(file.text)).map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it("keeps files under 250 lines", () => {
    const long = files
      .map((file) => `${file.path}: ${nonBlank(file.text)}`)
      .filter((line) => Number(line.split(": ")[1]) > 250);
    expect(long).toEqual([]);
  });

  it("keeps functions small: median at most 15 lines, nine of ten at most 50, none over 80", () => {
    const lengths = files.flatMap(functionLengths).sort((a, b) => a.lines - b.lines);
    const at = (share: number): number => lengths[Math.floor(lengths.length * share)]?.lines ?? 0;
    expect(at(0.5)).toBeLessThanOrEqual(15);
    expect(at(0.9)).toBeLessThanOrEqual(50);
    expect(lengths.filter(({ lines }) => lines > 80).map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
  });

  it("documents every export", () => {
    const missing = files.flatMap((file) =>
      file.ast.statements
        .filter(
          (node) =>
            ts.canHaveModifiers(node) &&
            ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
        )
        .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
        .map((node) => `${file.path}: ${node.getText().split("\n")[0]}`),
    );
    expect(missing).toEqual([]);
  });
});
